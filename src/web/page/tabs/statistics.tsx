/** The statistics: a row for each name, and one for all requests. A click on a row opens it. */
import { useMemo, useState } from 'preact/hooks';
import { entryRows } from '../feed/rows.js';
import { connection, run } from '../feed/run-state.js';
import { pageArguments } from '../page-arguments.js';
import { rowKey } from '../series/row-trends.js';
import { goTo } from '../shell/route.js';
import { filterRows } from '../table/column.js';
import { ColumnPicker } from '../table/column-picker.js';
import { DataTable } from '../table/data-table.js';
import { FilterBox } from '../table/filter-box.js';
import { useColumns } from '../table/use-columns.js';
import { entryColumns } from './entry-columns.js';

export function Statistics() {
  const { fractions, snapshot } = run.value;
  const isLive = connection.value !== 'frozen';
  const columns = useMemo(() => {
    const shown = pageArguments.value.percentiles_to_statistics ?? [0.95, 0.99];
    return entryColumns({ fractions, shown, isLive });
  }, [fractions, isLive]);
  const { chosen, shown, choose } = useColumns(isLive ? 'columns' : 'report-columns', columns);
  const [words, setWords] = useState('');
  const rows = filterRows(entryRows.value, words, (row) => `${row.method} ${row.name}`);
  return (
    <div class="card">
      <div class="toolbar">
        <FilterBox what="rows" words={words} onChange={setWords} />
        <ColumnPicker columns={columns} shown={shown} onChange={choose} />
      </div>
      <DataTable
        label="Statistics by name"
        columns={chosen}
        rows={rows}
        keyOf={rowKey}
        pinned={snapshot?.total}
        onOpen={(row) => goTo({ row: rowKey(row) })}
        rowHeight={isLive ? 37 : undefined}
        empty={words === '' ? 'No request has been answered yet.' : 'No row has these words.'}
      />
    </div>
  );
}
