/** Failures: what went wrong, where, how often, and since when. */
import { useState } from 'preact/hooks';
import type { FailureRow } from '../../contracts/feed.js';
import { failureRows } from '../feed/rows.js';
import { type Column, filterRows } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { FilterBox } from '../table/filter-box.js';
import { countText } from '../text/numbers.js';
import { dateTimeText } from '../text/times.js';

export function Failures() {
  const [words, setWords] = useState('');
  const rows = filterRows(failureRows.value, words, (row) => `${row.method} ${row.name} ${row.error}`);
  return (
    <div class="card">
      <div class="toolbar">
        <FilterBox what="failures" words={words} onChange={setWords} />
      </div>
      <DataTable
        label="Failures"
        columns={failureColumns}
        rows={rows}
        keyOf={(row) => `${row.method} ${row.name} ${row.error}`}
        empty={words === '' ? 'No request has failed.' : 'No failure has these words.'}
      />
    </div>
  );
}

/** The columns of failures, in reports and in a row's details as well. */
export const failureColumns: readonly Column<FailureRow>[] = [
  {
    key: 'occurrences',
    title: 'Failures',
    kind: 'number',
    value: (row) => row.occurrences,
    show: occurrencesOf,
    class: 'count-cell',
  },
  { key: 'method', title: 'Method', kind: 'text', value: ({ method }) => method },
  { key: 'name', title: 'Name', kind: 'text', value: ({ name }) => name, class: 'name-cell' },
  { key: 'error', title: 'Message', kind: 'text', value: ({ error }) => error, class: 'message-cell' },
  { key: 'first', title: 'First seen', kind: 'text', value: (row) => row.firstSeen, show: firstOf, class: 'time-cell' },
  { key: 'last', title: 'Last seen', kind: 'text', value: (row) => row.lastSeen, show: lastOf, class: 'time-cell' },
];

function occurrencesOf(row: FailureRow) {
  return countText(row.occurrences);
}

function firstOf(row: FailureRow) {
  return dateTimeText(row.firstSeen);
}

function lastOf(row: FailureRow) {
  return dateTimeText(row.lastSeen);
}
