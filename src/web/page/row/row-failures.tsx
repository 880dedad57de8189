/** The failures of one row. */
import { failureRows } from '../feed/rows.js';
import { rowKey } from '../series/row-trends.js';
import { DataTable } from '../table/data-table.js';
import { failureColumns } from '../tabs/failures.js';

export function RowFailures({ id }: { readonly id: string }) {
  const rows = failureRows.value.filter((row) => rowKey(row) === id);
  if (rows.length === 0) return null;
  return (
    <div class="card">
      <DataTable
        label="Failures of this row"
        columns={columns}
        rows={rows}
        keyOf={({ error }) => error}
        empty="No request has failed."
      />
    </div>
  );
}

const columns = failureColumns.filter(({ key }) => key !== 'method' && key !== 'name');
