/** The percentiles of each row, and of all requests. */
import { useMemo } from 'preact/hooks';
import type { EntryRow } from '../../contracts/feed.js';
import { entryRows } from '../feed/rows.js';
import { run } from '../feed/run-state.js';
import { rowKey } from '../series/row-trends.js';
import type { Column } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { rowName } from '../tabs/row-name.js';
import { countText, percentileName } from '../text/numbers.js';

export function PercentileTable() {
  const { fractions, snapshot } = run.value;
  const columns = useMemo(() => percentileColumns(fractions), [fractions]);
  return (
    <div class="card">
      <DataTable
        label="Percentiles of response times"
        columns={columns}
        rows={entryRows.value}
        keyOf={rowKey}
        pinned={snapshot?.total}
        empty="No request has been answered."
      />
    </div>
  );
}

/** Name, method, and a column for each percentile. */
export function percentileColumns(fractions: readonly number[]): Column<EntryRow>[] {
  return [
    { key: 'name', title: 'Name', kind: 'text', class: 'name-cell', value: ({ name }) => name, show: rowName },
    { key: 'method', title: 'Method', kind: 'text', value: ({ method }) => method },
    ...fractions.map((fraction, index): Column<EntryRow> => {
      const value = (row: EntryRow) => row.percentiles[index] ?? 0;
      const show = (row: EntryRow) => countText(value(row));
      return { key: String(fraction), title: percentileName(fraction), unit: 'ms', kind: 'number', value, show };
    }),
  ];
}
