import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/web/page/table/column.js';
import { HeadCell } from '../../../../src/web/page/table/head-cell.js';
import { markupOf, wordsOf } from '../markup.js';

const column: Column<number> = { key: 'p95', title: 'p95', unit: 'ms', kind: 'number', value: (row) => row };

describe('the head of a column', () => {
  it('shows the sort direction', () => {
    const head = <HeadCell column={column} order={{ key: 'p95', isDescending: true }} onSort={() => {}} />;
    expect(markupOf(head)).toContain('aria-sort="descending"');
    expect(wordsOf(head)).toBe('p95 ms ↓');
  });

  it('shows no direction if another column is sorted', () => {
    const head = <HeadCell column={column} order={{ key: 'name', isDescending: true }} onSort={() => {}} />;
    expect(markupOf(head)).not.toContain('aria-sort');
  });

  it('is not a button if the column cannot be sorted', () => {
    const head = <HeadCell column={{ ...column, isPlain: true }} order={null} onSort={() => {}} />;
    expect(markupOf(head)).not.toContain('<button');
  });
});
