/** The state of a test in the page, built from the events of the feed. */
import type {
  EntryRow,
  ExceptionRow,
  FailureRow,
  FeedSnapshot,
  FrozenFeed,
  History,
  LogLine,
  Marker,
  MetricRow,
  TotalPoints,
} from '../../contracts/feed.js';
import { newestOfEachNode } from '../../feed/newest-log-lines.js';
import { metricKey } from '../series/append-metrics.js';
import { appendPoint } from '../series/append-point.js';
import { extendTrends, rowKey, type Trends, trendsOf } from '../series/row-trends.js';

/** A test as the page knows it; never changed, only replaced. */
export interface RunView {
  readonly testId: string | null;
  readonly startTime: number | null;
  readonly fractions: readonly number[];
  readonly points: TotalPoints;
  readonly trends: Trends;
  readonly markers: readonly Marker[];
  readonly entries: ReadonlyMap<string, EntryRow>;
  readonly failures: ReadonlyMap<string, FailureRow>;
  readonly exceptions: ReadonlyMap<string, ExceptionRow>;
  readonly metrics: ReadonlyMap<string, MetricRow>;
  readonly log: readonly LogLine[];
  /** The latest one; null before the first. */
  readonly snapshot: FeedSnapshot | null;
}

/** Before the first event. */
export const unknownRun: RunView = {
  testId: null,
  startTime: null,
  fractions: [],
  points: {
    at: [],
    seconds: [],
    users: [],
    targetUsers: [],
    rps: [],
    failPerSec: [],
    fractions: [],
    percentiles: [],
    latencyBounds: [],
    latency: [],
    errorKinds: [],
    errors: [],
  },
  trends: new Map(),
  markers: [],
  entries: new Map(),
  failures: new Map(),
  exceptions: new Map(),
  metrics: new Map(),
  log: [],
  snapshot: null,
};

/** A history replaces all points; that of another test also the rows, but no log lines. */
export function withHistory(run: RunView, history: History): RunView {
  const { testId, startTime, fractions, points, markers } = history;
  const known = testId === run.testId ? run : { ...unknownRun, log: run.log };
  return { ...known, testId, startTime, fractions, points, markers, trends: trendsOf(history) };
}

/** Rows that have changed replace the older ones; the others are the same objects as before. */
export function withSnapshot(run: RunView, snapshot: FeedSnapshot): RunView {
  const { entries, failures, exceptions, metrics = [], log, point } = snapshot;
  const known = replaceRows(run.entries, entries, rowKey);
  return {
    ...run,
    entries: known,
    failures: replaceRows(run.failures, failures, (row) => `${rowKey(row)} ${row.error}`),
    exceptions: replaceRows(run.exceptions, exceptions, (row) => `${row.message}\n${row.traceback}`),
    metrics: replaceRows(run.metrics, metrics, metricKey),
    log: log.length === 0 ? run.log : newestOfEachNode([...run.log, ...log]),
    points: point === null ? run.points : appendPoint(run.points, point),
    trends: point === null ? run.trends : extendTrends(run.trends, known.values()),
    snapshot,
  };
}

export function withMarker(run: RunView, marker: Marker): RunView {
  return { ...run, markers: [...run.markers, marker].slice(-maxMarkers) };
}

/** The test that a report holds. */
export function frozenRun({ history, snapshot }: FrozenFeed): RunView {
  return withSnapshot(withHistory(unknownRun, history), { ...snapshot, point: null });
}

const maxMarkers = 500;

function replaceRows<T>(known: ReadonlyMap<string, T>, rows: readonly T[], keyOf: (row: T) => string): typeof known {
  if (rows.length === 0) return known;
  const next = new Map(known);
  for (const row of rows) next.set(keyOf(row), row);
  return next;
}
