import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, makeFolderOf } from '../../../src/util/files/folder.js';
import { codeOf, filesBelow } from '../../helpers/files/source-files.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

describe('makeFolder', () => {
  it('creates every missing level, with its mode, and leaves existing ones as they are', () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 2; i++) makeFolder(join(folder, 'a/b/../c'), 0o700);
    expect(statSync(join(folder, 'a/c')).mode & 0o777).toBe(0o700);
    makeFolderOf(join(folder, 'd', 'file'));
    expect(existsSync(join(folder, 'd', 'file'))).toBe(false);
    expect(statSync(join(folder, 'd')).isDirectory()).toBe(true);
    for (const path of ['.', '/']) expect(() => makeFolder(path)).not.toThrow();
  });

  it('throws where a level is a file or a broken symbolic link', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    symlinkSync(join(folder, 'nowhere', 'deep'), join(folder, 'link'));
    for (const path of ['file/a/b', 'link', 'link/a']) expect(() => makeFolder(join(folder, path))).toThrow(/E\w+:/);
    mkdirSync(join(folder, 'nowhere'));
    expect(() => makeFolder(join(folder, 'nowhere', 'x'.repeat(300), 'y'))).toThrow('ENAMETOOLONG');
  });

  it.runIf(existsSync('/proc/self'))('ends where no folder can be created, as below /proc', () => {
    for (const path of ['/proc/none', '/proc/none/deeper/still', '/proc/self/none/deeper'])
      expect(() => makeFolder(path)).toThrow('ENOENT');
  });

  it('is the only code that creates folders', () => {
    const others = filesBelow('src').filter((path) => /\bmkdir(Sync)?\(/.test(codeOf(path)));
    expect(others).toEqual(['src/util/files/folder.ts']);
  });
});
