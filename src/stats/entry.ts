/** One row of the statistics with everything derived from its counts, under Locust's names: Locust's StatsEntry. */

import { rejectLocustNames } from '../util/locust-names.js';
import { steadyEpochSeconds } from '../util/loop/clock.js';
import { roundHalfEven } from '../util/text/format.js';
import { EntryCounts } from './entry-counts.js';
import { checkFraction } from './percentiles.js';
import type { RateWindow } from './window.js';

/** The running figures of one method and name, or of all requests. Times in ms, lengths in bytes, rates per second. */
export class Entry extends EntryCounts {
  readonly #total: Entry;

  /** Without `total`, it is the total itself: the rates of all rows have the time span of the total. */
  constructor(name: string, method: string, startTime: number, total?: Entry) {
    super(name, method, startTime);
    this.#total = total ?? this;
  }

  /** Failures per request, 0 to 1; 1 for failures without requests. */
  get failRatio(): number {
    if (this.numRequests === 0) return this.numFailures > 0 ? 1 : 0;
    return this.numFailures / this.numRequests;
  }

  /** Of the requests that have a time; 0 without any. */
  get avgResponseTime(): number {
    const timed = this.numRequests - this.numNoneRequests;
    return timed === 0 ? 0 : this.totalResponseTime / timed;
  }

  /**
   * The 50 % percentile (Locust before 2.47: the lower middle of an even number of requests), between minimum and maximum;
   * 0 without any. Always whole ms: Locust shows fractions where its bucket lies outside of minimum and maximum, which
   * breaks readers.
   */
  get medianResponseTime(): number {
    if (this.minResponseTime === null) return 0;
    const [least, most] = [roundHalfEven(this.minResponseTime), roundHalfEven(this.maxResponseTime)];
    return Math.max(least, Math.min(most, this.getResponseTimePercentile(0.5)));
  }

  get avgContentLength(): number {
    return this.numRequests === 0 ? 0 : this.totalContentLength / this.numRequests;
  }

  /** Over the whole run. */
  get totalRps(): number {
    return this.#overRun(this.numRequests);
  }

  get totalFailPerSec(): number {
    return this.#overRun(this.numFailures);
  }

  /** Over ten whole seconds, which end three seconds before the newest request of all. */
  get currentRps(): number {
    return this.#current(this.requestRate);
  }

  get currentFailPerSec(): number {
    return this.#current(this.failureRate);
  }

  /** Whole ms at a fraction such as 0.95, over the whole run. @throws {TslocError} `BAD_PERCENTILE` */
  getResponseTimePercentile(fraction: number): number {
    checkFraction(fraction);
    return this.snapshot().percentiles([fraction])[0] as number;
  }

  /**
   * The same over about the last ten seconds before `at`; null for the first two seconds. The first call for an entry
   * other than the total begins to measure it. @throws {TslocError} `BAD_PERCENTILE`
   */
  getCurrentResponseTimePercentile(fraction: number, at = steadyEpochSeconds()): number | null {
    checkFraction(fraction);
    this.keepWindow(at);
    const start = this.windowStart(at);
    return start === undefined ? null : (this.snapshot().percentiles([fraction], start)[0] as number);
  }

  /** The number of response times in each of Locust's rounding buckets, by ms: Locust's `response_times`. */
  get responseTimes(): Map<number, number> {
    return this.snapshot().locustBuckets();
  }

  #overRun(count: number): number {
    const { lastRequestTimestamp, startTime } = this.#total;
    const seconds = (lastRequestTimestamp ?? startTime) - startTime;
    return seconds > 0 ? count / seconds : 0;
  }

  #current(rate: RateWindow | null): number {
    const { lastRequestTimestamp, startTime } = this.#total;
    if (lastRequestTimestamp === null || rate === null) return 0;
    return rate.rate(Math.trunc(lastRequestTimestamp), Math.trunc(startTime));
  }
}

rejectLocustNames(Entry.prototype, 'stats entry');
