import { describe, expect, it } from 'vitest';
import { type Column, filterRows, nextOrder, sortRows } from '../../../../src/web/page/table/column.js';

interface Row {
  readonly name: string;
  readonly count: number;
}

const name: Column<Row> = { key: 'name', title: 'Name', kind: 'text', value: (row) => row.name };
const count: Column<Row> = { key: 'count', title: 'Count', kind: 'number', value: (row) => row.count };
const rows: Row[] = [
  { name: '/b', count: 2 },
  { name: '/a10', count: 2 },
  { name: '/A9', count: 7 },
];
const names = (order: Parameters<typeof sortRows>[2]) => sortRows(rows, [name, count], order).map((row) => row.name);

describe('the order of rows', () => {
  it('starts with the greatest number or with A, reverses, and ends at the third click', () => {
    const first = nextOrder(null, count);
    expect(first).toEqual({ key: 'count', isDescending: true });
    const second = nextOrder(first, count);
    expect(second).toEqual({ key: 'count', isDescending: false });
    expect(nextOrder(second, count)).toBeNull();
    expect(nextOrder(second, name)).toEqual({ key: 'name', isDescending: false });
  });

  it('sorts numbers numerically, in texts as well, and is stable', () => {
    expect(names({ key: 'count', isDescending: true })).toEqual(['/A9', '/b', '/a10']);
    expect(names({ key: 'name', isDescending: false })).toEqual(['/A9', '/a10', '/b']);
  });

  it('is that of the rows without sorting, or if the column is hidden', () => {
    expect(names(null)).toEqual(['/b', '/a10', '/A9']);
    expect(names({ key: 'hidden', isDescending: true })).toEqual(['/b', '/a10', '/A9']);
  });
});

describe('the filter of rows', () => {
  it('finds rows with all words, ignoring case', () => {
    const found = (words: string) => filterRows(rows, words, (row) => `GET ${row.name}`).map((row) => row.name);
    expect(found(' get A1 ')).toEqual(['/a10']);
    expect(found('')).toHaveLength(3);
    expect(found('post')).toEqual([]);
  });
});
