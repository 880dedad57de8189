import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataFile, FileBytes } from '../../src/data/file-bytes.js';
import { RowSplitter, readRawRows, readRowBlocks } from '../../src/data/row-splitter.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';

const bytesOf = (text: string) => new FileBytes('rows.csv', Buffer.from(text));

async function rowsIn(text: string, isQuoted: boolean, blockBytes = 7, from = 0): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of readRawRows(bytesOf(text), isQuoted, from, blockBytes)) {
    const raw = Buffer.from(row.bytes).toString();
    expect(Buffer.from(text).subarray(row.position).toString().startsWith(raw)).toBe(true);
    rows.push(raw);
  }
  return rows;
}

const value = fc.oneof(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'ü', ' ') }), fc.string());
const tables = fc.array(fc.array(value, { minLength: 2, maxLength: 3 }), { maxLength: 12 });

describe('readRawRows', () => {
  it('splits a CSV file as the parser of the whole file does, with any values and blocks', async () => {
    const cases = fc.tuple(tables, fc.integer({ min: 1, max: 64 }), fc.constantFrom('\n', '\r\n'), fc.boolean());
    await fc.assert(
      fc.asyncProperty(cases, async ([table, blockBytes, lineEnd, endsWithLine]) => {
        const options = { record_delimiter: lineEnd, eof: endsWithLine, quoted_match: /[\r\n]/ };
        const text = stringify(table, options);
        const rows = await rowsIn(text, true, blockBytes);
        const lineEnds = { record_delimiter: ['\n', '\r\n'] };
        const isBlank = (row: string[]) => row.length === 1 && row[0] === '';
        const whole: string[][] = parse(text, { ...lineEnds, relax_column_count: true });
        expect(rows.map((row) => parse(row, lineEnds)[0])).toEqual(whole.filter((row) => !isBlank(row)));
        expect(rows).toHaveLength(table.length);
      }),
    );
  });

  it('splits at each line ending if rows are not quoted', async () => {
    expect(await rowsIn('{"a":1}\n"\n"\r\n3', false)).toEqual(['{"a":1}\n', '"\n', '"\r\n', '3']);
    expect(await rowsIn('x,"a\nb"\ny,c\n', true)).toEqual(['x,"a\nb"\n', 'y,c\n']);
  });

  it('skips blank lines at the beginning, in the middle and at the end', async () => {
    const rows = await rowsIn('\n \r\na\n\n\t\nb\n  ', false);
    expect(rows.map((row) => row.trim())).toEqual(['a', 'b']);
    expect(await rowsIn('', true)).toEqual([]);
    expect(await rowsIn('\r\n\n', true)).toEqual([]);
  });

  it('starts at a position', async () => {
    expect(await rowsIn('head\na\nb\n', true, 3, 5)).toEqual(['a\n', 'b\n']);
  });

  it('loses only the row with a misplaced quotation mark', async () => {
    expect(await rowsIn('1,5" disk\n2,x""\n3,"a"b"\n4,"c\nd"\n', true)).toEqual([
      '1,5" disk\n',
      '2,x""\n',
      '3,"a"b"\n',
      '4,"c\nd"\n',
    ]);
  });

  it('refuses a row of over 16 MB, with the line on which it starts and a hint', async () => {
    const name = join(temporaryFolder(), 'rows.csv');
    writeFileSync(name, 'a,b\n1,"never closed\n');
    truncateSync(name, 17 * 1024 * 1024);
    const rows = readRawRows(await new DataFile(name).open(0), true, 0, 4 * 1024 * 1024);
    expect(Buffer.from((await rows.next()).value?.bytes ?? []).toString()).toBe('a,b\n');
    await expect(rows.next()).rejects.toMatchObject({
      code: 'DATA_BROKEN',
      message: `${name}:2: Expected a row of at most 16 MB, got more.`,
      hint: 'Look for a quotation mark that is never closed.',
    });
  });
});

describe('readRowBlocks', () => {
  it('keeps only the bytes of an unfinished row between blocks', async () => {
    const text = 'abcdefg\n'.repeat(1000);
    for await (const { bytes, starts } of readRowBlocks(bytesOf(text), false, 0, 100)) {
      expect(bytes.length).toBeLessThan(108);
      expect(starts).toEqual(Array.from(starts, (_, i) => i * 8));
    }
  });
});

describe('RowSplitter', () => {
  it('gives the rows that end in a block, with their positions', () => {
    const splitter = new RowSplitter(false, 10);
    expect(splitter.push(Buffer.from('a\nbc\nd'))).toMatchObject({ position: 10, starts: [0, 2] });
    expect([splitter.position, splitter.pendingBytes]).toEqual([15, 1]);
    expect(splitter.push(Buffer.from('e\n\nf'))).toMatchObject({
      bytes: Buffer.from('de\n\n'),
      position: 15,
      starts: [0],
    });
    expect(splitter.end()).toMatchObject({ bytes: Buffer.from('f'), position: 19, starts: [0] });
  });

  it('gives nothing while a row has not ended, and no blank last row', () => {
    const splitter = new RowSplitter(true, 0);
    expect(splitter.push(Buffer.from('"a\n'))).toBeNull();
    expect(splitter.push(Buffer.from('b"\n '))?.starts).toEqual([0]);
    expect(splitter.end()).toBeNull();
  });

  it('scans each byte once, however many blocks a row spans', () => {
    const splitter = new RowSplitter(true, 0);
    let reads = 0;
    const block = new Proxy(Buffer.from('a'.repeat(64)), {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        const value = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    for (let i = 0; i < 100; i++) expect(splitter.push(block)).toBeNull();
    expect(reads).toBeLessThanOrEqual(2 * 100 * 64);
    expect(splitter.pendingBytes).toBe(6_400);
  });
});
