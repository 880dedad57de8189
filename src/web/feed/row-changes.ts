/** Which rows of a snapshot differ from those that were sent last. */
import type { EntryView } from '../../stats/entry-view.js';
import type { MetricView } from '../../stats/metrics/metric-view.js';
import type { ExceptionView, FailureView } from '../../stats/view.js';

/** Rows of the tables. */
export interface Rows {
  readonly entries: readonly EntryView[];
  readonly failures: readonly FailureView[];
  readonly exceptions: readonly ExceptionView[];
  readonly metrics: readonly MetricView[];
}

/** Remembers the rows of one snapshot to find the changes of the next. */
export class RowChanges {
  #entries = new Map<string, EntryView>();
  #failures = new Map<string, number>();
  #exceptions = new Map<string, number>();
  #metrics = new Map<string, number>();

  /** The rows that differ from those of the last call. */
  update(rows: Rows): Rows {
    const [entries, failures, exceptions, metrics] = [this.#entries, this.#failures, this.#exceptions, this.#metrics];
    this.#entries = new Map(rows.entries.map((entry) => [entryKey(entry), entry]));
    this.#failures = new Map(rows.failures.map(({ key, occurrences }) => [key, occurrences]));
    this.#exceptions = new Map(rows.exceptions.map((row) => [exceptionKey(row), row.count]));
    this.#metrics = new Map(rows.metrics.map((row) => [metricKey(row), row.count]));
    return {
      entries: rows.entries.filter((entry) => !isSame(entry, entries.get(entryKey(entry)))),
      failures: rows.failures.filter(({ key, occurrences }) => failures.get(key) !== occurrences),
      exceptions: rows.exceptions.filter((row) => exceptions.get(exceptionKey(row)) !== row.count),
      metrics: rows.metrics.filter((row) => metrics.get(metricKey(row)) !== row.count),
    };
  }
}

/** Current rates change without a request, when earlier requests leave their window. */
function isSame(entry: EntryView, before: EntryView | undefined): boolean {
  return (
    before !== undefined &&
    entry.numRequests === before.numRequests &&
    entry.numFailures === before.numFailures &&
    entry.currentRps === before.currentRps &&
    entry.currentFailPerSec === before.currentFailPerSec
  );
}

function entryKey({ method, name }: EntryView): string {
  return `${method}\n${name}`;
}

function exceptionKey({ message, traceback }: ExceptionView): string {
  return `${message}\n${traceback}`;
}

function metricKey({ kind, name }: MetricView): string {
  return `${kind} ${name}`;
}
