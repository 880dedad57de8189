import { mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  identityOf,
  notCreatableError,
  notWritableError,
  resolveFile,
  sharedFileError,
} from '../../../src/report/csv/csv-file.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

describe('resolveFile', () => {
  it('follows links to files, and accepts nothing but files', () => {
    const folder = realpathSync(temporaryFolder());
    const [file, link, missing] = ['file', 'link', 'missing'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(file, '');
    symlinkSync(file, link);
    mkdirSync(join(folder, 'folder'));
    expect([file, link, missing].map(resolveFile)).toEqual([file, file, missing]);
    expect(() => resolveFile(join(folder, 'folder'))).toThrow('it is not a regular file');
  });
});

describe('identityOf', () => {
  it('stays with a file that is renamed, and is null without one', () => {
    const path = join(temporaryFolder(), 'x.csv');
    writeFileSync(path, '');
    const identity = identityOf(path);
    renameSync(path, `${path}.old`);
    writeFileSync(path, '');
    expect(identityOf(`${path}.old`)).toBe(identity);
    expect(identityOf(path)).not.toBe(identity);
    expect(identityOf(`${path}.none`)).toBeNull();
  });
});

describe('the errors', () => {
  it('name the file, the cause and what to do', () => {
    const cause = new Error('ENOSPC');
    expect(notCreatableError('a.csv', cause)).toMatchObject({
      code: 'CSV_NOT_WRITABLE',
      cause,
      hint: expect.stringContaining('--csv'),
    });
    expect(notWritableError('a.csv', cause).message).toBe(
      'a.csv cannot be written now (ENOSPC): retried every second.',
    );
    expect(sharedFileError('a.csv')).toMatchObject({ code: 'CSV_SHARED', message: expect.stringContaining('a.csv') });
  });
});
