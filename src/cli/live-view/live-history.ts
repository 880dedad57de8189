/** What the live view shows over time: one value a second of each measure, as far as a chart is wide. */
import type { Snapshot } from '../../core/snapshot.js';

/** Values of the last seconds, oldest first. */
export interface LiveValues {
  readonly users: readonly number[];
  readonly requestRate: readonly number[];
  readonly failureRate: readonly number[];
  readonly p50: readonly number[];
  readonly p95: readonly number[];
  readonly p99: readonly number[];
}

const maxValues = 240;

/** Adds a snapshot a second. */
export class LiveHistory {
  readonly values: { readonly [K in keyof LiveValues]: number[] } = {
    users: [],
    requestRate: [],
    failureRate: [],
    p50: [],
    p95: [],
    p99: [],
  };
  #last: Snapshot | null = null;

  add(snapshot: Snapshot): void {
    const { total } = snapshot.stats;
    const percentile = (fraction: number) =>
      total.getCurrentResponseTimePercentile(fraction) ?? total.getResponseTimePercentile(fraction);
    this.#push('users', snapshot.userCount);
    this.#push('requestRate', this.#rate(snapshot, 'numRequests'));
    this.#push('failureRate', this.#rate(snapshot, 'numFailures'));
    this.#push('p50', percentile(0.5));
    this.#push('p95', percentile(0.95));
    this.#push('p99', percentile(0.99));
    this.#last = snapshot;
  }

  #push(name: keyof LiveValues, value: number): void {
    const values = this.values[name];
    values.push(value);
    if (values.length > maxValues) values.shift();
  }

  /** Since the last snapshot: Locust's current rate is an average of ten seconds. */
  #rate({ at, stats }: Snapshot, count: 'numRequests' | 'numFailures'): number {
    if (this.#last === null || at <= this.#last.at) return 0;
    return Math.max(0, stats.total[count] - this.#last.stats.total[count]) / (at - this.#last.at);
  }
}
