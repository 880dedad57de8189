/** A table that is sorted by a click on a column header, scrolls within itself and keeps its head and first columns in sight. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Column, nextOrder, type Order, sortRows } from './column.js';
import { HeadCell } from './head-cell.js';
import { widestText } from './row-window.js';
import { TableRow } from './table-row.js';
import { useRowWindow } from './use-row-window.js';

export interface DataTableProps<Row> {
  /** The label of the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** A last row that is not sorted. */
  readonly pinned?: Row | undefined;
  /** Makes rows open at a click; the first column has the button. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The height of each row, in px. With it, only the rows in sight of a long table are drawn. */
  readonly rowHeight?: number | undefined;
  /** Shown if there are no rows. */
  readonly empty: ComponentChildren;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, pinned, onOpen, rowHeight, empty } = props;
  const [order, setOrder] = useState<Order | null>(null);
  const { box, drawn, onScroll } = useRowWindow(rows.length, rowHeight);
  const sorted = sortRows(rows, columns, order);
  const isPart = drawn.end - drawn.first < rows.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section class="table-scroll" aria-label={label} tabIndex={0} ref={box} onScroll={onScroll}>
      <table class="data-table" aria-rowcount={isPart ? rows.length + 1 : undefined}>
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell
                key={column.key}
                column={column}
                order={order}
                characters={isPart ? widestText(column, rows) : 0}
                onSort={() => setOrder(nextOrder(order, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={drawn.first * (rowHeight ?? 0)} />
          {sorted.slice(drawn.first, drawn.end).map((row) => (
            <TableRow key={keyOf(row)} row={row} columns={columns} height={rowHeight} onOpen={onOpen} />
          ))}
          <Gap height={(rows.length - drawn.end) * (rowHeight ?? 0)} />
          {rows.length === 0 && (
            <tr class="empty-row">
              <td colSpan={columns.length}>{empty}</td>
            </tr>
          )}
        </tbody>
        {pinned !== undefined && (
          <tfoot>
            <TableRow row={pinned} columns={columns} />
          </tfoot>
        )}
      </table>
    </section>
  );
}

/** In place of rows that are out of sight. */
function Gap({ height }: { readonly height: number }) {
  return height > 0 ? <tr style={{ height: `${height}px` }} /> : null;
}
