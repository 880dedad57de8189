/** Statistics as frozen data at an instant: the input of every report. */
import { steadyEpochSeconds } from '../util/loop/clock.js';
import type { Entry } from './entry.js';
import { EntryView } from './entry-view.js';
import type { ExceptionRow } from './exceptions.js';
import type { Failure } from './failures.js';
import { type MetricView, viewMetrics } from './metrics/metric-view.js';
import type { Stats } from './stats.js';

export type FailureView = Readonly<Failure>;
export type ExceptionView = Readonly<Omit<ExceptionRow, 'nodes'>> & { readonly nodes: readonly string[] };

/** Everything measured so far. Timestamps in epoch seconds. */
export interface StatsView {
  readonly startTime: number;
  /** How often they were cleared or reset: another number is another test, or a reset. A late report moves `startTime` only. */
  readonly resets: number;
  readonly lastRequestTimestamp: number | null;
  readonly total: EntryView;
  /** The requests of user classes and tags that targets are about, by `user Name` and `tag name`. */
  readonly groups: Readonly<Record<string, EntryView>>;
  /** Sorted by name, then method. */
  readonly entries: readonly EntryView[];
  /** In first-seen order. */
  readonly failures: readonly FailureView[];
  /** In first-seen order. */
  readonly exceptions: readonly ExceptionView[];
  /** What the test recorded itself, sorted by name. */
  readonly metrics: readonly MetricView[];
  /** The fractions whose labels are the keys of every `percentiles`. */
  readonly percentilesToReport: readonly number[];
  readonly percentilesToStatistics: readonly number[];
  readonly percentilesToChart: readonly number[];
}

/** The state of `stats` at the epoch second `at`. */
export function viewStats(stats: Stats, at = steadyEpochSeconds()): StatsView {
  const { total, percentilesToReport, percentilesToStatistics, percentilesToChart } = stats;
  const viewEntry = (entry: Entry) => new EntryView(entry, percentilesToReport, at);
  return Object.freeze({
    startTime: total.startTime,
    resets: stats.resets,
    lastRequestTimestamp: total.lastRequestTimestamp,
    total: viewEntry(total),
    groups: Object.freeze(Object.fromEntries([...stats.groups].map(([name, entry]) => [name, viewEntry(entry)]))),
    entries: Object.freeze(stats.sortedEntries.map(viewEntry)),
    failures: Object.freeze(stats.failures.list().map((failure) => Object.freeze({ ...failure }))),
    exceptions: Object.freeze(
      stats.exceptions.list().map((row) => Object.freeze({ ...row, nodes: Object.freeze([...row.nodes]) })),
    ),
    metrics: viewMetrics(stats.metrics),
    percentilesToReport,
    percentilesToStatistics,
    percentilesToChart,
  });
}
