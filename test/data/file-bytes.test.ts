import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, DataFile, textOf } from '../../src/data/file-bytes.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const limits = [0, 1000];

function fileOf(text: string): { name: string; file: DataFile } {
  const name = join(temporaryFolder(), 'rows.csv');
  writeFileSync(name, text);
  return { name, file: new DataFile(name) };
}

describe('DataFile', () => {
  it.each(limits)('gives the bytes at a position, fewer at the end (holding up to %i bytes)', async (limit) => {
    const bytes = await fileOf('0123456789').file.open(limit);
    expect(bytes.held === null).toBe(limit === 0);
    const text = async (position: number, length: number) => textOf(await bytes.read(position, length));
    expect([await text(0, 3), await text(8, 5), await text(10, 5), await text(99, 5)]).toEqual(['012', '89', '', '']);
  });

  it('holds a file of just the limit, and not one of a byte more', async () => {
    const { file } = fileOf('0123456789');
    expect((await file.open(10)).held).toHaveLength(10);
    expect((await file.open(9)).held).toBeNull();
  });

  it('finds a path from the working folder', async () => {
    const { name } = fileOf('abc');
    const bytes = await new DataFile(relative('', name)).open(0);
    expect(textOf(await bytes.read(0, 3))).toBe('abc');
  });

  it('says at once that a file is missing, and where paths start', () => {
    const missing = () => new DataFile('no/such.csv');
    expect(missing).toThrow('Expected to read rows from no/such.csv, got ENOENT.');
    expect(missing).toThrow(
      expect.objectContaining({
        code: 'DATA_NOT_FOUND',
        hint: expect.stringContaining(join(import.meta.dirname, '../..')),
      }),
    );
  });

  it('says so when the file goes away, or is none', async () => {
    const { name, file } = fileOf('abc');
    const bytes = await file.open(0);
    rmSync(name);
    await expect(bytes.read(0, 3)).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
    await expect(file.open(0)).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
    mkdirSync(name);
    await expect((await file.open(0)).read(0, 3)).rejects.toThrow('EISDIR');
  });
});

describe('brokenAt', () => {
  it.each(limits)('names the line of a position (holding up to %i bytes)', async (limit) => {
    const { name, file } = fileOf('a\nbc\n\nd');
    const bytes = await file.open(limit);
    const messages = await Promise.all(
      [0, 1, 2, 4, 5, 6].map(async (at) => (await bytes.brokenAt(at, 'Bad.')).message),
    );
    expect(messages).toEqual([1, 1, 2, 2, 3, 4].map((line) => `${name}:${line}: Bad.`));
  });

  it('counts lines over many blocks', async () => {
    const bytes = await fileOf('0123456\n'.repeat(100_000)).file.open(0);
    expect((await bytes.brokenAt(8 * 99_999, 'Bad.')).message).toMatch(/:100000: Bad\.$/);
  });
});

describe('broken', () => {
  it('is DATA_BROKEN at a place, with a hint if there is one', () => {
    expect(broken('a.csv:3', 'Bad.')).toMatchObject({ code: 'DATA_BROKEN', message: 'a.csv:3: Bad.', hint: undefined });
    expect(broken('a.csv:3', 'Bad.', 'Mend it.')).toMatchObject({ hint: 'Mend it.' });
  });
});

describe('textOf', () => {
  it('reads UTF-8, without a byte order mark', () => {
    expect(textOf(Buffer.from('\uFEFFKöln 🎧'))).toBe('Köln 🎧');
  });

  it('refuses other encodings rather than changing a password', () => {
    expect(() => textOf(Buffer.from('Köln', 'latin1'))).toThrow('Expected UTF-8 text, got other bytes.');
    expect(() => textOf(Buffer.from('\uFEFFname', 'utf16le'))).toThrow('Expected UTF-8 text');
  });
});
