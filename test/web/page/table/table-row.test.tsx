import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/web/page/table/column.js';
import { TableRow } from '../../../../src/web/page/table/table-row.js';
import { markupOf } from '../markup.js';

const columns: Column<string>[] = [
  { key: 'text', title: 'Text', kind: 'text', value: (row) => row },
  { key: 'size', title: 'Size', kind: 'number', value: (row) => row.length, show: (row) => `${row.length} characters` },
];

describe('a row', () => {
  it('shows values in the format of its columns', () => {
    expect(markupOf(<TableRow row="abc" columns={columns} />)).toContain('3 characters');
  });

  it('has a button in its first cell if it can be opened', () => {
    const row = markupOf(<TableRow row="abc" columns={columns} onOpen={() => {}} />);
    expect(row).toMatch(/<td class="text "><button[^>]*>abc<\/button><\/td>/);
    expect(markupOf(<TableRow row="abc" columns={columns} />)).not.toContain('<button');
  });

  it('is rendered again only for other data or columns', () => {
    const row = new TableRow<string>({ row: 'abc', columns });
    expect(row.shouldComponentUpdate({ row: 'abc', columns, onOpen: () => {} })).toBe(false);
    expect(row.shouldComponentUpdate({ row: 'abd', columns })).toBe(true);
    expect(row.shouldComponentUpdate({ row: 'abc', columns: [...columns] })).toBe(true);
  });
});
