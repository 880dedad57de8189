/** Tabs that the test adds: tables whose rows are `extended_stats` of `/stats/requests`. */
import { useState } from 'preact/hooks';
import { run } from '../feed/run-state.js';
import { useReply } from '../feed/use-reply.js';
import { type ExtendedTable, pageArguments } from '../page-arguments.js';
import type { Column } from '../table/column.js';
import { DataTable } from '../table/data-table.js';

type Cells = Readonly<Record<string, unknown>>;

interface ExtendedStats {
  readonly extended_stats?: readonly { readonly key: string; readonly data: readonly Cells[] }[];
}

/** Fetches the rows every two seconds. */
export function Extended({ tab }: { readonly tab: string }) {
  const [stats, setStats] = useState<ExtendedStats | null>(null);
  const moment = Math.floor((run.value.snapshot?.at ?? 0) / 2);
  useReply('stats/requests', setStats, [moment]);
  const tables = (pageArguments.value.extended_tables ?? []).filter(({ key }) => key === tab);
  return (
    <>
      {tables.map((table) => (
        <ExtendedRows
          key={table.key}
          table={table}
          rows={stats?.extended_stats?.find(({ key }) => key === table.key)?.data ?? []}
        />
      ))}
    </>
  );
}

export function ExtendedRows({ table, rows }: { readonly table: ExtendedTable; readonly rows: readonly Cells[] }) {
  const columns = extendedColumns(table, rows);
  return (
    <div class="card">
      <DataTable
        label={table.key}
        columns={columns}
        rows={rows}
        keyOf={(row) => table.structure.map(({ key }) => String(row[key])).join(' ')}
        empty="No rows yet."
      />
    </div>
  );
}

/** Columns of numbers are those whose first cell is one. */
export function extendedColumns({ structure }: ExtendedTable, rows: readonly Cells[]): Column<Cells>[] {
  return structure.map(({ key, title }) => {
    const isNumber = typeof rows[0]?.[key] === 'number';
    const value = (row: Cells) => (typeof row[key] === 'number' ? (row[key] as number) : String(row[key] ?? ''));
    return { key, title, kind: isNumber ? 'number' : 'text', value };
  });
}
