/** The package as npm would publish it. */
import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { read, root } from './helpers/files/source-files.js';
import { temporaryFolder } from './helpers/files/temporary-folder.js';

/** Not synchronous: the test runner must get replies in the meantime. */
const execute = promisify(execFile);

async function packedFiles(): Promise<string[]> {
  const { stdout } = await execute('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

describe('the package', () => {
  let files: string[] = [];
  beforeAll(async () => {
    files = await packedFiles();
  });

  it('contains the targets of every relative link of its documents', () => {
    const documents = files.filter((path) => path.endsWith('.md'));
    expect(documents).toContain('README.md');
    const missing = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#)([^)\s#]+)[^)]*\)/g)]
        .map(([, link = '']) => join(dirname(path), link).replace(/\/$/, ''))
        .filter((target) => !files.some((file) => file === target || file.startsWith(`${target}/`)))
        .map((target) => `${path} → ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('contains ready-made users with their types, and the examples', () => {
    for (const name of ['audio', 'api', 'admin'])
      expect(files).toEqual(
        expect.arrayContaining([`dist/users/${name}.js`, `dist/users/${name}.d.ts`, `users/${name}.ts`]),
      );
    expect(files).toContain('examples/extend-audio.ts');
  });

  it('lets scripts import ready-made users, which extend the exported classes', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules', 'tsloc'));
    writeFileSync(
      join(folder, 'look.mjs'),
      `import { HttpUser } from 'tsloc';
       import { AudioUser } from 'tsloc/users/audio';
       console.log(AudioUser.prototype instanceof HttpUser);`,
    );
    expect((await execute(process.execPath, ['look.mjs'], { cwd: folder })).stdout).toBe('true\n');
  });

  /** What `tsc --init` writes, and stricter. */
  const initial = {
    ...{ module: 'nodenext', target: 'esnext', types: [], strict: true, noUncheckedIndexedAccess: true },
    ...{ exactOptionalPropertyTypes: true, jsx: 'react-jsx', verbatimModuleSyntax: true, isolatedModules: true },
    ...{ noUncheckedSideEffectImports: true, moduleDetection: 'force', skipLibCheck: false, noImplicitOverride: true },
  };

  const settings = {
    'tsc --init, noImplicitOverride and no skipLibCheck': initial,
    'strict and ES2022': { module: 'nodenext', target: 'es2022', strict: true },
    'bundler and ES2015': {
      ...{ module: 'esnext', moduleResolution: 'bundler', target: 'es2015', lib: ['es2015'], types: [] },
    },
  };

  it.concurrent.each(Object.entries(settings))(
    'has types for the code of the guides, without @types/node in the project, under %s',
    async (name, options) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(root, join(folder, 'node_modules', 'tsloc'));
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      // In a place that stays: as with `npm run check`, a second run checks only files that depend on changes.
      const tsBuildInfoFile = join(root, `node_modules/.cache/tsloc/${name.replace(/\W+/g, '-')}.tsbuildinfo`);
      const compilerOptions = { ...options, noEmit: true, incremental: true, tsBuildInfoFile };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
      for (const [guide, count] of [
        ['README.md', 1],
        ['docs/getting-started.md', 1],
        ['docs/web.md', 3],
      ] as const) {
        const blocks = [...read(guide).matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
        expect(blocks.length).toBeGreaterThanOrEqual(count);
        for (const [i, code] of blocks.slice(0, count).entries())
          writeFileSync(join(folder, `${basename(guide, '.md')}-${i}.ts`), code);
      }
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const failed = (error: { stdout: string }) => error;
      const { stdout } = await execute(process.execPath, [tsc, '-p', folder]).catch(failed);
      expect(stdout).toBe('');
    },
  );

  it.each(['users.ts', 'users.mts'])(
    'lets a locustfile %s import them where only the command is installed',
    async (name) => {
      const folder = temporaryFolder();
      writeFileSync(
        join(folder, name),
        `import { AudioUser } from 'tsloc/users/audio';
       export class PodcastListener extends AudioUser {}`,
      );
      const command = [join(root, 'bin/tsloc.js'), '-f', name, '--list'];
      const { stdout } = await execute(process.execPath, command, { cwd: folder });
      expect(stdout).toContain('PodcastListener');
    },
  );
});
