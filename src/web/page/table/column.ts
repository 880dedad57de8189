/** Columns of tables, and rows in the order of one of them. */
import type { ComponentChildren } from 'preact';

/** What one column shows of a row. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** Below the title: `ms`, `bytes`. */
  readonly unit?: string;
  /** What rows are sorted by; numbers are shown at the right. */
  readonly value: (row: Row) => number | string;
  /** What is shown; the value itself where it is absent. */
  readonly show?: (row: Row) => ComponentChildren;
  readonly kind: 'text' | 'number';
  /** Shown only after it was chosen. */
  readonly isOptional?: boolean;
  /** Cannot be sorted by, such as a sparkline. */
  readonly isPlain?: boolean;
  readonly class?: string;
}

/** Which column, and which way; null is the order that rows come in. */
export interface Order {
  readonly key: string;
  readonly isDescending: boolean;
}

/** The order after a click on a column: numbers begin with the greatest, texts with A; the third click ends it. */
export function nextOrder<Row>(order: Order | null, column: Column<Row>): Order | null {
  const first = column.kind === 'number';
  if (order?.key !== column.key) return { key: column.key, isDescending: first };
  return order.isDescending === first ? { key: column.key, isDescending: !first } : null;
}

/** `rows` in that order; equal ones stay as they were. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | null,
): readonly Row[] {
  const column = order && columns.find(({ key }) => key === order.key);
  if (!column) return rows;
  const sign = order.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(column.value(a), column.value(b)));
}

/** Rows in which every word of `words` is somewhere, upper case or lower. */
export function filterRows<Row>(rows: readonly Row[], words: string, textOf: (row: Row) => string): readonly Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row).toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
