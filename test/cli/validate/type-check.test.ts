import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTypes } from '../../../src/cli/validate/type-check.js';
import { root } from '../../helpers/files/source-files.js';
import { folderWith } from '../../helpers/processes/cli.js';

function project(files: Record<string, string>): string {
  const folder = folderWith({ 'package.json': '{ "type": "module" }', ...files, 'node_modules/.keep': '' });
  symlinkSync(join(root, 'node_modules/typescript'), join(folder, 'node_modules/typescript'));
  return folder;
}
function check(folder: string, names = ['users.ts']) {
  const files = names.map((name) => join(folder, name));
  return checkTypes(files, folder);
}

describe('the types of a file', () => {
  it('are checked with the TypeScript and the settings of its project, and nothing else is', () => {
    const folder = project({
      'users.ts': 'export const a: number = null;',
      'other.ts': 'export const a: number = "x";',
      'tsconfig.json': '{ "compilerOptions": { "strict": false } }',
    });
    expect(check(folder)).toEqual({ status: 'passed', text: '' });
    const strict = check(project({ 'users.ts': 'export const a: number = null;' }));
    expect(strict.status).toBe('failed');
    expect(strict.text).toMatch(/users\.ts\(1,14\): error TS2322/);
  });

  it('are not checked without TypeScript', () => {
    expect(check(folderWith({ 'users.ts': '' }))).toEqual({
      status: 'skipped',
      text: 'TypeScript is not installed in this project.',
    });
  });

  it('are not checked in JavaScript', () => {
    const folder = project({ 'users.js': 'export const a = 1;', 'users.ts': 'export const a: number = "x";' });
    expect(check(folder, ['users.js'])).toEqual({ status: 'skipped', text: 'There is no TypeScript file.' });
    const both = check(folder, ['users.js', 'users.ts']);
    expect(both.text).toMatch(/^users\.ts\(1,14\): error TS2322: .*$/);
  });

  it.each(['allowJs', 'checkJs'])('are checked in JavaScript where the project has %s', (setting) => {
    const folder = project({
      'users.js': '// @ts-check\n/** @type {number} */ export const a = "x";',
      'tsconfig.json': JSON.stringify({ compilerOptions: { [setting]: true } }),
    });
    expect(check(folder, ['users.js']).text).toMatch(/^users\.js\(2,\d+\): error TS2322: .*$/);
  });

  it('are found where the project finds them: `types` and `typeRoots`', () => {
    const declare = (name: string) => `declare const ${name}: number;`;
    const folder = project({
      'node_modules/shop/globals.d.ts': declare('shop'),
      'node_modules/@types/cart/index.d.ts': declare('cart'),
      'app/node_modules/kit/package.json': '{ "exports": { "./env": { "types": "./dist/env.d.ts" } } }',
      'app/node_modules/kit/dist/env.d.ts': declare('kit'),
      'app/env.d.ts': declare('env'),
      'app/users.ts': 'export const a: number = shop + cart + kit + env;',
      'app/tsconfig.json': JSON.stringify({
        compilerOptions: { module: 'nodenext', types: ['shop/globals', 'cart', 'kit/env', './env'] },
      }),
      'own/typings/till/index.d.ts': declare('till'),
      'own/users.ts': 'export const a: number = till;',
      'own/tsconfig.json': JSON.stringify({ compilerOptions: { typeRoots: ['./typings'], types: ['till'] } }),
    });
    expect(check(folder, ['app/users.ts'])).toEqual({ status: 'passed', text: '' });
    expect(check(folder, ['own/users.ts'])).toEqual({ status: 'passed', text: '' });
    expect(readdirSync(join(folder, 'node_modules/shop'))).toEqual(['globals.d.ts']);
  });

  it.each([
    { emitDeclarationOnly: true, declarationMap: true, declarationDir: './types' },
    { isolatedDeclarations: true },
    { tsBuildInfoFile: './.tsbuildinfo' },
  ])('are checked in a composite project with %j, without files from the compiler', (settings) => {
    const folder = project({
      'users.ts': 'export const a: number = 1;',
      'tsconfig.json': JSON.stringify({ compilerOptions: { composite: true, ...settings } }),
    });
    const before = readdirSync(folder);
    expect(check(folder)).toEqual({ status: 'passed', text: '' });
    expect(readdirSync(folder)).toEqual(before);
  });
});
