/** The values of a trend at one instant, which do not change any more: its percentiles. */
import { checkFraction } from '../percentiles.js';
import { orderOfBucket, valueOfBucket } from './value-buckets.js';

/** A trend as plain data, for another process. */
export interface TrendDelta {
  readonly kind: 'trend';
  readonly name: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Non-empty buckets of value-buckets.ts, in any order, and how many values each holds. */
  readonly buckets: readonly number[];
  readonly counts: readonly number[];
}

/** Non-empty buckets in the order of their values. */
export class TrendSnapshot {
  /** Values recorded. */
  readonly count: number;
  readonly #buckets: readonly number[];
  readonly #counts: readonly number[];
  readonly #min: number;
  readonly #max: number;

  constructor({ count, min, max, buckets, counts }: TrendDelta) {
    const order = [...buckets.keys()];
    const places = buckets.map(orderOfBucket);
    order.sort((a, b) => (places[a] as number) - (places[b] as number));
    this.count = count;
    this.#buckets = order.map((i) => buckets[i] as number);
    this.#counts = order.map((i) => counts[i] as number);
    this.#min = min;
    this.#max = max;
  }

  /**
   * The value at index ⌊n·fraction⌋ of the sorted values, as for response times; 0 without values. The largest one is
   * exact. With `since`, an earlier snapshot of the same trend, only values recorded after it count.
   * @throws {TslocError} `BAD_PERCENTILE` for anything but 0 to 1
   */
  percentile(fraction: number, since?: TrendSnapshot): number {
    checkFraction(fraction);
    const size = this.count - (since?.count ?? 0);
    if (size <= 0) return 0;
    const rank = Math.min(Math.trunc(size * fraction), size - 1);
    if (since === undefined && rank === this.count - 1) return this.#max;
    return this.#valueAt(rank, since);
  }

  /** The buckets are sorted by value, and every bucket of `since` is among them. */
  #valueAt(rank: number, since?: TrendSnapshot): number {
    let [seen, past] = [0, 0];
    for (const [i, bucket] of this.#buckets.entries()) {
      seen += this.#counts[i] as number;
      if (since !== undefined && since.#buckets[past] === bucket) seen -= since.#counts[past++] as number;
      if (seen > rank) return Math.min(Math.max(valueOfBucket(bucket), this.#min), this.#max);
    }
    return this.#max;
  }
}
