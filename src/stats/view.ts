/** Stats as plain, frozen data at an instant: what every report is made of. */

import { roundHalfEven } from '../util/format.js';
import { epochSeconds } from '../util/loop/clock.js';
import type { Entry } from './entry.js';
import type { ExceptionRow } from './exceptions.js';
import type { Failure } from './failures.js';
import type { Stats } from './stats.js';

/** The percentiles that every report shows, as fractions in ascending order. */
export const percentilesToReport = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1] as const;

/** One row of the statistics. Times in ms, lengths in bytes, rates per second, moments in epoch seconds. */
export interface EntryView {
  readonly method: string;
  readonly name: string;
  readonly numRequests: number;
  readonly numNoneRequests: number;
  readonly numFailures: number;
  /** The lower median in whole ms; not the same as the 50 % percentile. */
  readonly medianResponseTime: number;
  readonly avgResponseTime: number;
  readonly minResponseTime: number;
  readonly maxResponseTime: number;
  readonly avgContentLength: number;
  /** Over the whole run. */
  readonly totalRps: number;
  readonly totalFailPerSec: number;
  /** Over the last ten whole seconds that are surely complete. */
  readonly currentRps: number;
  readonly currentFailPerSec: number;
  /** At {@link percentilesToReport}, over the whole run. */
  readonly percentiles: readonly number[];
  /** The same over about the last ten seconds; null where no window is kept or none is near enough. */
  readonly currentPercentiles: readonly number[] | null;
}

export type FailureView = Readonly<Failure>;
export type ExceptionView = Readonly<Omit<ExceptionRow, 'nodes'>> & { readonly nodes: readonly string[] };

/** Everything measured so far. */
export interface StatsView {
  readonly startTime: number;
  readonly lastRequestTimestamp: number | null;
  readonly total: EntryView;
  /** Sorted by name, then method. */
  readonly entries: readonly EntryView[];
  /** In first-seen order. */
  readonly failures: readonly FailureView[];
  /** In first-seen order. */
  readonly exceptions: readonly ExceptionView[];
}

/** How `stats` stands at the epoch second `at`. */
export function viewStats(stats: Stats, at = epochSeconds()): StatsView {
  const { total } = stats;
  return Object.freeze({
    startTime: total.startTime,
    lastRequestTimestamp: total.lastRequestTimestamp,
    total: viewEntry(total, total, at),
    entries: Object.freeze(
      stats
        .entries()
        .sort(byNameAndMethod)
        .map((entry) => viewEntry(entry, total, at)),
    ),
    failures: Object.freeze(stats.failures.list().map((failure) => Object.freeze({ ...failure }))),
    exceptions: Object.freeze(
      stats.exceptions.list().map((row) => Object.freeze({ ...row, nodes: Object.freeze([...row.nodes]) })),
    ),
  });
}

function viewEntry(entry: Entry, total: Entry, at: number): EntryView {
  const timed = entry.numRequests - entry.numNoneRequests;
  const quantiles = entry.quantiles(percentilesToReport);
  const last = total.lastRequestTimestamp;
  const span = last === null ? 0 : last - total.startTime;
  const current = (rate: Entry['failureRate']) =>
    last === null || rate === null ? 0 : rate.rate(Math.trunc(last), Math.trunc(total.startTime));
  return Object.freeze({
    method: entry.method,
    name: entry.name,
    numRequests: entry.numRequests,
    numNoneRequests: entry.numNoneRequests,
    numFailures: entry.numFailures,
    medianResponseTime: medianOf(entry, quantiles.median),
    avgResponseTime: timed === 0 ? 0 : entry.totalResponseTime / timed,
    minResponseTime: entry.minResponseTime ?? 0,
    maxResponseTime: entry.maxResponseTime,
    avgContentLength: entry.numRequests === 0 ? 0 : entry.totalContentLength / entry.numRequests,
    totalRps: span > 0 ? entry.numRequests / span : 0,
    totalFailPerSec: span > 0 ? entry.numFailures / span : 0,
    currentRps: current(entry.requestRate),
    currentFailPerSec: current(entry.failureRate),
    percentiles: Object.freeze(quantiles.percentiles),
    currentPercentiles: Object.freeze(entry.currentPercentiles(at, percentilesToReport)),
  });
}

/** Always whole milliseconds: Locust shows fractions where its bucket lies outside of min and max, which breaks readers. */
function medianOf(entry: Entry, median: number): number {
  if (entry.minResponseTime === null) return 0;
  const [low, high] = [roundHalfEven(entry.minResponseTime), roundHalfEven(entry.maxResponseTime)];
  return Math.max(low, Math.min(high, median));
}

function byNameAndMethod(a: Entry, b: Entry): number {
  return compareText(a.name, b.name) || compareText(a.method, b.method);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
