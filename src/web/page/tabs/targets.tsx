/** The targets of the run and what became of them so far. */
import { type TargetResult, verdictOf } from '../../../core/results/target-result.js';
import { run } from '../feed/run-state.js';
import type { Column } from '../table/column.js';
import { DataTable } from '../table/data-table.js';

export function Targets() {
  return (
    <div class="card">
      <DataTable
        label="Targets"
        columns={columns}
        rows={run.value.snapshot?.targets ?? []}
        keyOf={(row) => row.text}
        empty="The run has no targets."
      />
    </div>
  );
}

const columns: readonly Column<TargetResult>[] = [
  {
    key: 'verdict',
    title: 'State',
    kind: 'text',
    value: verdictOf,
    show: (row) => (row.state === 'missed' ? <span class="bad-text">{verdictOf(row)}</span> : verdictOf(row)),
  },
  { key: 'target', title: 'Target', kind: 'text', value: ({ text }) => text },
  { key: 'measured', title: 'Measured', kind: 'text', value: ({ line }) => line, class: 'message-cell' },
];
