import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileBytes } from '../../src/data/file-bytes.js';
import { cutRows, rawRowsOf, stretchesOf } from '../../src/data/row-cutter.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const bytesOf = (text: string) => new FileBytes('rows.csv', 'rows.csv', Buffer.from(text));

async function rowsIn(text: string, isQuoted: boolean, blockBytes = 7, from = 0): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of rawRowsOf(bytesOf(text), isQuoted, from, blockBytes)) {
    const raw = Buffer.from(row.bytes).toString();
    expect(Buffer.from(text).subarray(row.position).toString().startsWith(raw)).toBe(true);
    rows.push(raw);
  }
  return rows;
}

const value = fc.oneof(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'ü', ' ') }), fc.string());
const tables = fc.array(fc.array(value, { minLength: 2, maxLength: 3 }), { maxLength: 12 });

describe('rawRowsOf', () => {
  it('cuts a CSV file where the parser of the whole file does, whatever the values and the blocks', async () => {
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

  it('cuts lines at each line end, where quotation marks mean nothing', async () => {
    expect(await rowsIn('{"a":1}\n"\n"\r\n3', false)).toEqual(['{"a":1}\n', '"\n', '"\r\n', '3']);
    expect(await rowsIn('x,"a\nb"\ny,c\n', true)).toEqual(['x,"a\nb"\n', 'y,c\n']);
  });

  it('leaves out blank lines at the beginning, in the middle and at the end', async () => {
    const rows = await rowsIn('\n \r\na\n\n\t\nb\n  ', false);
    expect(rows.map((row) => row.trim())).toEqual(['a', 'b']);
    expect(await rowsIn('', true)).toEqual([]);
    expect(await rowsIn('\r\n\n', true)).toEqual([]);
  });

  it('begins at a position', async () => {
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

  it('refuses a row of over 16 MB and says what may be wrong, where it begins', async () => {
    const name = join(temporaryFolder(), 'rows.csv');
    writeFileSync(name, 'a,b\n1,"never closed\n');
    truncateSync(name, 17 * 1024 * 1024);
    const rows = rawRowsOf(new FileBytes(name, name, null), true, 0, 4 * 1024 * 1024);
    expect(Buffer.from((await rows.next()).value?.bytes ?? []).toString()).toBe('a,b\n');
    await expect(rows.next()).rejects.toMatchObject({
      code: 'DATA_BROKEN',
      message: `${name}:2: Expected a row of at most 16 MB, got more.`,
      hint: 'Look for a quotation mark that is never closed.',
    });
  });
});

describe('stretchesOf', () => {
  it('holds no more than what a block adds to an unfinished row', async () => {
    const text = 'abcdefg\n'.repeat(1000);
    for await (const { bytes, starts } of stretchesOf(bytesOf(text), false, 0, 100)) {
      expect(bytes.length).toBeLessThan(108);
      expect(starts).toEqual(Array.from(starts, (_, i) => i * 8));
    }
  });
});

describe('cutRows', () => {
  it('tells where rows start that end here, and where the unfinished one begins', () => {
    expect(cutRows(Buffer.from('a\nbc\nd'), false)).toEqual({ starts: [0, 2], end: 5 });
    expect(cutRows(Buffer.from('"a\n'), true)).toEqual({ starts: [], end: 0 });
  });
});
