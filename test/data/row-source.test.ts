import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRowSource } from '../../src/data/row-source.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';

async function firstTwoRows(given: unknown, isSequential: boolean): Promise<unknown[]> {
  const rows = await createRowSource(given).open(isSequential);
  return [await rows.read(0), await rows.read(1)];
}

function pathOf(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

function* numbers() {
  yield* [1, 2];
}
async function* later() {
  yield* [1, 2];
}

describe.each([true, false])('createRowSource, read in order: %s', (isSequential) => {
  it.each([
    ['a .csv file', () => pathOf('rows.csv', 'id\n1\n2\n'), [{ id: '1' }, { id: '2' }]],
    ['a .CSV file', () => pathOf('ROWS.CSV', 'id\n1\n2\n'), [{ id: '1' }, { id: '2' }]],
    ['a .jsonl file', () => pathOf('rows.jsonl', '1\n2\n'), [1, 2]],
    ['a .json file', () => pathOf('rows.json', '[1, 2]'), [1, 2]],
    ['an array', () => [1, 2], [1, 2]],
    ['a set', () => new Set([1, 2]), [1, 2]],
    ['a generator', () => numbers(), [1, 2]],
    ['an async generator', () => later(), [1, 2]],
    ['a function that makes a generator', () => numbers, [1, 2]],
    ['a function that makes an async generator', () => later, [1, 2]],
  ])('reads rows from %s', async (_, given, rows) => {
    expect(await firstTwoRows(given(), isSequential)).toEqual(rows);
  });
});

describe('createRowSource', () => {
  it('gives the items of an array themselves, as of the start of a run', async () => {
    const array = [{ id: 1 }];
    const source = createRowSource(array);
    array.push({ id: 2 });
    const rows = await source.open(true);
    array.length = 0;
    expect(rows.count).toBe(2);
    expect(await rows.read(1)).toEqual({ id: 2 });
  });

  it('is named by the path as written, so that a seed gives the same order on another machine', () => {
    const path = pathOf('rows.csv', 'id\n1\n');
    expect(createRowSource(path).name).toBe(path);
    expect(createRowSource([1]).name).toBe('the array');
  });

  it.each([
    ['rows.xlsx', "the path 'rows.xlsx'"],
    [12, '12'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{}, '{}'],
  ])('refuses %s', (given, got) => {
    expect(() => createRowSource(given)).toThrow(
      expect.objectContaining({ code: 'BAD_FEEDER', message: expect.stringContaining(`got ${got}.`) }),
    );
  });

  it('refuses a function that makes no rows, when the first is read', async () => {
    const rows = await createRowSource(() => 12).open(true);
    await expect(rows.read(0)).rejects.toMatchObject({ code: 'BAD_FEEDER' });
  });

  it('throws at once if a file is missing', () => {
    expect(() => createRowSource('no/such.csv')).toThrow(expect.objectContaining({ code: 'DATA_NOT_FOUND' }));
  });
});
