/** The counts of a histogram at one instant, which do not change any more: percentiles, median, Locust's buckets. */
import { roundHalfEven } from '../util/format.js';
import { bucketOf, midpointOf } from './hdr-buckets.js';
import { locustBucketOf } from './locust-buckets.js';

/** A histogram as plain data, for another process. Times in whole microseconds. */
export interface HistogramDelta {
  /** 0 where nothing was recorded, as `max`. */
  readonly min: number;
  readonly max: number;
  /** HDR bucket indexes, ascending, and how many values each holds. */
  readonly indexes: readonly number[];
  readonly counts: readonly number[];
}

/** Non-empty HDR buckets of response times. */
export class HistogramSnapshot {
  /** Response times recorded. */
  readonly count: number;
  readonly #indexes: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #min: number;
  readonly #max: number;

  /** `indexes` ascending, `counts` beside them; `min` and `max` are the exact extremes in microseconds. */
  constructor(indexes: readonly number[], counts: readonly number[], min: number, max: number) {
    this.#indexes = new Uint32Array(indexes);
    this.#counts = new Uint32Array(counts);
    this.#min = min;
    this.#max = max;
    let count = 0;
    for (let i = 0; i < counts.length; i++) count += counts[i] as number;
    this.count = count;
  }

  /**
   * Whole ms at `fractions` (0..1, any order): the value at index ⌊n·fraction⌋ of all in order, at most the last one,
   * which is exact. With `since`, an earlier snapshot of the same histogram: of the values recorded after it. 0 if none.
   * Source of the rule: Locust's calculate_response_time_percentile.
   */
  percentiles(fractions: readonly number[], since?: HistogramSnapshot): number[] {
    const size = this.count - (since?.count ?? 0);
    if (size <= 0) return fractions.map(() => 0);
    const ranks = fractions.map((fraction) => Math.min(Math.trunc(size * fraction), size - 1));
    return this.#valuesAt(ranks, since).map(toMilliseconds);
  }

  /** The lower median in whole ms, the value at index ⌊(n−1)/2⌋; 0 where nothing was recorded. */
  median(): number {
    if (this.count === 0) return 0;
    return toMilliseconds(this.#valuesAt([Math.floor((this.count - 1) / 2)])[0] as number);
  }

  /** How many response times fall into each of Locust's rounding buckets, by the bucket's ms, ascending. */
  locustBuckets(): Map<number, number> {
    const buckets = new Map<number, number>();
    for (let i = 0; i < this.#indexes.length; i++) {
      const bucket = locustBucketOf(this.#valueIn(this.#indexes[i] as number) / 1000);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + (this.#counts[i] as number));
    }
    return buckets;
  }

  /** Response times in ms, as exact as the buckets, and how many of each were recorded after `since`; ascending. */
  *responseTimesSince(since?: HistogramSnapshot): Generator<[milliseconds: number, count: number]> {
    let past = 0;
    for (const [i, index] of this.#indexes.entries()) {
      const isKnown = since !== undefined && since.#indexes[past] === index;
      const before = isKnown ? (since.#counts[past++] as number) : 0;
      const count = (this.#counts[i] as number) - before;
      if (count > 0) yield [this.#valueIn(index) / 1000, count];
    }
  }

  /** How many response times after `since` are at most each of `bounds` (ms, ascending), and above the last one. */
  countsUpTo(bounds: readonly number[], since?: HistogramSnapshot): Uint32Array {
    const upTo = new Uint32Array(bounds.length + 1);
    const [indexes, counts] = [this.#indexes, this.#counts];
    const [pastIndexes, pastCounts] = since === undefined ? [nothing, nothing] : [since.#indexes, since.#counts];
    const limits = bounds.map((bound) => bucketOf(Math.round(bound * 1000)));
    let [past, place] = [0, 0];
    for (let i = 0; i < indexes.length; i++) {
      const index = indexes[i] as number;
      let count = counts[i] as number;
      if (pastIndexes[past] === index) count -= pastCounts[past++] as number;
      if (count === 0) continue;
      // Only in the bucket of a bound itself is the value needed.
      while (index >= (limits[place] as number) && this.#valueIn(index) > (bounds[place] as number) * 1000) place++;
      (upTo[place] as number) += count;
    }
    return upTo;
  }

  /** All of it as plain data. */
  toDelta(): HistogramDelta {
    const [min, max] = this.count === 0 ? [0, 0] : [this.#min, this.#max];
    return { min, max, indexes: Array.from(this.#indexes), counts: Array.from(this.#counts) };
  }

  /** Microseconds at 0-based `ranks` of the recorded values in order, those of `since` left out. */
  #valuesAt(ranks: readonly number[], since?: HistogramSnapshot): number[] {
    const highest = since === undefined ? this.count - 1 : Number.POSITIVE_INFINITY;
    const ascending = [...ranks.keys()].sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
    const values = ranks.map(() => 0);
    let [seen, next, past] = [0, 0, 0];
    const [indexes, counts] = [this.#indexes, this.#counts];
    const [pastIndexes, pastCounts] = since === undefined ? [nothing, nothing] : [since.#indexes, since.#counts];
    // For each row in each second: iterators and Maps would take twice as long.
    for (let i = 0; next < ranks.length && i < indexes.length; i++) {
      const index = indexes[i] as number;
      seen += counts[i] as number;
      if (pastIndexes[past] === index) seen -= pastCounts[past++] as number;
      for (; next < ranks.length && seen > (ranks[ascending[next] as number] as number); next++) {
        const place = ascending[next] as number;
        values[place] = ranks[place] === highest ? this.#max : this.#valueIn(index);
      }
    }
    return values;
  }

  /** Microseconds: the midpoint of a bucket, within what was recorded. */
  #valueIn(index: number): number {
    return Math.min(Math.max(midpointOf(index), this.#min), this.#max);
  }
}

const nothing = new Uint32Array();

function toMilliseconds(microseconds: number): number {
  return roundHalfEven(microseconds / 1000);
}
