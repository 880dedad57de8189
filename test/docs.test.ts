/** The documents say what the code does. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FlagType, flags } from '../src/core/flags.js';
import { flagRows } from '../src/core/options.js';
import { filesBelow, read, root } from './helpers/source-files.js';

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
  it('is what the option table says', async () => {
    await expect(cliPage()).toMatchFileSnapshot('../docs/cli.md');
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

const values: Readonly<Record<FlagType, string>> = {
  text: 'text',
  integer: 'whole number',
  rate: 'number above 0',
  number: 'number',
  timeSpan: 'time span: `20`, `20s`, `3m`, `1h30m`',
  choice: 'one of the levels',
  words: 'words',
  flag: 'none',
};

function cliPage(): string {
  const groups = [...new Set(flagRows.map(([, flag]) => flag.group))];
  const sections = groups.map((group) => {
    const rows = flagRows.filter(([, flag]) => flag.group === group);
    const lines = rows.map(([key, flag]) => {
      const names = [flag.short, flag.long].filter((name) => name !== undefined).map((name) => `\`${name}\``);
      const env = flag.env === undefined ? '' : `\`${flag.env}\``;
      return `| ${names.join(' ')} | ${env} | \`${key}\` | ${values[flag.type]} | ${flag.help.replaceAll('<', '\\<')} |`;
    });
    return [
      `## ${group} options`,
      '',
      '| option | variable | in `parsedOptions` | value | meaning |',
      '|---|---|---|---|---|',
      ...lines,
    ].join('\n');
  });
  return `${[
    '# The command line',
    'Made from the option table in `src/core/flags.ts`.',
    '`tsloc [options] [UserClass ...]` runs the user classes of a file, all of them or those named. What is typed wins\nover environment variables; both win over the defaults. Long options may be cut short as long as they stay\nunambiguous. `LOCUST_USER_CLASSES` names classes, separated by spaces.',
    '`tsloc demo [run options]` starts the sample service on a free port, runs the bundled users against it and stops both;\n`tsloc demo --serve-only [--port 8000] [--error-rate 0.01] [--latency-scale 2]` only serves.',
    ...sections,
  ].join('\n\n')}\n`;
}

it('covers every flag', () => {
  expect(flagRows.length).toBe(Object.keys(flags).length);
});
