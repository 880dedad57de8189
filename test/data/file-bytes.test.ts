import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenDataError, DataFile, decodeText } from '../../src/data/file-bytes.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';

const memoryLimits = [0, 1000];

function fileOf(text: string): { name: string; file: DataFile } {
  const name = join(temporaryFolder(), 'rows.csv');
  writeFileSync(name, text);
  return { name, file: new DataFile(name) };
}

describe('DataFile', () => {
  it.each(memoryLimits)('gives the bytes at a position, fewer at the end (up to %i bytes in memory)', async (limit) => {
    const bytes = await fileOf('0123456789').file.open(limit);
    expect(bytes.content === null).toBe(limit === 0);
    const text = async (position: number, length: number) => decodeText(await bytes.read(position, length));
    expect([await text(0, 3), await text(8, 5), await text(10, 5), await text(99, 5)]).toEqual(['012', '89', '', '']);
  });

  it('keeps a file of up to the limit in memory', async () => {
    const { file } = fileOf('0123456789');
    expect((await file.open(10)).content).toHaveLength(10);
    expect((await file.open(9)).content).toBeNull();
  });

  it('resolves a relative path from the working directory', async () => {
    const { name } = fileOf('abc');
    const bytes = await new DataFile(relative('', name)).open(0);
    expect(decodeText(await bytes.read(0, 3))).toBe('abc');
  });

  it('throws at once if a file is missing, and says where paths start', () => {
    const missing = () => new DataFile('no/such.csv');
    expect(missing).toThrow('Expected to read rows from no/such.csv, got ENOENT.');
    expect(missing).toThrow(
      expect.objectContaining({
        code: 'DATA_NOT_FOUND',
        hint: expect.stringContaining(join(import.meta.dirname, '../..')),
      }),
    );
  });

  it('throws if the file is removed before it is opened', async () => {
    const { name, file } = fileOf('abc');
    rmSync(name);
    await expect(file.open(0)).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
    mkdirSync(name);
    await expect(file.open(0)).rejects.toMatchObject({
      code: 'DATA_NOT_FOUND',
      message: `Expected ${name} to be a regular file, got a directory.`,
    });
  });

  it.skipIf(process.platform === 'win32')('refuses a named pipe, instead of waiting for its writer', () => {
    const name = join(temporaryFolder(), 'rows.csv');
    execFileSync('mkfifo', [name]);
    expect(() => new DataFile(name)).toThrow(
      expect.objectContaining({
        code: 'DATA_NOT_FOUND',
        message: `Expected ${name} to be a regular file, got a named pipe.`,
      }),
    );
  });
});

describe('a large file', () => {
  const changes: [string, (name: string) => void, string][] = [
    ['is overwritten', (name) => writeFileSync(name, 'xyz'), '3 bytes'],
    ['is truncated', (name) => truncateSync(name, 4), '4 bytes'],
    ['grows', (name) => appendFileSync(name, '3'), '7 bytes'],
    ['changes, with the same size', (name) => utimesSync(name, 1, 1), 'another time of modification'],
  ];
  it.each(changes)('that %s during a run is an error that names it', async (_, change, found) => {
    const { name, file } = fileOf('012345');
    const bytes = await file.open(0);
    expect(decodeText(await bytes.read(0, 3))).toBe('012');
    change(name);
    await expect(bytes.read(3, 3)).rejects.toMatchObject({
      code: 'DATA_CHANGED',
      message: `Expected ${name} to stay as it was when the test began, with 6 bytes, got ${found}.`,
    });
  });

  it('that is replaced or removed during a run can be read to its end', async () => {
    const { name, file } = fileOf('012345');
    const bytes = await file.open(0);
    writeFileSync(`${name}.new`, 'other');
    renameSync(`${name}.new`, name);
    expect(decodeText(await bytes.read(0, 3))).toBe('012');
    rmSync(name);
    expect(decodeText(await bytes.read(3, 3))).toBe('345');
  });
});

describe('brokenRowError', () => {
  it.each(memoryLimits)('names the line of a position (up to %i bytes in memory)', async (limit) => {
    const { name, file } = fileOf('a\nbc\n\nd');
    const bytes = await file.open(limit);
    const messages = await Promise.all(
      [0, 1, 2, 4, 5, 6].map(async (at) => (await bytes.brokenRowError(at, 'Bad.')).message),
    );
    expect(messages).toEqual([1, 1, 2, 2, 3, 4].map((line) => `${name}:${line}: Bad.`));
  });

  it('counts lines over many blocks', async () => {
    const bytes = await fileOf('0123456\n'.repeat(100_000)).file.open(0);
    expect((await bytes.brokenRowError(8 * 99_999, 'Bad.')).message).toMatch(/:100000: Bad\.$/);
  });
});

describe('brokenDataError', () => {
  it('is DATA_BROKEN at a place, with an optional hint', () => {
    expect(brokenDataError('a.csv:3', 'Bad.')).toMatchObject({
      code: 'DATA_BROKEN',
      message: 'a.csv:3: Bad.',
      hint: undefined,
    });
    expect(brokenDataError('a.csv:3', 'Bad.', 'Fix it.')).toMatchObject({ hint: 'Fix it.' });
  });
});

describe('decodeText', () => {
  it('reads UTF-8, without a byte order mark', () => {
    expect(decodeText(Buffer.from('\uFEFFKöln 🎧'))).toBe('Köln 🎧');
  });

  it('refuses other encodings', () => {
    expect(() => decodeText(Buffer.from('Köln', 'latin1'))).toThrow('Expected UTF-8 text, got other bytes.');
    expect(() => decodeText(Buffer.from('\uFEFFname', 'utf16le'))).toThrow('Expected UTF-8 text');
  });
});
