import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rowSourceOf } from '../../src/data/row-source.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

async function firstTwo(given: unknown, isInOrder: boolean): Promise<unknown[]> {
  const rows = await rowSourceOf(given).open(isInOrder);
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

describe.each([true, false])('rowSourceOf, read in order: %s', (isInOrder) => {
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
  ])('takes rows from %s', async (_, given, rows) => {
    expect(await firstTwo(given(), isInOrder)).toEqual(rows);
  });
});

describe('rowSourceOf', () => {
  it('gives the items of an array themselves, as they are when a run opens it', async () => {
    const array = [{ id: 1 }];
    const source = rowSourceOf(array);
    array.push({ id: 2 });
    const rows = await source.open(true);
    array.length = 0;
    expect(rows.count).toBe(2);
    expect(await rows.read(1)).toEqual({ id: 2 });
  });

  it('is called as the path was written, so that the same seed means the same order on another machine', () => {
    const path = pathOf('rows.csv', 'id\n1\n');
    expect(rowSourceOf(path).name).toBe(path);
    expect(rowSourceOf([1]).name).toBe('the array');
  });

  it.each([
    ['rows.xlsx', 'the path "rows.xlsx"'],
    [12, 'number'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{}, 'object'],
  ])('refuses %s', (given, got) => {
    expect(() => rowSourceOf(given)).toThrow(
      expect.objectContaining({ code: 'BAD_FEEDER', message: expect.stringContaining(`got ${got}.`) }),
    );
  });

  it('refuses a function that makes no rows, when they are needed', async () => {
    const rows = await rowSourceOf(() => 12).open(true);
    await expect(rows.read(0)).rejects.toMatchObject({ code: 'BAD_FEEDER' });
  });

  it('misses a file at once', () => {
    expect(() => rowSourceOf('no/such.csv')).toThrow(expect.objectContaining({ code: 'DATA_NOT_FOUND' }));
  });
});
