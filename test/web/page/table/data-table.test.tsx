import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/web/page/table/column.js';
import { DataTable } from '../../../../src/web/page/table/data-table.js';
import { markupOf, wordsOf } from '../markup.js';

const columns: Column<string>[] = [{ key: 'text', title: 'Text', kind: 'text', value: (row) => row }];
const table = (rows: string[], pinned?: string) => (
  <DataTable label="Texts" columns={columns} rows={rows} keyOf={(row) => row} pinned={pinned} empty="Nothing." />
);

describe('a table', () => {
  it('has its rows, and the pinned one last', () => {
    expect(wordsOf(table(['b', 'a'], 'all'))).toBe('Texts Text b a all');
  });

  it('shows a text without rows', () => {
    expect(wordsOf(table([]))).toBe('Texts Text Nothing.');
  });

  it('shows markup in data as text', () => {
    expect(markupOf(table(['<img src=x onerror=alert(1)>']))).not.toContain('<img');
  });

  it('has a label, and is focusable', () => {
    expect(markupOf(table(['a']))).toMatch(/<section[^>]*aria-label="Texts"[^>]*tabindex="0"/);
  });
});
