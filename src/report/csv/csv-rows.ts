/** Locust's four CSV files as text, byte for byte in its format. Pure: plain data in, text out. */
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import { defaultPercentiles, percentileLabel } from '../../stats/percentiles.js';
import type { StatsView } from '../../stats/view.js';
import { finishSteps } from '../../util/loop/sliced-work.js';
import { formatFixed, pythonFloat, utcTimestamp } from '../../util/text/format.js';
import { csvRow, textCell } from './csv-text.js';

/** What the files look like; the same for every row of a file. */
export interface CsvFormat {
  /** Fractions of the percentile columns. */
  readonly percentiles: readonly number[];
  /** Put `'` before cells that a spreadsheet would take for a formula. */
  readonly safe: boolean;
}

/** Makes a text in steps: one may be run after another without a pause, or the event loop may run in between. */
export type Steps = Generator<void, string>;

/** Locust's own format. */
export const locustFormat: CsvFormat = { percentiles: defaultPercentiles.report, safe: false };

/** The format of a run. */
export function csvFormatOf(
  { percentilesToReport }: Pick<StatsView, 'percentilesToReport'>,
  { csvSafe }: { readonly csvSafe: boolean },
): CsvFormat {
  return { percentiles: percentilesToReport, safe: csvSafe };
}

/** The header row of each file. */
export function csvHeaders({ percentiles }: CsvFormat = locustFormat) {
  const labels = percentiles.map(percentileLabel);
  return {
    stats: csvRow(['Type', 'Name', ...totalColumns(''), 'Requests/s', 'Failures/s', ...labels]),
    history: csvRow([
      ...['Timestamp', 'User Count', 'Type', 'Name', 'Requests/s', 'Failures/s'],
      ...labels,
      ...totalColumns('Total '),
    ]),
    failures: csvRow(['Method', 'Name', 'Error', 'Occurrences', 'First Seen', 'Last Seen']),
    exceptions: csvRow(['Count', 'Message', 'Traceback', 'Nodes']),
  } as const;
}

/** `_stats.csv`: every entry, then the total. */
export function statsCsv(view: StatsView, format = locustFormat): string {
  return finishSteps(statsCsvSteps(view, format));
}

/** The same in steps of a few rows. */
export function statsCsvSteps({ entries, total }: StatsView, format: CsvFormat): Steps {
  const labels = format.percentiles.map(percentileLabel);
  return joinRows(entries, total, (entry) => {
    const rates = `${pythonFloat(entry.totalRps)},${pythonFloat(entry.totalFailPerSec)}`;
    return `${nameCells(entry, format)},${totalCells(entry)},${rates}${percentileCells(entry, format, labels, false)}`;
  });
}

/**
 * The rows that one moment adds to `_stats_history.csv`: the total alone with its percentiles of the whole run, or,
 * `full`, every entry with those of about the last ten seconds.
 */
export function historyCsv(snapshot: Snapshot, full: boolean, format = locustFormat): string {
  return finishSteps(historyCsvSteps(snapshot, full, format));
}

/** The same in steps of a few rows. */
export function historyCsvSteps(snapshot: Snapshot, full: boolean, format: CsvFormat): Steps {
  const { at, userCount, stats } = snapshot;
  const labels = format.percentiles.map(percentileLabel);
  const moment = `${Math.trunc(at)},${userCount}`;
  return joinRows(full ? stats.entries : [], stats.total, (entry) => {
    const rates = `${formatFixed(entry.currentRps, 6)},${formatFixed(entry.currentFailPerSec, 6)}`;
    const percentiles = percentileCells(entry, format, labels, full);
    return `${moment},${nameCells(entry, format)},${rates}${percentiles},${totalCells(entry)}`;
  });
}

/** `_failures.csv`: ordered by Locust's key. */
export function failuresCsv({ failures }: StatsView, format = locustFormat): string {
  return failures
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ method, name, error, occurrences, firstSeen, lastSeen }) =>
      csvRow([
        ...[method, name, error].map((text) => textCell(text, format)),
        ...[String(occurrences), utcTimestamp(firstSeen), utcTimestamp(lastSeen)],
      ]),
    )
    .join('');
}

/** `_exceptions.csv`: in first-seen order. */
export function exceptionsCsv({ exceptions }: StatsView, format = locustFormat): string {
  return exceptions
    .map(({ count, message, traceback, nodes }) =>
      csvRow([String(count), ...[message, traceback, nodes.join(', ')].map((text) => textCell(text, format))]),
    )
    .join('');
}

function totalColumns(prefix: string): string[] {
  const times = ['Median', 'Average', 'Min', 'Max'].map((name) => `${name} Response Time`);
  return ['Request Count', 'Failure Count', ...times, 'Average Content Size'].map((name) => prefix + name);
}

const rowsPerStep = 50;

/** A row for each entry, then the total. There may be 100,000 each second: rows are texts, not lists of cells. */
function* joinRows(entries: readonly EntryView[], total: EntryView, rowOf: (entry: EntryView) => string): Steps {
  let text = '';
  for (const [i, entry] of entries.entries()) {
    text += `${rowOf(entry)}\r\n`;
    if (i % rowsPerStep === rowsPerStep - 1) yield;
  }
  return `${text}${rowOf(total)}\r\n`;
}

function nameCells({ method, name }: EntryView, format: CsvFormat): string {
  return `${textCell(method, format)},${textCell(name, format)}`;
}

function totalCells(entry: EntryView): string {
  const { numRequests, numFailures, medianResponseTime, minResponseTime, maxResponseTime } = entry;
  const times = `${medianResponseTime},${pythonFloat(entry.avgResponseTime)},${minResponseTime},${maxResponseTime}`;
  const length = numRequests === 0 ? '0' : pythonFloat(entry.avgContentLength);
  return `${numRequests},${numFailures},${times},${length}`;
}

/** Each with a comma before it. `labels`: the keys of the percentiles in `format`. */
function percentileCells(entry: EntryView, format: CsvFormat, labels: readonly string[], current: boolean): string {
  let cells = '';
  for (let i = 0; i < labels.length; i++) {
    const value = percentileAt(entry, labels[i] as string, format.percentiles[i] as number, current);
    cells += `,${entry.numRequests === 0 ? 'N/A' : value}`;
  }
  return cells;
}

function percentileAt(entry: EntryView, label: string, fraction: number, current: boolean): number {
  const value = current
    ? (entry.currentPercentiles?.[label] ?? entry.getCurrentResponseTimePercentile(fraction))
    : (entry.percentiles[label] ?? entry.getResponseTimePercentile(fraction));
  return value ?? 0;
}
