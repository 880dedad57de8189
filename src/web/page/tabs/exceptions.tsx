/** Exceptions that tests threw, with their tracebacks. */
import type { ExceptionRow } from '../../contracts/feed.js';
import { exceptionRows } from '../feed/rows.js';
import type { Column } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { countText } from '../text/numbers.js';

export function Exceptions() {
  return (
    <div class="card">
      <DataTable
        label="Exceptions"
        columns={columns}
        rows={exceptionRows.value}
        keyOf={(row) => `${row.message}\n${row.traceback}`}
        empty="No task has thrown an exception."
      />
    </div>
  );
}

const columns: readonly Column<ExceptionRow>[] = [
  {
    key: 'count',
    title: 'Times',
    kind: 'number',
    value: ({ count }) => count,
    show: ({ count }) => countText(count),
    class: 'count-cell',
  },
  { key: 'message', title: 'Message', kind: 'text', value: ({ message }) => message, class: 'message-cell' },
  {
    key: 'traceback',
    title: 'Traceback',
    kind: 'text',
    isPlain: true,
    value: ({ traceback }) => traceback,
    show: ({ traceback }) => <pre class="traceback">{withoutIndent(traceback)}</pre>,
  },
  { key: 'nodes', title: 'Nodes', kind: 'text', value: ({ nodes }) => nodes.join(', ') },
];

/** Lines of a stack are all indented. */
export function withoutIndent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return Number.isFinite(indent) ? lines.map((line) => line.slice(indent)).join('\n') : text;
}
