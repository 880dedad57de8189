/** Which rows of a long table are drawn: those in sight and some around, since hundreds that change cost time. */
import type { Column } from './column.js';

/** Up to this number, all rows are drawn. */
const maxRowsDrawnInFull = 80;
/** Rows are drawn in blocks of this number, so that scrolling seldom changes which. */
const blockRows = 20;

/** Rows from `first` up to, without, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** The rows to draw of `count`, each `rowHeight` px high, scrolled by `scrollTop` in a box of `height`. */
export function rowWindow(count: number, rowHeight: number, scrollTop: number, height: number): RowWindow {
  if (count <= maxRowsDrawnInFull) return { first: 0, end: count };
  const top = Math.min(Math.max(0, scrollTop), count * rowHeight);
  const first = Math.max(0, Math.floor(top / rowHeight / blockRows) * blockRows - blockRows);
  const end = Math.ceil((top + height) / rowHeight / blockRows) * blockRows + blockRows;
  return { first: Math.min(first, count), end: Math.min(end, count) };
}

/** The characters of a column's longest text, so that its width stays while other rows come into sight. */
export function widestText<Row>({ value, show }: Column<Row>, rows: readonly Row[]): number {
  return rows.reduce((most, row) => {
    const shown = show?.(row);
    return Math.max(most, (typeof shown === 'string' ? shown : String(value(row))).length);
  }, 0);
}
