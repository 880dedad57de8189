/** Locust's four CSV files as text, byte for byte in its form. Pure: plain data in, text out. */
import { stringify } from 'csv-stringify/sync';
import type { Snapshot } from '../core/snapshot.js';
import { type EntryView, percentilesToReport, type StatsView } from '../stats/view.js';
import { fixed, pythonFloat, utcTimestamp } from '../util/format.js';
import { percentileLabel } from './percentile-label.js';

const labels = percentilesToReport.map(percentileLabel);

/** The header row of each file. */
export const csvHeaders = {
  stats: toCsv([
    [
      'Type',
      'Name',
      'Request Count',
      'Failure Count',
      'Median Response Time',
      'Average Response Time',
      'Min Response Time',
      'Max Response Time',
      'Average Content Size',
      'Requests/s',
      'Failures/s',
      ...labels,
    ],
  ]),
  history: toCsv([
    [
      'Timestamp',
      'User Count',
      'Type',
      'Name',
      'Requests/s',
      'Failures/s',
      ...labels,
      'Total Request Count',
      'Total Failure Count',
      'Total Median Response Time',
      'Total Average Response Time',
      'Total Min Response Time',
      'Total Max Response Time',
      'Total Average Content Size',
    ],
  ]),
  failures: toCsv([['Method', 'Name', 'Error', 'Occurrences', 'First Seen', 'Last Seen']]),
  exceptions: toCsv([['Count', 'Message', 'Traceback', 'Nodes']]),
} as const;

/** `_stats.csv`: every entry, then the total. */
export function statsCsv({ entries, total }: StatsView): string {
  return toCsv(
    [...entries, total].map((entry) => [
      entry.method,
      entry.name,
      ...totalCells(entry),
      pythonFloat(entry.totalRps),
      pythonFloat(entry.totalFailPerSec),
      ...percentileCells(entry, entry.percentiles),
    ]),
  );
}

/**
 * The rows that one moment adds to `_stats_history.csv`: the total alone with its percentiles of the whole run, or,
 * `full`, every entry with those of about the last ten seconds.
 */
export function historyCsv({ at, userCount, stats }: Snapshot, full: boolean): string {
  const rows = full ? [...stats.entries, stats.total] : [stats.total];
  return toCsv(
    rows.map((entry) => [
      String(Math.trunc(at)),
      String(userCount),
      entry.method,
      entry.name,
      fixed(entry.currentRps, 6),
      fixed(entry.currentFailPerSec, 6),
      ...percentileCells(entry, full ? (entry.currentPercentiles ?? labels.map(() => 0)) : entry.percentiles),
      ...totalCells(entry),
    ]),
  );
}

/** `_failures.csv`: ordered by Locust's key. */
export function failuresCsv({ failures }: StatsView): string {
  return toCsv(
    failures
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map((row) => [
        row.method,
        row.name,
        row.error,
        String(row.occurrences),
        utcTimestamp(row.firstSeen),
        utcTimestamp(row.lastSeen),
      ]),
  );
}

/** `_exceptions.csv`: in first-seen order. */
export function exceptionsCsv({ exceptions }: StatsView): string {
  return toCsv(exceptions.map((row) => [String(row.count), row.message, row.traceback, row.nodes.join(', ')]));
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

function percentileCells(entry: EntryView, values: readonly number[]): string[] {
  return values.map((value) => (entry.numRequests === 0 ? 'N/A' : String(value)));
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}
