/** A table that is sorted by a click on a head, scrolls within itself and keeps its head and first columns in sight. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Column, nextOrder, type Order, sortRows } from './column.js';
import { HeadCell } from './head-cell.js';
import { TableRow } from './table-row.js';

export interface DataTableProps<Row> {
  /** What is in it, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** A last row that is not sorted. */
  readonly pinned?: Row | undefined;
  /** Makes rows open at a click; the first column has the button. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** In place of rows where there are none. */
  readonly empty: ComponentChildren;
}

export function DataTable<Row>({ label, columns, rows, keyOf, pinned, onOpen, empty }: DataTableProps<Row>) {
  const [order, setOrder] = useState<Order | null>(null);
  const sorted = sortRows(rows, columns, order);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class="data-table">
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell
                key={column.key}
                column={column}
                order={order}
                onSort={() => setOrder(nextOrder(order, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <TableRow key={keyOf(row)} row={row} columns={columns} onOpen={onOpen} />
          ))}
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
