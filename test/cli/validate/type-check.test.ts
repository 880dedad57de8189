import { symlinkSync } from 'node:fs';
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
const check = (folder: string) => checkTypes([join(folder, 'users.ts')], folder);

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
});
