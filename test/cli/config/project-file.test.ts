import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ImportScript, parsePackageJson, readProjectFile } from '../../../src/cli/config/project-file.js';
import { folderWith } from '../../helpers/processes/cli.js';

const folder = folderWith({
  'a.json': '{ "users": 1, "tags": ["a"] }',
  'schema.json': '{ "$schema": "./options.json", "users": 1, "tags": ["a"] }',
  'a.yaml': 'users: 1\ntags: [a]\n',
  'empty.yaml': '',
  'broken.json': '{ users: 1 }',
  'list.json': '[1]',
});
const importing =
  (exports: object): ImportScript =>
  async () =>
    exports;
const never: ImportScript = () => Promise.reject(new Error('boom'));
const read = (name: string, importScript = never) => readProjectFile(join(folder, name), name, importScript);
const entries = (source: string) =>
  [
    { key: 'users', value: 1 },
    { key: 'tags', value: ['a'] },
  ].map((entry) => ({ ...entry, source, format: 'tsloc' }));

describe('a configuration file of tsloc', () => {
  it('may be JSON, YAML or a script, ESM or CommonJS', async () => {
    const config = { users: 1, tags: ['a'] };
    expect(await read('a.json')).toEqual(entries('a.json'));
    expect(await read('schema.json')).toEqual(entries('schema.json'));
    expect(await read('a.yaml')).toEqual(entries('a.yaml'));
    expect(await read('empty.yaml')).toEqual([]);
    expect(await read('a.ts', importing({ default: config }))).toEqual(entries('a.ts'));
    expect(await read('a.ts', importing({ default: { __esModule: true, default: config } }))).toEqual(entries('a.ts'));
  });

  it.each([
    ['broken.json', never, 'Expected to read broken.json, but: '],
    ['list.json', never, 'Expected an object with options in list.json.'],
    ['a.ts', never, /^Could not load .*: boom/],
    ['a.ts', importing({}), 'Expected an object with options in a.ts.'],
  ])('%s is refused otherwise', async (name, importScript, message) => {
    await expect(read(name, importScript)).rejects.toThrow(
      expect.objectContaining({ code: 'BAD_CONFIG', exitCode: 2, message: expect.stringMatching(message) }),
    );
  });
});

describe('package.json', () => {
  it('has options in its key "tsloc"', () => {
    expect(parsePackageJson('{ "name": "x", "tsloc": { "users": 1, "tags": ["a"] } }', 'package.json')).toEqual(
      entries('package.json (key "tsloc")'),
    );
    expect(parsePackageJson('{ "name": "x" }', 'package.json')).toEqual([]);
    expect(parsePackageJson('{', 'package.json')).toEqual([]);
    expect(() => parsePackageJson('{ "tsloc": 5 }', 'package.json')).toThrow('Expected an object with options in');
  });
});
