import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLocustfiles } from '../../../src/cli/loading/locustfiles.js';
import { folderWith } from '../../helpers/processes/cli.js';

const folder = folderWith({
  'locustfile.ts': '',
  'notes.txt': '',
  'a b.mjs': '',
  'users/zoe.ts': '',
  'users/adam.js': '',
  'users/deep/er/eve.mts': '',
  'users/deep/bob.cjs': '',
  'users/_shared.ts': '',
  'users/_folder/inside.ts': '',
  'users/types.d.ts': '',
  'users/readme.md': '',
  'users/node_modules/library/index.js': '',
  'node_modules/shop/users/shopper.ts': '',
  'empty/_only.ts': '',
});

async function found(value: string): Promise<string[]> {
  return (await findLocustfiles(value, folder)).map((path) => path.replace(`${folder}/`, ''));
}

describe('findLocustfiles', () => {
  it('finds a file, relative to the folder given or absolute', async () => {
    expect(await found('locustfile.ts')).toEqual(['locustfile.ts']);
    expect(await findLocustfiles(join(folder, 'users/zoe.ts'), '/')).toEqual([join(folder, 'users/zoe.ts')]);
  });

  it('finds several, separated by commas, in the order given; spaces around them do not count', async () => {
    expect(await found(' users/zoe.ts , a b.mjs,,locustfile.ts')).toEqual(['users/zoe.ts', 'a b.mjs', 'locustfile.ts']);
  });

  it('finds the scripts below a folder, sorted, without those that begin with _ and those of libraries', async () => {
    expect(await found('users')).toEqual([
      'users/_folder/inside.ts',
      'users/adam.js',
      'users/deep/bob.cjs',
      'users/deep/er/eve.mts',
      'users/zoe.ts',
    ]);
  });

  it('finds links to files, and each file once', async () => {
    const mounted = folderWith({ 'data/a.ts': '', 'data/b.ts': '', 'elsewhere/c.ts': '', 'mount/..2026/a.ts': '' });
    symlinkSync(join(mounted, 'elsewhere/c.ts'), join(mounted, 'data/c.ts'));
    symlinkSync('nowhere.ts', join(mounted, 'data/d.ts'));
    symlinkSync('..2026/a.ts', join(mounted, 'mount/a.ts'));
    const names = async (value: string) =>
      (await findLocustfiles(value, mounted)).map((path) => path.slice(mounted.length + 1));
    expect(await names('data')).toEqual(['data/a.ts', 'data/b.ts', 'data/c.ts']);
    expect(await names('mount')).toEqual(['mount/a.ts']);
  });

  it('finds the files of a folder that itself belongs to a library', async () => {
    expect(await found('node_modules/shop/users')).toEqual(['node_modules/shop/users/shopper.ts']);
  });

  it.each([
    ['users.ts', "Expected a file or folder called 'users.ts', found none.", 'Check the path given to -f.'],
    ['notes.txt', "Expected a file that ends in .ts, .mts, .js, .mjs, .cjs, or a folder, got 'notes.txt'.", undefined],
    ['empty', "Expected a .ts or .js file in the folder 'empty', found none.", undefined],
    ['locustfile.ts,nope.js', "Expected a file or folder called 'nope.js', found none.", 'Check the path given to -f.'],
    ['', "Expected a file or folder after -f, got ''.", undefined],
    [' , ', "Expected a file or folder after -f, got ' , '.", undefined],
  ])('says what is wrong with -f %j', async (value, message, hint) => {
    await expect(found(value)).rejects.toThrow(
      expect.objectContaining({ code: 'LOCUSTFILE_NOT_FOUND', message, hint, exitCode: 1 }),
    );
  });

  it.each(['.mts', '.js', '.mjs', '.cjs'])('finds locustfile%s where there is no locustfile.ts', async (ending) => {
    const cwd = folderWith({ [`locustfile${ending}`]: '', 'locustfile.cjs': '' });
    expect(await findLocustfiles('locustfile.ts', cwd)).toEqual([join(cwd, `locustfile${ending}`)]);
  });

  it('names `tsloc init` and -f where there is no default file', async () => {
    const hint = 'Write one with `npx tsloc init`, or name your file with -f, such as -f users.ts.';
    await expect(findLocustfiles('locustfile.ts', join(folder, 'users'))).rejects.toThrow(
      expect.objectContaining({ code: 'LOCUSTFILE_NOT_FOUND', hint }),
    );
  });

  it('leaves - to workers', async () => {
    await expect(found('-')).rejects.toThrow('only with --worker are files taken from a master');
  });
});
