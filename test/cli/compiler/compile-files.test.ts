import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileFiles, moduleName } from '../../../src/cli/compiler/compile-files.js';
import { readTsconfig } from '../../../src/cli/loading/find-tsconfig.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

const entry = 'file:///lib/index.js';

function write(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(temporaryFolder());
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function compile(files: Readonly<Record<string, string>>, tsconfig = false) {
  const folder = write(files);
  const first = join(folder, Object.keys(files)[0] as string);
  const compiled = await compileFiles([first], tsconfig ? readTsconfig(first) : null, entry);
  return { folder, compiled };
}

/** What a program prints that was compiled and written to a folder far from its sources. */
async function output(files: Readonly<Record<string, string>>, tsconfig = false): Promise<string> {
  const { folder, compiled } = await compile(files, tsconfig);
  const elsewhere = realpathSync(temporaryFolder());
  for (const { path, text } of compiled?.modules ?? []) writeFileSync(join(elsewhere, moduleName(path)), text);
  const first = moduleName(join(folder, Object.keys(files)[0] as string));
  const args = ['--enable-source-maps', join(elsewhere, first)];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().replaceAll(folder, '.');
}

describe('compiled files', () => {
  it('import each other, once, in every way to write it', async () => {
    const text = await output({
      'a.ts':
        "import { b } from './b.js';\nimport { c } from './sub';\nimport './b';\nconsole.log(b, c, (await import('./d.mjs')).d);",
      'b.ts': "console.log('b'); export const b: number = 1;",
      'sub/index.ts': "import { b } from '../b.ts'; export const c = b + 1;",
      'd.mts': 'enum D { One = 3 }; export const d = D.One;',
    });
    expect(text).toBe('b\n1 2 3');
  });

  it('may import each other in a circle', async () => {
    const a = "import { b } from './b.js'; export const a = 1; console.log(b());";
    expect(await output({ 'a.ts': a, 'b.ts': "import { a } from './a.js'; export const b = () => a;" })).toBe('1');
  });

  it('know where their sources are', async () => {
    const text = 'console.log(import.meta.url, import.meta.dirname, import.meta.filename);';
    expect(await output({ 'a.ts': text })).toBe('file://./a.ts . ./a.ts');
  });

  it('have stack frames and class names of their sources', async () => {
    const text = `interface A { b: 1 }\n\nclass Shopper { static name2 = Shopper.name; }
const last = new Error().stack!.split('\\n')[1]!.trim();\nconsole.log(last, Shopper.name);\nexport {};`;
    expect(await output({ 'a.ts': text })).toBe('at <anonymous> (./a.ts:4:14) Shopper');
  });

  it('get tsloc as the URL of this copy, users of it included', async () => {
    const { compiled } = await compile({ 'a.ts': "import { task } from 'tsloc'; import 'tsloc/users/audio'; task();" });
    expect(compiled?.modules[0]?.text).toContain('from"file:///lib/index.js"');
    expect(compiled?.modules[0]?.text).toContain('"file:///lib/users/audio.js"');
  });

  it('follow the settings of tsconfig.json', async () => {
    const files = {
      'a.ts':
        'class Base { set x(_: number) { console.log("set"); } } class A extends Base { x = 1; } new A(); export {};',
      'tsconfig.json': '{ "compilerOptions": { "useDefineForClassFields": false } }',
    };
    expect([await output(files, false), await output(files, true)]).toEqual(['', 'set']);
  });

  it('name the folders that imports look into', async () => {
    const { folder, compiled } = await compile({ 'a.ts': "import './sub';", 'sub/index.ts': 'export {};' });
    expect(compiled?.folders).toEqual([folder, join(folder, 'sub')]);
    expect(compiled?.modules.map(({ path }) => pathToFileURL(path).href)).toHaveLength(2);
  });
});

describe('files that tsx must load', () => {
  it.each([
    ['packages', { 'a.ts': "import x from 'some-package'; x();" }],
    ['what is not there', { 'a.ts': "import './gone.js';" }],
    ['broken code', { 'a.ts': 'export class {' }],
    ['CommonJS', { 'a.ts': "import './b.js';", 'b.js': 'this.x = 1; module["exports"] = 1;' }],
    ['JSON', { 'a.ts': "import data from './b.json'; console.log(data);", 'b.json': '{}' }],
    ['import = require', { 'a.ts': "import fs = require('node:fs'); fs.statSync('/');" }],
    ['a neighbour that needs it', { 'a.ts': "import './b.js';", 'b.ts': 'console.log(__filename); export {};' }],
  ])('are those with %s', async (_, files) => {
    expect((await compile(files as Record<string, string>)).compiled).toBe(null);
  });
});
