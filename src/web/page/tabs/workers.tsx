/** The workers of a distributed test. */
import type { WorkerRow } from '../../contracts/feed.js';
import { run } from '../feed/run-state.js';
import type { Column } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { bytesText, countText } from '../text/numbers.js';
import { stateWord } from '../text/words.js';

export function Workers() {
  return (
    <div class="card">
      <DataTable
        label="Workers"
        columns={columns}
        rows={run.value.snapshot?.workers ?? []}
        keyOf={({ id }) => id}
        empty="No worker has connected yet."
      />
    </div>
  );
}

const columns: readonly Column<WorkerRow>[] = [
  { key: 'id', title: 'Worker', kind: 'text', value: ({ id }) => id, class: 'name-cell' },
  { key: 'state', title: 'State', kind: 'text', value: ({ state }) => workerWord(state) },
  {
    key: 'users',
    title: 'Users',
    kind: 'number',
    value: (row) => row.userCount,
    show: (row) => countText(row.userCount),
  },
  { key: 'cpu', title: 'CPU', kind: 'number', value: (row) => row.cpuUsage, show: ({ cpuUsage }) => cpuOf(cpuUsage) },
  { key: 'memory', title: 'Memory', kind: 'number', value: (row) => row.memoryUsage, show: memoryOf },
];

function workerWord(state: string): string {
  return state === 'missing' ? 'Missing' : stateWord(state);
}

/** A worker whose core is fully used measures response times that are too long. */
function cpuOf(percent: number) {
  return <span class={percent >= 90 ? 'bad-text' : ''}>{Math.round(percent)}%</span>;
}

function memoryOf(row: WorkerRow) {
  return bytesText(row.memoryUsage);
}
