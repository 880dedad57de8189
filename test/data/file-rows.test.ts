import { appendFileSync, existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/data/csv.js';
import { DataFile } from '../../src/data/file-bytes.js';
import { openFileRows, type ReadSizes } from '../../src/data/file-rows.js';
import { jsonLines } from '../../src/data/json.js';
import { none, type Rows } from '../../src/data/rows.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

function fileOf(text: string, folder = temporaryFolder()): DataFile {
  const name = join(folder, 'rows');
  writeFileSync(name, text);
  return new DataFile(name);
}

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

async function all<T>(rows: Rows<T>): Promise<T[]> {
  const read: T[] = [];
  for (let index = 0; ; index++) {
    const row = await rows.read(index);
    if (row === none) return read;
    read.push(row);
  }
}

const inMemory: ReadSizes = { heldBytes: 1e6, blockBytes: 1000 };
const onDisk: ReadSizes = { heldBytes: 0, blockBytes: 16 };
const ways = [
  { way: 'in order', isInOrder: true, sizes: inMemory },
  { way: 'by index', isInOrder: false, sizes: inMemory },
  { way: 'in order from disk', isInOrder: true, sizes: onDisk },
  { way: 'by index from disk', isInOrder: false, sizes: onDisk },
];

describe.each(ways)('the rows of a file, read $way', ({ isInOrder, sizes }) => {
  it('are those of a CSV file, whatever its values', async () => {
    const folder = temporaryFolder();
    const texts = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'ü', ' '), maxLength: 6 });
    const tables = fc.array(fc.record({ id: fc.integer().map(String), text: texts }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(tables, fc.boolean(), async (table, hasMark) => {
        const text = stringify(table, { header: true, columns: ['id', 'text'], quoted_match: /[\r\n]/, bom: hasMark });
        expect(await all(await openFileRows(fileOf(text, folder), csv, isInOrder, sizes))).toEqual(table);
      }),
      { numRuns: 40 },
    );
  });

  it('are the lines of a JSON lines file', async () => {
    const text = '\uFEFF{"id":1}\r\n\n{"id":2,"text":"\\"a\\"\\n"}\n[3]';
    expect(await all(await openFileRows(fileOf(text), jsonLines, isInOrder, sizes))).toEqual([
      { id: 1 },
      { id: 2, text: '"a"\n' },
      [3],
    ]);
  });

  it('are none in an empty file, or below a header alone', async () => {
    for (const text of ['', '\n', 'id,text', 'id,text\n\n'])
      expect(await all(await openFileRows(fileOf(text), csv, isInOrder, sizes))).toEqual([]);
    expect(await all(await openFileRows(fileOf(''), jsonLines, isInOrder, sizes))).toEqual([]);
  });

  it('keep a mark and a line end in the name of the first column apart', async () => {
    const rows = await openFileRows(fileOf('\uFEFF"first\nname",age\nAnn,30\n'), csv, isInOrder, sizes);
    expect(await rows.read(0)).toEqual({ 'first\nname': 'Ann', age: '30' });
  });

  it('can be asked for again, each time a row of the caller’s own', async () => {
    const rows = await openFileRows(fileOf('id\n1\n2\n'), csv, isInOrder, sizes);
    const first = await rows.read(0);
    expect(await rows.read(1)).toEqual({ id: '2' });
    expect(await rows.read(0)).toEqual(first);
    expect(await rows.read(0)).not.toBe(first);
  });

  it('fail one by one, with the line in the file', async () => {
    const file = fileOf('id,text\n1,"two\nlines"\n2\n3,ok\n4,5" disk\n5,ok\n');
    const rows = await openFileRows(file, csv, isInOrder, sizes);
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
    const opened = openFileRows(fileOf('id,id\n1,2\n'), csv, isInOrder, sizes);
    await expect(opened).rejects.toMatchObject({ code: 'DATA_BROKEN', message: expect.stringContaining('rows:1: ') });
  });
});

describe('openFileRows', () => {
  it('counts rows beforehand only where they are wanted in any order, or are few', async () => {
    const count = async (isInOrder: boolean, sizes: ReadSizes) =>
      (await openFileRows(fileOf('id\n1\n2\n'), csv, isInOrder, sizes)).count;
    expect(await count(true, onDisk)).toBe(Number.POSITIVE_INFINITY);
    expect(await count(false, onDisk)).toBe(2);
    expect(await count(true, inMemory)).toBe(2);
  });

  it('sees rows that are added to a large file before its end is reached', async () => {
    const file = fileOf('id\n1\n2\n');
    const rows = await openFileRows(file, csv, true, { heldBytes: 0, blockBytes: 5 });
    expect(await rows.read(0)).toEqual({ id: '1' });
    appendFileSync(file.name, '3\n');
    expect([await rows.read(1), await rows.read(2)]).toEqual([{ id: '2' }, { id: '3' }]);
  });

  it.skipIf(!existsSync('/proc/self/fd'))('leaves no file open when nobody reads: a run may end anywhere', async () => {
    const file = fileOf('id\n1\n2\n3\n4\n5\n6\n7\n8\n');
    const [walked, indexed] = [
      await openFileRows(file, csv, true, onDisk),
      await openFileRows(file, csv, false, onDisk),
    ];
    await walked.read(1);
    await Promise.all([0, 1, 2, 3].map((index) => indexed.read(index)));
    expect(openFiles()).not.toContain(file.name);
  });

  it('reads many rows at once by index', async () => {
    const text = `id\n${Array.from({ length: 500 }, (_, i) => i).join('\n')}\n`;
    const rows = await openFileRows(fileOf(text), csv, false, onDisk);
    const indexes = Array.from({ length: 500 }, (_, i) => (i * 7) % 500);
    const read = await Promise.all(indexes.map((index) => rows.read(index)));
    expect(read).toEqual(indexes.map((index) => ({ id: String(index) })));
  });
});
