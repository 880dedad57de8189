/** A report made from the four CSV files of a run, Locust's or ours, with or without full history. */
import type { EntryRow, FrozenFeed, Points, RowHistory, TotalPoints } from '../contracts/feed.js';
import type { Theme } from '../html/page-document.js';
import type { PercentileOf } from '../html/report-args.js';
import { createReport } from './report.js';

/** A row of a file: texts by the names in its header. */
export type CsvRow = Readonly<Record<string, string>>;

/** The rows of the files; those that do not exist have none. */
export interface CsvTables {
  readonly stats: readonly CsvRow[];
  readonly history: readonly CsvRow[];
  readonly failures: readonly CsvRow[];
  readonly exceptions: readonly CsvRow[];
}

const chartFractions = [0.5, 0.9, 0.95, 0.99];

/** Values that the files do not contain. */
const unknownFacts = {
  host: null,
  profile: null,
  tasks: { per_class: {}, total: {} },
  showDownloadLink: false,
  percentilesToChart: [0.5, 0.95],
  percentilesToStatistics: [0.95, 0.99],
};

/** The document, called `title`. @throws {TslocError} `PAGE_NOT_BUILT` */
export function csvReport(tables: CsvTables, title: string, theme: Theme): string {
  const { stats, history } = tables;
  const fractions = fractionsOf(stats[0] ?? history[0] ?? {});
  const totalRow = stats.find(({ Name }) => Name === 'Aggregated') ?? {};
  const entries = stats.filter((row) => row !== totalRow).map((row) => entryRow(row, fractions));
  const total = entryRow(totalRow, fractions);
  const points = totalPoints(history.filter(({ Name }) => Name === 'Aggregated'));
  const failures = tables.failures.map(failureRow);
  const exceptions = tables.exceptions.map(exceptionRow);
  const peakUsers = points.users.reduce((most, users) => Math.max(most, users), 0);
  const [start = null, end = null] = [points.at[0], points.at.at(-1)];
  const feed: FrozenFeed = {
    history: {
      testId: 'csv',
      startTime: start,
      fractions,
      points,
      trends: [],
      markers: [],
    },
    snapshot: {
      at: end ?? 0, // a report does not show it
      testId: 'csv',
      state: 'stopped',
      userCount: points.users.at(-1) ?? 0,
      targetUserCount: peakUsers,
      userClassesCount: {},
      endsAt: null,
      workers: null,
      total,
      entries,
      failures,
      exceptions,
      log: [],
      point: null,
    },
    endTime: end,
    peakUsers: points.at.length === 0 ? null : peakUsers,
    rows: entries.flatMap(({ method, name }) => rowHistory(method, name, history)),
  };
  const percentileOf: PercentileOf = (row, fraction) => row.percentiles[fractions.indexOf(fraction)] ?? null;
  return createReport({ ...unknownFacts, locustfile: title }, feed, percentileOf, theme);
}

/** The fractions of the columns `50%`, `99.9%`, …, ascending. */
function fractionsOf(row: CsvRow): number[] {
  const labels = Object.keys(row).filter((name) => /^\d+(\.\d+)?%$/.test(name));
  return labels.map(fractionOf).sort((a, b) => a - b);
}

function fractionOf(label: string): number {
  return Number((Number(label.slice(0, -1)) / 100).toFixed(8));
}

function percentilesOf(row: CsvRow): Map<number, number | null> {
  const cells = Object.entries(row).filter(([name]) => name.endsWith('%'));
  return new Map(cells.map(([label, text]) => [fractionOf(label), text === 'N/A' ? null : numberOf(text)]));
}

function entryRow(row: CsvRow, fractions: readonly number[]): EntryRow {
  const values = percentilesOf(row);
  return {
    method: row.Type ?? '',
    name: row.Name ?? 'Aggregated',
    numRequests: numberOf(row['Request Count']),
    numFailures: numberOf(row['Failure Count']),
    currentRps: 0,
    currentFailPerSec: 0,
    totalRps: numberOf(row['Requests/s']),
    totalFailPerSec: numberOf(row['Failures/s']),
    medianResponseTime: numberOf(row['Median Response Time']),
    avgResponseTime: numberOf(row['Average Response Time']),
    minResponseTime: numberOf(row['Min Response Time']),
    maxResponseTime: numberOf(row['Max Response Time']),
    avgContentLength: numberOf(row['Average Content Size']),
    percentiles: fractions.map((fraction) => values.get(fraction) ?? 0),
  };
}

function failureRow(row: CsvRow) {
  return {
    method: row.Method ?? '',
    name: row.Name ?? '',
    error: row.Error ?? '',
    occurrences: numberOf(row.Occurrences),
    firstSeen: momentOf(row['First Seen']),
    lastSeen: momentOf(row['Last Seen']),
  };
}

function exceptionRow(row: CsvRow) {
  const nodes = (row.Nodes ?? '').split(', ').filter((node) => node !== '');
  return { count: numberOf(row.Count), message: row.Message ?? '', traceback: row.Traceback ?? '', nodes };
}

function totalPoints(rows: readonly CsvRow[]): TotalPoints {
  const users = rows.map((row) => numberOf(row['User Count']));
  const averages = rows.map((row) => numberOf(row['Total Average Response Time']));
  const points = pointsOf(rows);
  const latest = { users, averages, currentRps: points.rps, currentFailPerSec: points.failPerSec };
  return { ...points, users, targetUsers: users, latest };
}

function rowHistory(method: string, name: string, history: readonly CsvRow[]): RowHistory[] {
  const rows = history.filter((row) => row.Type === method && row.Name === name);
  if (rows.length === 0) return [];
  return [{ testId: 'csv', method, name, points: pointsOf(rows), latency: [] }];
}

function pointsOf(rows: readonly CsvRow[]): Points {
  const at = rows.map((row) => numberOf(row.Timestamp));
  const percentiles = rows.map(percentilesOf);
  return {
    at,
    seconds: at.map((moment, i) => (i === 0 ? 1 : Math.max(1, moment - (at[i - 1] as number)))),
    rps: rows.map((row) => numberOf(row['Requests/s'])),
    failPerSec: rows.map((row) => numberOf(row['Failures/s'])),
    fractions: chartFractions,
    percentiles: chartFractions.map((fraction) => percentiles.map((values) => values.get(fraction) ?? null)),
    latencyBounds: [],
    latency: rows.map(() => []),
    errorKinds: [],
    errors: rows.map(() => []),
  };
}

function numberOf(text: string | undefined): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}

/** Epoch seconds of an ISO time, as all newer versions write it, or of a number of seconds. */
function momentOf(text = ''): number {
  const seconds = Number(text);
  return Number.isFinite(seconds) && text !== '' ? seconds : (Date.parse(text) || 0) / 1000;
}
