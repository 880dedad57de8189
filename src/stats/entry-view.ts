/** One row of the statistics as frozen data at an instant. */
import { rejectLocustNames } from '../util/locust-names.js';
import type { Entry } from './entry.js';
import type { HistogramSnapshot } from './histogram-snapshot.js';
import { type OutcomeCounts, viewOutcomes } from './outcomes.js';
import { checkFraction, percentileLabel } from './percentiles.js';

/** Whole ms by the name of the percentile, such as `95%`. */
export type PercentileView = Readonly<Record<string, number>>;

/** One row of the statistics. Times in ms, lengths in bytes, rates per second. */
export class EntryView {
  readonly method: string;
  readonly name: string;
  readonly numRequests: number;
  /** Requests reported without a response time. */
  readonly numNoneRequests: number;
  readonly numFailures: number;
  /** How the requests ended: by status, by a timeout, by an error of the connection. */
  readonly outcomes: OutcomeCounts;
  /** 0 to 1. */
  readonly failRatio: number;
  /** The 50 % percentile in whole ms. */
  readonly medianResponseTime: number;
  readonly avgResponseTime: number;
  /** 0 where no request has a time. */
  readonly minResponseTime: number;
  readonly maxResponseTime: number;
  readonly avgContentLength: number;
  /** Over the whole run. */
  readonly totalRps: number;
  readonly totalFailPerSec: number;
  /** Over ten whole seconds, which end three seconds before the newest request of all. */
  readonly currentRps: number;
  readonly currentFailPerSec: number;
  /** At `percentilesToReport`, over the whole run. */
  readonly percentiles: PercentileView;
  /** The same over about the last ten seconds; null where no window is kept or none is near enough. */
  readonly currentPercentiles: PercentileView | null;
  readonly #snapshot: HistogramSnapshot;
  readonly #windowStart: HistogramSnapshot | undefined;

  constructor(entry: Entry, fractions: readonly number[], at: number) {
    this.method = entry.method;
    this.name = entry.name;
    this.numRequests = entry.numRequests;
    this.numNoneRequests = entry.numNoneRequests;
    this.numFailures = entry.numFailures;
    this.outcomes = viewOutcomes(entry.outcomes);
    this.failRatio = entry.failRatio;
    this.medianResponseTime = entry.medianResponseTime;
    this.avgResponseTime = entry.avgResponseTime;
    this.minResponseTime = entry.minResponseTime ?? 0;
    this.maxResponseTime = entry.maxResponseTime;
    this.avgContentLength = entry.avgContentLength;
    this.totalRps = entry.totalRps;
    this.totalFailPerSec = entry.totalFailPerSec;
    this.currentRps = entry.currentRps;
    this.currentFailPerSec = entry.currentFailPerSec;
    this.#snapshot = entry.snapshot();
    this.#windowStart = entry.windowStart(at);
    this.percentiles = byLabel(fractions, this.#snapshot.percentiles(fractions));
    this.currentPercentiles =
      this.#windowStart === undefined
        ? null
        : byLabel(fractions, this.#snapshot.percentiles(fractions, this.#windowStart));
    Object.freeze(this);
  }

  /** Whole ms at any fraction from 0 to 1, over the whole run. @throws {TslocError} `BAD_PERCENTILE` */
  getResponseTimePercentile(fraction: number): number {
    checkFraction(fraction);
    return this.#snapshot.percentiles([fraction])[0] as number;
  }

  /** The same over about the last ten seconds; null as `currentPercentiles`. @throws {TslocError} `BAD_PERCENTILE` */
  getCurrentResponseTimePercentile(fraction: number): number | null {
    checkFraction(fraction);
    if (this.#windowStart === undefined) return null;
    return this.#snapshot.percentiles([fraction], this.#windowStart)[0] as number;
  }

  /** Whole ms at `fractions` of what was recorded after an earlier view of the same row; null for each if nothing was. */
  percentilesSince(earlier: EntryView | null, fractions: readonly number[]): readonly (number | null)[] {
    const since = earlier === null ? undefined : earlier.#snapshot;
    if (this.#snapshot.count === (since?.count ?? 0)) return fractions.map(() => null);
    return this.#snapshot.percentiles(fractions, since);
  }

  /** Response times in ms, ascending, and their counts, of what was recorded after an earlier view of the same row. */
  responseTimesSince(earlier: EntryView | null): Iterable<[milliseconds: number, count: number]> {
    return this.#snapshot.responseTimesSince(earlier === null ? undefined : earlier.#snapshot);
  }

  /**
   * How many response times after `earlier` are in each interval: up to the first of `bounds` (ms, ascending), from each
   * bound to the next, and above the last one.
   */
  countsBetween(bounds: readonly number[], earlier: EntryView | null): Uint32Array {
    return this.#snapshot.countsBetween(bounds, earlier === null ? undefined : earlier.#snapshot);
  }

  /** The number of response times in each of Locust's rounding buckets, by ms, ascending: Locust's `response_times`. */
  get responseTimes(): Map<number, number> {
    return this.#snapshot.locustBuckets();
  }
}

rejectLocustNames(EntryView.prototype, 'stats entry');

function byLabel(fractions: readonly number[], values: readonly number[]): PercentileView {
  const labels = labelsOf(fractions);
  const view: Record<string, number> = {};
  for (let i = 0; i < labels.length; i++) view[labels[i] as string] = values[i] ?? 0;
  return Object.freeze(view);
}

/** The rows of a snapshot share one frozen list of fractions. */
const labelsByList = new WeakMap<readonly number[], readonly string[]>();

function labelsOf(fractions: readonly number[]): readonly string[] {
  const known = labelsByList.get(fractions);
  if (known !== undefined) return known;
  const labels = fractions.map(percentileLabel);
  if (Object.isFrozen(fractions)) labelsByList.set(fractions, labels);
  return labels;
}
