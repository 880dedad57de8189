/** The running counts of one row of the statistics: recorded on the hot path, drained and absorbed between processes. */
import type { EntryDelta } from './delta.js';
import { Histogram } from './histogram.js';
import type { HistogramSnapshot } from './histogram-snapshot.js';
import { addOutcomes, createOutcomes } from './outcomes.js';
import { PercentileWindow, RateWindow } from './window.js';

/** Everything that is counted about one method and name, or about all. Durations in ms, timestamps in epoch seconds. */
export class EntryCounts {
  readonly name: string;
  readonly method: string;
  numRequests = 0;
  /** Requests reported without a response time. */
  numNoneRequests = 0;
  numFailures = 0;
  totalResponseTime = 0;
  minResponseTime: number | null = null;
  maxResponseTime = 0;
  totalContentLength = 0;
  /** How the requests ended, indexed as in outcomes.ts. */
  readonly outcomes = createOutcomes();
  /** When the entry was created or last reset. */
  startTime: number;
  lastRequestTimestamp: number | null = null;
  readonly histogram = new Histogram();
  requestRate = new RateWindow();
  failureRate: RateWindow | null = null;
  #window: PercentileWindow | null = null;
  #snapshot: HistogramSnapshot | null = null;

  constructor(name: string, method: string, startTime: number) {
    this.name = name;
    this.method = method;
    this.startTime = startTime;
  }

  /** Keeps snapshots for percentiles of the last ten seconds from `at` on; they take memory. */
  keepWindow(at: number): void {
    if (this.#window !== null) return;
    this.#window = new PercentileWindow();
    this.#window.remember(Math.trunc(at), this.histogram);
  }

  /** Counts one finished request at the epoch second `at`; `outcome` is its index in {@link outcomes}. */
  record(responseTime: number | null, length: number, at: number, outcome = 0): void {
    const second = Math.trunc(at);
    const last = this.lastRequestTimestamp;
    if (this.#window !== null && last !== null && second > Math.trunc(last)) {
      this.#window.remember(second - 1, this.histogram);
    }
    this.numRequests++;
    this.requestRate.add(second);
    this.lastRequestTimestamp = at;
    this.totalContentLength += length;
    (this.outcomes[outcome] as number)++;
    if (responseTime === null) {
      this.numNoneRequests++;
      return;
    }
    this.totalResponseTime += responseTime;
    if (this.minResponseTime === null || responseTime < this.minResponseTime) this.minResponseTime = responseTime;
    if (responseTime > this.maxResponseTime) this.maxResponseTime = responseTime;
    this.histogram.record(responseTime);
  }

  /** Counts one failure at the epoch second `at`. */
  recordFailure(at: number): void {
    this.numFailures++;
    this.failureRate ??= new RateWindow();
    this.failureRate.add(Math.trunc(at));
  }

  /** The response times so far; copied again only after one was added. */
  snapshot(): HistogramSnapshot {
    if (this.#snapshot?.count !== this.histogram.count) this.#snapshot = this.histogram.snapshot();
    return this.#snapshot as HistogramSnapshot;
  }

  /** The response times as of about ten seconds before `at`; undefined without a window or a snapshot near enough. */
  windowStart(at: number): HistogramSnapshot | undefined {
    return this.#window?.startOf(Math.trunc(at));
  }

  /** What was counted since the last call, as plain data; resets the entry to `at`. */
  drain(at: number): EntryDelta {
    const delta: EntryDelta = {
      name: this.name,
      method: this.method,
      startTime: this.startTime,
      lastRequestTimestamp: this.lastRequestTimestamp,
      numRequests: this.numRequests,
      numNoneRequests: this.numNoneRequests,
      numFailures: this.numFailures,
      totalResponseTime: this.totalResponseTime,
      minResponseTime: this.minResponseTime,
      maxResponseTime: this.maxResponseTime,
      totalContentLength: this.totalContentLength,
      outcomes: this.outcomes.slice(),
      responseTimes: this.histogram.drain(),
      requestsPerSecond: this.requestRate.counts(),
      failuresPerSecond: this.failureRate?.counts() ?? [],
    };
    this.reset(at);
    return delta;
  }

  /** Adds what another entry counted. Source of the rules, that of the percentile window included: Locust's extend. */
  absorb(delta: EntryDelta): void {
    const before = this.lastRequestTimestamp ?? 0;
    this.numRequests += delta.numRequests;
    this.numNoneRequests += delta.numNoneRequests;
    this.numFailures += delta.numFailures;
    this.totalResponseTime += delta.totalResponseTime;
    this.totalContentLength += delta.totalContentLength;
    addOutcomes(this.outcomes, delta.outcomes);
    this.minResponseTime = minOf(this.minResponseTime, delta.minResponseTime);
    this.maxResponseTime = Math.max(this.maxResponseTime, delta.maxResponseTime);
    this.startTime = Math.min(this.startTime, delta.startTime);
    if (delta.lastRequestTimestamp !== null) this.lastRequestTimestamp = Math.max(before, delta.lastRequestTimestamp);
    this.histogram.absorb(delta.responseTimes);
    for (const [second, times] of delta.requestsPerSecond) this.requestRate.add(second, times);
    if (delta.failuresPerSecond.length > 0) this.failureRate ??= new RateWindow();
    for (const [second, times] of delta.failuresPerSecond) this.failureRate?.add(second, times);
    const newest = Math.trunc(this.lastRequestTimestamp ?? 0);
    if (newest > Math.trunc(before)) this.#window?.remember(newest, this.histogram);
  }

  /** Resets everything to 0, as if created at `at`. */
  reset(at: number): void {
    this.numRequests = 0;
    this.numNoneRequests = 0;
    this.numFailures = 0;
    this.totalResponseTime = 0;
    this.minResponseTime = null;
    this.maxResponseTime = 0;
    this.totalContentLength = 0;
    this.outcomes.fill(0);
    this.startTime = at;
    this.lastRequestTimestamp = null;
    this.histogram.clear();
    this.#snapshot = null;
    this.requestRate = new RateWindow();
    this.failureRate = null;
    const isWindowed = this.#window !== null;
    this.#window = null;
    if (isWindowed) this.keepWindow(at);
  }
}

function minOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
