/** Chooses the columns of a table; the choice is stored in the browser. */
import { Icon } from '../shell/icon.js';
import { toggled } from '../shell/toggled.js';
import { useMenu } from '../shell/use-menu.js';
import type { Column } from './column.js';

export interface ColumnPickerProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly shown: ReadonlySet<string>;
  readonly onChange: (shown: ReadonlySet<string>) => void;
}

export function ColumnPicker<Row>({ columns, shown, onChange }: ColumnPickerProps<Row>) {
  const menu = useMenu();
  return (
    <details class="menu" ref={menu}>
      <summary class="button quiet">
        <Icon name="columns" />
        Columns
      </summary>
      <fieldset class="menu-body">
        <legend class="unseen">Columns to show</legend>
        {columns.map(({ key, title, unit }) => (
          <label key={key} class="check">
            <input type="checkbox" checked={shown.has(key)} onChange={() => onChange(toggled(shown, key))} />
            {title}
            {unit !== undefined && <span class="unit"> {unit}</span>}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
