import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../src/data/csv.js';
import { DataFile } from '../../src/data/file-bytes.js';
import { openFileRows, type ReadSizes } from '../../src/data/file-rows.js';
import { jsonLinesFormat } from '../../src/data/json.js';
import { noRow, type Rows } from '../../src/data/rows.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';

function fileOf(text: string, folder = temporaryFolder()): DataFile {
  const name = join(folder, 'rows');
  writeFileSync(name, text);
  return new DataFile(name);
}

async function all<T>(rows: Rows<T>): Promise<T[]> {
  const read: T[] = [];
  for (let index = 0; ; index++) {
    const row = await rows.read(index);
    if (row === noRow) return read;
    read.push(row);
  }
}

const inMemory: ReadSizes = { maxMemoryBytes: 1e6, blockBytes: 1000 };
const onDisk: ReadSizes = { maxMemoryBytes: 0, blockBytes: 16 };
const accesses = [
  { access: 'in order', isSequential: true, sizes: inMemory },
  { access: 'by index', isSequential: false, sizes: inMemory },
  { access: 'in order from disk', isSequential: true, sizes: onDisk },
  { access: 'by index from disk', isSequential: false, sizes: onDisk },
];

describe.each(accesses)('the rows of a file, read $access', ({ isSequential, sizes }) => {
  it('are those of a CSV file, with any values', async () => {
    const folder = temporaryFolder();
    const texts = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'ü', ' '), maxLength: 6 });
    const tables = fc.array(fc.record({ id: fc.integer().map(String), text: texts }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(tables, fc.boolean(), async (table, hasMark) => {
        const text = stringify(table, { header: true, columns: ['id', 'text'], quoted_match: /[\r\n]/, bom: hasMark });
        expect(await all(await openFileRows(fileOf(text, folder), csvFormat, isSequential, sizes))).toEqual(table);
      }),
      { numRuns: 40 },
    );
  });

  it('are the lines of a JSON lines file', async () => {
    const text = '\uFEFF{"id":1}\r\n\n{"id":2,"text":"\\"a\\"\\n"}\n[3]';
    expect(await all(await openFileRows(fileOf(text), jsonLinesFormat, isSequential, sizes))).toEqual([
      { id: 1 },
      { id: 2, text: '"a"\n' },
      [3],
    ]);
  });

  it('are none in an empty file, or if there is only a header', async () => {
    for (const text of ['', '\n', 'id,text', 'id,text\n\n'])
      expect(await all(await openFileRows(fileOf(text), csvFormat, isSequential, sizes))).toEqual([]);
    expect(await all(await openFileRows(fileOf(''), jsonLinesFormat, isSequential, sizes))).toEqual([]);
  });

  it('begin after a byte order mark and a header with a line ending in a name', async () => {
    const rows = await openFileRows(fileOf('\uFEFF"first\nname",age\nAnn,30\n'), csvFormat, isSequential, sizes);
    expect(await rows.read(0)).toEqual({ 'first\nname': 'Ann', age: '30' });
  });

  it('can be read again, each time as a new object', async () => {
    const rows = await openFileRows(fileOf('id\n1\n2\n'), csvFormat, isSequential, sizes);
    const first = await rows.read(0);
    expect(await rows.read(1)).toEqual({ id: '2' });
    expect(await rows.read(0)).toEqual(first);
    expect(await rows.read(0)).not.toBe(first);
  });

  it('fail one by one, with the line number', async () => {
    const file = fileOf('id,text\n1,"two\nlines"\n2\n3,ok\n4,5" disk\n5,ok\n');
    const rows = await openFileRows(file, csvFormat, isSequential, sizes);
    expect(await rows.read(0)).toEqual({ id: '1', text: 'two\nlines' });
    await expect(rows.read(1)).rejects.toMatchObject({
      code: 'DATA_BROKEN',
      message: `${file.name}:4: Expected 2 values, as in the header, got 1.`,
    });
    expect(await rows.read(2)).toEqual({ id: '3', text: 'ok' });
    await expect(rows.read(3)).rejects.toThrow(`${file.name}:6: `);
    expect(await rows.read(4)).toEqual({ id: '5', text: 'ok' });
  });

  it('cannot be read under a broken header', async () => {
    const opened = openFileRows(fileOf('id,id\n1,2\n'), csvFormat, isSequential, sizes);
    await expect(opened).rejects.toMatchObject({ code: 'DATA_BROKEN', message: expect.stringContaining('rows:1: ') });
  });
});

describe('openFileRows', () => {
  it('counts rows first only if they are read in any order, or the file is small', async () => {
    const count = async (isSequential: boolean, sizes: ReadSizes) =>
      (await openFileRows(fileOf('id\n1\n2\n'), csvFormat, isSequential, sizes)).count;
    expect(await count(true, onDisk)).toBe(Number.POSITIVE_INFINITY);
    expect(await count(false, onDisk)).toBe(2);
    expect(await count(true, inMemory)).toBe(2);
  });

  it.each([true, false])(
    'refuses rows of a large file that changes during a run (in order: %s)',
    async (isSequential) => {
      const file = fileOf('id\n1\n2\n3\n4\n');
      const rows = await openFileRows(file, csvFormat, isSequential, { maxMemoryBytes: 0, blockBytes: 5 });
      expect(await rows.read(0)).toEqual({ id: '1' });
      writeFileSync(file.name, 'id\n10000\n20000\n');
      for (const index of [3, 2]) await expect(rows.read(index)).rejects.toMatchObject({ code: 'DATA_CHANGED' });
    },
  );

  it('reads a row of 15 MB in linear time', async () => {
    const value = 'x'.repeat(15 * 1024 * 1024);
    const rows = await openFileRows(fileOf(`id,text\n1,"${value}"\n`), csvFormat, true);
    expect(((await rows.read(0)) as { text: string }).text.length).toBe(value.length);
  });

  it('reads many rows concurrently by index', async () => {
    const text = `id\n${Array.from({ length: 500 }, (_, i) => i).join('\n')}\n`;
    const rows = await openFileRows(fileOf(text), csvFormat, false, onDisk);
    const indexes = Array.from({ length: 500 }, (_, i) => (i * 7) % 500);
    const read = await Promise.all(indexes.map((index) => rows.read(index)));
    expect(read).toEqual(indexes.map((index) => ({ id: String(index) })));
  });
});
