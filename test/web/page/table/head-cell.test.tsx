import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/web/page/table/column.js';
import { HeadCell } from '../../../../src/web/page/table/head-cell.js';
import { markupOf, wordsOf } from '../markup.js';

const column: Column<number> = { key: 'p95', title: 'p95', unit: 'ms', kind: 'number', value: (row) => row };

describe('the head of a column', () => {
  it('says how rows are sorted', () => {
    const head = <HeadCell column={column} order={{ key: 'p95', isDescending: true }} onSort={() => {}} />;
    expect(markupOf(head)).toContain('aria-sort="descending"');
    expect(wordsOf(head)).toBe('p95 ms ↓');
  });

  it('says nothing where they are sorted by another', () => {
    const head = <HeadCell column={column} order={{ key: 'name', isDescending: true }} onSort={() => {}} />;
    expect(markupOf(head)).not.toContain('aria-sort');
  });

  it('is no button where nothing can be sorted', () => {
    const head = <HeadCell column={{ ...column, isPlain: true }} order={null} onSort={() => {}} />;
    expect(markupOf(head)).not.toContain('<button');
  });
});
