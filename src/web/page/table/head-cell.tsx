/** The head of a column: a button that sorts. */
import type { Column, Order } from './column.js';

export interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly order: Order | null;
  /** Minimum width, in characters. */
  readonly characters?: number;
  readonly onSort: () => void;
}

export function HeadCell<Row>({ column, order, characters = 0, onSort }: HeadCellProps<Row>) {
  const { key, title, unit, kind, isPlain = false } = column;
  const isSorted = order?.key === key;
  const text = (
    <>
      {title}
      {unit !== undefined && <span class="unit"> {unit}</span>}
    </>
  );
  return (
    <th
      scope="col"
      class={`${kind} ${column.class ?? ''}`}
      aria-sort={isSorted ? sortWord(order) : undefined}
      style={characters > 0 ? { minWidth: `${Math.min(characters, 44) + 3}ch` } : undefined}
    >
      {isPlain ? (
        <span class="head-text">{text}</span>
      ) : (
        <button type="button" class="head-button" onClick={onSort}>
          {text}
          <span class="arrow" aria-hidden="true">
            {isSorted ? (order.isDescending ? '↓' : '↑') : ''}
          </span>
        </button>
      )}
    </th>
  );
}

function sortWord(order: Order): 'ascending' | 'descending' {
  return order.isDescending ? 'descending' : 'ascending';
}
