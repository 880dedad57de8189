import { expect, it } from 'vitest';
import { ExtendedRows, extendedColumns } from '../../../../src/web/page/tabs/extended.js';
import { wordsOf } from '../markup.js';

const table = {
  key: 'content-length',
  structure: [
    { key: 'name', title: 'Name' },
    { key: 'size', title: 'Size' },
  ],
};

it("a table of the test's own has its columns, its numbers sorted as numbers", () => {
  const rows = [{ name: '<b>', size: 12 }, { name: 'x' }];
  expect(wordsOf(<ExtendedRows table={table} rows={rows} />)).toBe('content-length Name Size <b> 12 x');
  expect(extendedColumns(table, rows).map(({ kind }) => kind)).toEqual(['text', 'number']);
});
