/** Locust's four CSV files as text, byte for byte in its format. Pure: plain data in, text out. */
import { stringify } from 'csv-stringify/sync';
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import { defaultPercentiles, percentileLabel } from '../../stats/percentiles.js';
import type { StatsView } from '../../stats/view.js';
import { formatFixed, pythonFloat, utcTimestamp } from '../../util/format.js';

/** What the files look like; the same for every row of a file. */
export interface CsvFormat {
  /** Fractions of the percentile columns. */
  readonly percentiles: readonly number[];
  /** Put `'` before cells that a spreadsheet would take for a formula. */
  readonly safe: boolean;
}

/** Locust's own format. */
export const locustFormat: CsvFormat = { percentiles: defaultPercentiles.report, safe: false };

/** The header row of each file. */
export function csvHeaders({ percentiles }: CsvFormat = locustFormat) {
  const labels = percentiles.map(percentileLabel);
  return {
    stats: toCsv([['Type', 'Name', ...totalColumns(''), 'Requests/s', 'Failures/s', ...labels]]),
    history: toCsv([
      [
        ...['Timestamp', 'User Count', 'Type', 'Name', 'Requests/s', 'Failures/s'],
        ...labels,
        ...totalColumns('Total '),
      ],
    ]),
    failures: toCsv([['Method', 'Name', 'Error', 'Occurrences', 'First Seen', 'Last Seen']]),
    exceptions: toCsv([['Count', 'Message', 'Traceback', 'Nodes']]),
  } as const;
}

/** `_stats.csv`: every entry, then the total. */
export function statsCsv({ entries, total }: StatsView, format = locustFormat): string {
  return toCsv(
    [...entries, total].map((entry) => [
      ...textCells([entry.method, entry.name], format),
      ...totalCells(entry),
      pythonFloat(entry.totalRps),
      pythonFloat(entry.totalFailPerSec),
      ...percentileCells(entry, format, false),
    ]),
  );
}

/**
 * The rows that one moment adds to `_stats_history.csv`: the total alone with its percentiles of the whole run, or,
 * `full`, every entry with those of about the last ten seconds.
 */
export function historyCsv(snapshot: Snapshot, full: boolean, format = locustFormat): string {
  const { at, userCount, stats } = snapshot;
  const entries = full ? [...stats.entries, stats.total] : [stats.total];
  return toCsv(
    entries.map((entry) => [
      String(Math.trunc(at)),
      String(userCount),
      ...textCells([entry.method, entry.name], format),
      formatFixed(entry.currentRps, 6),
      formatFixed(entry.currentFailPerSec, 6),
      ...percentileCells(entry, format, full),
      ...totalCells(entry),
    ]),
  );
}

/** `_failures.csv`: ordered by Locust's key. */
export function failuresCsv({ failures }: StatsView, format = locustFormat): string {
  return toCsv(
    failures
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map((row) => [
        ...textCells([row.method, row.name, row.error], format),
        String(row.occurrences),
        utcTimestamp(row.firstSeen),
        utcTimestamp(row.lastSeen),
      ]),
  );
}

/** `_exceptions.csv`: in first-seen order. */
export function exceptionsCsv({ exceptions }: StatsView, format = locustFormat): string {
  return toCsv(
    exceptions.map(({ count, message, traceback, nodes }) => [
      String(count),
      ...textCells([message, traceback, nodes.join(', ')], format),
    ]),
  );
}

function totalColumns(prefix: string): string[] {
  const times = ['Median', 'Average', 'Min', 'Max'].map((name) => `${name} Response Time`);
  return ['Request Count', 'Failure Count', ...times, 'Average Content Size'].map((name) => prefix + name);
}

function totalCells(entry: EntryView): string[] {
  return [
    String(entry.numRequests),
    String(entry.numFailures),
    String(entry.medianResponseTime),
    pythonFloat(entry.avgResponseTime),
    String(entry.minResponseTime),
    String(entry.maxResponseTime),
    entry.numRequests === 0 ? '0' : pythonFloat(entry.avgContentLength),
  ];
}

function percentileCells(entry: EntryView, { percentiles }: CsvFormat, current: boolean): string[] {
  if (entry.numRequests === 0) return percentiles.map(() => 'N/A');
  return percentiles.map((fraction) => {
    const label = percentileLabel(fraction);
    const value = current
      ? (entry.currentPercentiles?.[label] ?? entry.getCurrentResponseTimePercentile(fraction))
      : (entry.percentiles[label] ?? entry.getResponseTimePercentile(fraction));
    return String(value ?? 0);
  });
}

/** Text from requests and user code; the other cells are numbers and times. */
export function textCells(texts: readonly string[], { safe }: CsvFormat): string[] {
  return texts.map((text) => (safe && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text));
}

/** RFC 4180, with CRLF line ends. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}
