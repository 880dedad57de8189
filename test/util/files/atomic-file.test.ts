import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOrTruncate, replaceFile, writeAtomically } from '../../../src/util/files/atomic-file.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

describe('a file that is written atomically', () => {
  it('is emptied before the run, and has its text at the end, also in a folder that was removed', () => {
    const folder = join(temporaryFolder(), 'a');
    const path = join(folder, 'b', 'x.xml');
    createOrTruncate(path);
    writeFileSync(path, 'earlier');
    createOrTruncate(path);
    expect(readFileSync(path, 'utf8')).toBe('');
    rmSync(folder, { recursive: true });
    writeAtomically(path, 'text');
    expect(readdirSync(join(folder, 'b'))).toEqual(['x.xml']);
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  it('is an error before the run where it cannot be written', () => {
    const folder = temporaryFolder();
    for (const path of ['/dev/null/x', folder]) expect(() => createOrTruncate(path)).toThrow(/ENOTDIR|EISDIR/);
    expect(() => writeAtomically(folder, 'text')).toThrow(/EISDIR/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is the file that a symbolic link leads to; the link stays', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'old');
    symlinkSync('file', join(folder, 'link'));
    writeAtomically(join(folder, 'link'), 'new');
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('new');
  });

  it.skipIf(isRoot)('is written in place where its folder cannot be changed', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'old');
    chmodSync(folder, 0o500);
    writeAtomically(join(folder, 'file'), 'new');
    expect(() => writeAtomically(join(folder, 'other'), 'new')).toThrow('EACCES');
    chmodSync(folder, 0o700);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('new');
  });

  it.runIf(existsSync('/dev/full'))('may be a device, which is neither emptied nor replaced', () => {
    createOrTruncate('/dev/full');
    expect(() => writeAtomically('/dev/full', 'text')).toThrow('ENOSPC');
    writeAtomically('/dev/null', 'text');
    expect(statOf('/dev/null')).toBe(true);
  });

  it.runIf(process.platform === 'linux')('may be a pipe; without a reader it fails instead of waiting for one', () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    createOrTruncate(path);
    expect(() => writeAtomically(path, 'text')).toThrow('ENXIO');
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    writeAtomically(path, 'text');
    expect(readFileSync(reader, 'utf8')).toBe('text');
    expect(() => writeAtomically(path, 'x'.repeat(1_000_000))).toThrow('EAGAIN'); // nobody reads on
    closeSync(reader);
  });

  it.runIf(canFillDisk)('stays as it was on a full disk', () => {
    const path = join(temporaryFolder(), 'x');
    writeAtomically(path, 'earlier');
    whileDiskIsFull(50_000, () => expect(() => writeAtomically(path, 'x'.repeat(100_000))).toThrow('EFBIG'));
    expect(readFileSync(path, 'utf8')).toBe('earlier');
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });

  it('is replaced by a new one', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'x.tmp'));
    expect(() => replaceFile(join(folder, 'x'), 'text')).toThrow('EISDIR');
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

function statOf(path: string): boolean {
  return lstatSync(path).isCharacterDevice();
}
