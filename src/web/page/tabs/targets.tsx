/** The targets of the run and their results so far. */
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
        keyOf={({ level, text }) => `${level} ${text}`}
        empty="The run has no targets."
      />
    </div>
  );
}

const columns: readonly Column<TargetResult>[] = [
  { key: 'verdict', title: 'State', kind: 'text', value: verdictOf, show: verdictBadge, class: 'verdict-cell' },
  { key: 'target', title: 'Target', kind: 'text', value: ({ text }) => text, class: 'target-cell' },
  { key: 'measured', title: 'Measured', kind: 'text', value: ({ line }) => line, class: 'message-cell' },
  {
    key: 'level',
    title: 'If missed',
    kind: 'text',
    value: ({ level }) => (level === 'threshold' ? 'fails the run' : 'warns'),
  },
];

function verdictBadge(row: TargetResult) {
  const verdict = verdictOf(row);
  return verdict === '…' ? (
    <span class="verdict">PENDING</span>
  ) : (
    <span class={`verdict ${verdict.toLowerCase()}`}>{verdict}</span>
  );
}
