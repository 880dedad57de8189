/** A row of a table; drawn again only if the row or the columns have changed. */
import { Component } from 'preact';
import type { Column } from './column.js';

export interface TableRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  /** Height in px; by default that of its content. */
  readonly height?: number | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
}

export class TableRow<Row> extends Component<TableRowProps<Row>> {
  override shouldComponentUpdate(next: TableRowProps<Row>): boolean {
    return next.row !== this.props.row || next.columns !== this.props.columns;
  }

  override render({ row, columns, height, onOpen }: TableRowProps<Row>) {
    const open = onOpen && (() => onOpen(row));
    return (
      <tr class={open && 'opens'} onClick={open} style={height === undefined ? undefined : { height: `${height}px` }}>
        {columns.map(({ key, kind, value, show, class: name }, index) => {
          const content = show ? show(row) : value(row);
          return (
            <td key={key} class={`${kind} ${name ?? ''}`}>
              {open && index === 0 ? (
                <button type="button" class="row-button" title="Open the details of this row">
                  {content}
                </button>
              ) : (
                content
              )}
            </td>
          );
        })}
      </tr>
    );
  }
}
