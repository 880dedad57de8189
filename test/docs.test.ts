/** The documents match the code. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliPage } from './helpers/files/cli-page.js';
import { filesBelow, read, root } from './helpers/files/source-files.js';

const codes = new Set(
  filesBelow('src').flatMap((path) =>
    [...read(path).matchAll(/new TslocError\(\s*'([A-Z_]+)'/g)].map((match) => match[1]),
  ),
);

describe('docs/errors.md', () => {
  it('has a heading for every error code, and no other, in order', () => {
    const headings = [...read('docs/errors.md').matchAll(/^## (\w+)$/gm)].map((match) => match[1]);
    expect(headings.filter((heading) => !codes.has(heading))).toEqual([]);
    expect([...codes].filter((code) => !headings.includes(code))).toEqual([]);
    expect(headings).toEqual(headings.toSorted());
  });
});

describe('docs/cli.md', () => {
  it('is generated from the option table', async () => {
    await expect(cliPage()).toMatchFileSnapshot('../docs/cli.md');
  });
});

describe('docs/reliability.md', () => {
  const rows = [...read('docs/reliability.md').matchAll(/^\| (?!guarantee|---)(.+) \| (.+) \|$/gm)];

  it('names for each guarantee a test or a command that exists', () => {
    expect(rows.length).toBeGreaterThan(40);
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    for (const [, guarantee, proof = ''] of rows) {
      const [first = '', ...others] = [...proof.matchAll(/`([^`=]+)`/g)].map((match) => match[1] as string);
      const folder = dirname(first.replace(/\/$/, ''));
      for (const named of [first, ...others].filter((name) => /\.ts$|\/$/.test(name)))
        expect(
          existsSync(join(root, named.includes('/') ? named : join(folder, named))),
          `${guarantee}: ${named}`,
        ).toBe(true);
      for (const [, script] of proof.matchAll(/`npm run (\S+)[^`]*`/g)) expect(scripts, guarantee).toContain(script);
      expect(first, guarantee).toMatch(/^(test\/|npm run )/);
    }
  });
});

const guides = ['README.md', 'AGENTS.md', ...filesBelow('docs').filter((path) => path.endsWith('.md'))];

describe('the guides', () => {
  it.each(guides)('%s links only to files and headings that exist', (guide) => {
    const links = [...read(guide).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map((match) => match[1] as string);
    for (const link of links) {
      const [path, heading] = link.split('#') as [string, string?];
      const target = path === '' ? guide : join(dirname(guide), path);
      expect(existsSync(join(root, target)), `${guide} → ${link}`).toBe(true);
      if (heading !== undefined) expect(anchorsOf(target), `${guide} → ${link}`).toContain(heading);
    }
  });

  it('mention every public name', () => {
    const text = guides
      .filter((path) => path !== 'AGENTS.md')
      .map(read)
      .join('\n');
    const names = [...read('src/index.ts').matchAll(/export (?:type )?\{([^}]+)\}/g)].flatMap(([, list = '']) =>
      list.split(',').map((name) =>
        name
          .replace(/^\s*(type )?/, '')
          .replace(/.* as /, '')
          .trim(),
      ),
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => name !== '' && !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });
});

/** The anchors that a Markdown renderer gives to the headings of a file. */
function anchorsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
