/** The running totals of one method and name, or of everything: Locust's StatsEntry. */
import { Histogram, type Quantiles } from './histogram.js';
import { PercentileWindow, RateWindow } from './window.js';

/** Everything counted about one row of the statistics. Times in ms, moments in epoch seconds. */
export class Entry {
  readonly name: string;
  readonly method: string;
  numRequests = 0;
  numNoneRequests = 0;
  numFailures = 0;
  totalResponseTime = 0;
  minResponseTime: number | null = null;
  maxResponseTime = 0;
  totalContentLength = 0;
  startTime: number;
  lastRequestTimestamp: number | null = null;
  histogram = new Histogram();
  requestRate = new RateWindow();
  failureRate: RateWindow | null = null;
  readonly #windowed: boolean;
  #window: PercentileWindow | null;
  #quantiles: Quantiles | null = null;
  #quantilesAt = 0;

  /** With `windowed`, percentiles of the last ten seconds can be asked for; that costs memory. */
  constructor(name: string, method: string, startTime: number, windowed: boolean) {
    this.name = name;
    this.method = method;
    this.startTime = startTime;
    this.#windowed = windowed;
    this.#window = this.#freshWindow();
  }

  /** Counts one finished request at the epoch second `at`. */
  record(responseTime: number | null, length: number, at: number): void {
    const second = Math.trunc(at);
    const last = this.lastRequestTimestamp;
    if (this.#window !== null && last !== null && second > Math.trunc(last)) {
      this.#window.remember(second - 1, this.histogram);
    }
    this.numRequests++;
    this.requestRate.add(second);
    this.lastRequestTimestamp = at;
    this.totalContentLength += length;
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

  /** Percentiles of about the ten seconds before `at`; null without a window or a snapshot near enough. */
  currentPercentiles(at: number, fractions: readonly number[]): number[] | null {
    return this.#window?.percentiles(Math.trunc(at), this.histogram, fractions) ?? null;
  }

  /** Percentiles and median of the whole run; looked for again only after a request. */
  quantiles(fractions: readonly number[]): Quantiles {
    if (this.#quantiles === null || this.#quantilesAt !== this.numRequests) {
      this.#quantiles = this.histogram.quantiles(fractions);
      this.#quantilesAt = this.numRequests;
    }
    return this.#quantiles;
  }

  /** Back to zero, as if created at `at`. */
  reset(at: number): void {
    this.numRequests = 0;
    this.numNoneRequests = 0;
    this.numFailures = 0;
    this.totalResponseTime = 0;
    this.minResponseTime = null;
    this.maxResponseTime = 0;
    this.totalContentLength = 0;
    this.startTime = at;
    this.lastRequestTimestamp = null;
    this.histogram = new Histogram();
    this.#quantiles = null;
    this.requestRate = new RateWindow();
    this.failureRate = null;
    this.#window = this.#freshWindow();
  }

  #freshWindow(): PercentileWindow | null {
    if (!this.#windowed) return null;
    const window = new PercentileWindow();
    window.remember(Math.trunc(this.startTime), this.histogram);
    return window;
  }
}
