/** Checks the layers, independent folders, sizes, and which files may use clocks and `process`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithEsbuild } from 'vite';
import { describe, expect, it } from 'vitest';
import { codeOf, filesBelow, importsOf, read, root } from './helpers/files/source-files.js';

const source = filesBelow('src').filter((path) => /(?<!\.d)\.tsx?$/.test(path));

/** Lowest first; a file imports from a lower floor or from its own folder. */
const floors: readonly (readonly string[])[] = [
  ['util'],
  ['stats', 'wire'],
  ['core', 'http'],
  ['user', 'data', 'runner', 'report', 'analysis'],
  ['protocols'],
  ['cluster', 'web', 'demo'],
  ['run'],
  ['load-test'],
  ['index.ts', 'vitest.ts'],
  ['cli'],
];

function placeOf(path: string): string {
  return path.split('/')[1] as string;
}

function floorOf(path: string): number {
  return floors.findIndex((floor) => floor.includes(placeOf(path)));
}

function linesOf(path: string): number {
  return read(path).trimEnd().split('\n').length;
}

describe('the architecture', () => {
  it('gives every source file a floor', () => {
    expect(source.filter((path) => floorOf(path) < 0)).toEqual([]);
  });

  it('lets a file import only from a lower floor or from its own folder', () => {
    const wrong = source.flatMap((path) =>
      importsOf(path)
        .filter((target) => target.startsWith('src/'))
        .filter((target) => placeOf(target) !== placeOf(path) && floorOf(target) >= floorOf(path))
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets only protocols import a protocol: users, runners, data and reports use core/', () => {
    const independent = source.filter((path) => /^src\/(core|user|data|runner|report|analysis)\//.test(path));
    const wrong = independent.flatMap((path) =>
      importsOf(path)
        .filter((target) => /^(src\/(http|wire|protocols)\/|node:https?2?$|undici$)/.test(target))
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(['src/util', 'src/http', 'src/wire', 'src/web'])(
    'has no two folders inside %s that import each other',
    (folder) => {
      const roomOf = (path: string) =>
        path
          .slice(folder.length + 1)
          .split('/')
          .slice(0, -1)[0] ?? 'its own files';
      const inside = (path: string) => path.startsWith(`${folder}/`);
      const imports = new Map<string, string>();
      for (const path of source.filter(inside))
        for (const target of importsOf(path).filter(inside))
          imports.set(`${roomOf(path)} → ${roomOf(target)}`, `${path} → ${target}`);
      const mutual = [...imports].filter(([pair]) => {
        const [from, to] = pair.split(' → ');
        return from !== to && imports.has(`${to} → ${from}`);
      });
      expect(mutual).toEqual([]);
    },
  );

  it('has no cycle of files, type imports included', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const target of importsOf(path)) if (source.includes(target)) visit(target, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of source) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('imports only files that exist', () => {
    const missing = source.flatMap((path) =>
      importsOf(path).filter((target) => target.startsWith('src/') && !existsSync(join(root, target))),
    );
    expect(missing.filter((target) => !existsSync(join(root, target.replace(/\.ts$/, '.d.ts'))))).toEqual([]);
  });

  it('keeps files small: 100 lines on average at most, none over 300', () => {
    const lengths = source.map(linesOf);
    expect(lengths.reduce((sum, lines) => sum + lines, 0) / lengths.length).toBeLessThanOrEqual(100);
    expect(source.filter((path) => linesOf(path) > 300)).toEqual([]);
  });

  it('keeps examples to 60 lines', () => {
    expect(filesBelow('examples').filter((path) => linesOf(path) > 60)).toEqual([]);
  });

  it.each([
    ['undici', 'src/wire/undici/undici-clients.ts'],
    ['@noble/ciphers/salsa.js', 'src/cluster/zmtp/curve/box.ts'],
    ['tough-cookie', 'src/http/cookies/cookies.ts'],
    ['seedrandom', 'src/util/random.ts'],
    ['csv-parse/sync', 'src/data/csv.ts'],
    ['esbuild', 'src/util/esbuild.ts'],
    ['p-limit', 'src/http/batch.ts'],
  ])('lets only one file know %s', (library, home) => {
    expect(source.filter((path) => importsOf(path).includes(library) && path !== home)).toEqual([]);
  });

  it('touches the process only in the command line', () => {
    const outside = source.filter((path) => placeOf(path) !== 'cli');
    expect(outside.filter((path) => /\bprocess\./.test(codeOf(path)))).toEqual([]);
    expect(outside.filter((path) => importsOf(path).includes('node:process'))).toEqual([]);
  });

  it('sets timers and reads clocks only in util/loop/clock.ts', () => {
    const words =
      /\b(setTimeout|setInterval|setImmediate)\(|\bDate\.now\(|new Date\(\)|\bperformance\.(now|timeOrigin)\b/;
    expect(source.filter((path) => words.test(codeOf(path)) && path !== 'src/util/loop/clock.ts')).toEqual([]);
    expect(source.filter((path) => importsOf(path).includes('node:timers/promises'))).toEqual([]);
  });

  it('has no unseeded randomness but the choice of a seed', () => {
    expect(source.filter((path) => codeOf(path).includes('Math.random'))).toEqual(['src/core/environment.ts']);
  });

  it('has a test for every source file that does something', async () => {
    const untested: string[] = [];
    for (const path of source) {
      const { code } = await transformWithEsbuild(read(path), path, { target: 'es2022', sourcemap: false });
      const test = path.replace(/^src/, 'test').replace(/\.tsx?$/, '.test');
      const isTested = ['.ts', '.tsx'].some((extension) => existsSync(join(root, test + extension)));
      if (/\S/.test(code.replace(/export \{\s*\};?/g, '')) && !isTested) untested.push(path);
    }
    expect(untested).toEqual([]);
  });

  it('has a test for every example', () => {
    const untested = filesBelow('examples')
      .filter((path) => /(?<!\.test)\.ts$/.test(path))
      .filter((path) => !existsSync(join(root, 'test', path.replace(/\.ts$/, '.test.ts'))));
    expect(untested).toEqual([]);
  });

  it('lets users and examples import only tsloc, each other and Node', () => {
    const wrong = ['users', 'examples']
      .flatMap(filesBelow)
      .flatMap((path) =>
        importsOf(path).filter(
          (target) => target !== 'tsloc' && !/^(node:|tsloc\/users\/|users\/|examples\/|vitest$)/.test(target),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('names no file utils, helpers, common, misc or types', () => {
    expect(source.filter((path) => /(^|\/)(utils|helpers|common|misc|types)(\.ts|\/)/.test(path))).toEqual([]);
  });

  it('keeps the top level to its six folders', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const own = folders.map((entry) => entry.name).filter((name) => !name.startsWith('.'));
    const made = new Set(['node_modules', 'dist', 'results']);
    expect(own.filter((name) => !made.has(name)).sort()).toEqual(['bin', 'docs', 'examples', 'src', 'test', 'users']);
  });
});
