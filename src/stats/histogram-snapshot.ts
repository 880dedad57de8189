/** The counts of a histogram at one instant, which do not change any more: percentiles, Locust's buckets. */
import { roundHalfEven } from '../util/text/format.js';
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
  /** How many buckets are not empty. */
  readonly bucketCount: number;
  /** The ascending indexes of the buckets, then their counts. */
  readonly #buckets: Uint32Array;
  readonly #min: number;
  readonly #max: number;
  /** The last result of {@link HistogramSnapshot.percentiles} for the whole, which is asked for again each second. */
  #known: { readonly fractions: readonly number[]; readonly values: readonly number[] } | null = null;

  /** Takes over `buckets`, ascending indexes and then their counts; `min` and `max` are the exact extremes in microseconds. */
  private constructor(buckets: Uint32Array, min: number, max: number) {
    this.#buckets = buckets;
    this.bucketCount = buckets.length >> 1;
    this.#min = min;
    this.#max = max;
    let count = 0;
    for (let i = this.bucketCount; i < buckets.length; i++) count += buckets[i] as number;
    this.count = count;
  }

  /** `indexes` ascending, `counts` beside them. */
  static of(indexes: readonly number[], counts: readonly number[], min: number, max: number): HistogramSnapshot {
    const size = indexes.length;
    const buckets = new Uint32Array(2 * size);
    for (let i = 0; i < size; i++) {
      buckets[i] = indexes[i] as number;
      buckets[size + i] = counts[i] as number;
    }
    return new HistogramSnapshot(buckets, min, max);
  }

  /** A snapshot with further values, in buckets of ascending `indexes`; `min` and `max` of all. */
  plus(indexes: readonly number[], counts: readonly number[], min: number, max: number): HistogramSnapshot {
    if (this.bucketCount === 0) return HistogramSnapshot.of(indexes, counts, min, max);
    const [own, size] = [this.#buckets, this.bucketCount];
    const merged = scratchOf(size + indexes.length);
    let [at, length] = [0, 0];
    const append = (index: number, count: number) => {
      merged.indexes[length] = index;
      merged.counts[length++] = count;
    };
    for (let i = 0; i < indexes.length; i++) {
      const index = indexes[i] as number;
      for (; at < size && (own[at] as number) < index; at++) append(own[at] as number, own[size + at] as number);
      const known = own[at] === index && at < size ? (own[size + at++] as number) : 0;
      append(index, known + (counts[i] as number));
    }
    for (; at < size; at++) append(own[at] as number, own[size + at] as number);
    const buckets = new Uint32Array(2 * length);
    buckets.set(merged.indexes.subarray(0, length));
    buckets.set(merged.counts.subarray(0, length), length);
    return new HistogramSnapshot(buckets, min, max);
  }

  /**
   * Whole ms at `fractions` (0..1, any order): the value at index ⌊n·fraction⌋ of all in order, at most the last one,
   * which is exact. With `since`, an earlier snapshot of the same histogram: of the values recorded after it. 0 if none.
   * Source of the rule: Locust's calculate_response_time_percentile.
   */
  percentiles(fractions: readonly number[], since?: HistogramSnapshot): readonly number[] {
    if (since !== undefined) return this.#percentiles(fractions, since);
    if (this.#known?.fractions === fractions) return this.#known.values;
    const values = this.#percentiles(fractions);
    if (Object.isFrozen(fractions)) this.#known = { fractions, values };
    return values;
  }

  /** How many response times fall into each of Locust's rounding buckets, by the bucket's ms, ascending. */
  locustBuckets(): Map<number, number> {
    const buckets = new Map<number, number>();
    for (let i = 0; i < this.bucketCount; i++) {
      const bucket = locustBucketOf(this.#valueAt(i) / 1000);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + this.#countAt(i));
    }
    return buckets;
  }

  /** Response times in ms, as exact as the buckets, and how many of each were recorded after `since`; ascending. */
  *responseTimesSince(since: HistogramSnapshot = emptySnapshot): Generator<[milliseconds: number, count: number]> {
    let past = 0;
    for (let i = 0; i < this.bucketCount; i++) {
      const isKnown = past < since.bucketCount && since.#buckets[past] === this.#buckets[i];
      const before = isKnown ? since.#countAt(past++) : 0;
      const count = this.#countAt(i) - before;
      if (count > 0) yield [this.#valueAt(i) / 1000, count];
    }
  }

  /**
   * How many response times after `since` are in each interval: up to the first of `bounds` (ms, ascending), from each
   * bound to the next, and above the last one.
   */
  countsBetween(bounds: readonly number[], since: HistogramSnapshot = emptySnapshot): Uint32Array {
    const counts = new Uint32Array(bounds.length + 1);
    const limits = bounds.map((bound) => bucketOf(Math.round(bound * 1000)));
    let [past, place] = [0, 0];
    for (let i = 0; i < this.bucketCount; i++) {
      const index = this.#buckets[i] as number;
      let count = this.#countAt(i);
      if (past < since.bucketCount && since.#buckets[past] === index) count -= since.#countAt(past++);
      if (count === 0) continue;
      // Only in the bucket of a bound itself is the value needed.
      while (index >= (limits[place] as number) && this.#valueAt(i) > (bounds[place] as number) * 1000) place++;
      (counts[place] as number) += count;
    }
    return counts;
  }

  /** All of it as plain data. */
  toDelta(): HistogramDelta {
    const [min, max] = this.count === 0 ? [0, 0] : [this.#min, this.#max];
    const [buckets, size] = [this.#buckets, this.bucketCount];
    return { min, max, indexes: Array.from(buckets.subarray(0, size)), counts: Array.from(buckets.subarray(size)) };
  }

  #percentiles(fractions: readonly number[], earlier?: HistogramSnapshot): number[] {
    const values = fractions.map(() => 0);
    const since = earlier ?? emptySnapshot;
    const size = this.count - since.count;
    if (size <= 0) return values;
    const order = ascendingOrder(fractions);
    const rankOf = (place: number) => Math.min(Math.trunc(size * (fractions[place] as number)), size - 1);
    const highest = earlier === undefined ? size - 1 : Number.POSITIVE_INFINITY;
    let [seen, next, past] = [0, 0, 0];
    // For each row in each second: iterators, Maps and further lists would take twice as long.
    for (let i = 0; next < order.length && i < this.bucketCount; i++) {
      seen += this.#countAt(i);
      if (past < since.bucketCount && since.#buckets[past] === this.#buckets[i]) seen -= since.#countAt(past++);
      for (; next < order.length; next++) {
        const place = order[next] as number;
        const rank = rankOf(place);
        if (seen <= rank) break;
        values[place] = toMilliseconds(rank === highest ? this.#max : this.#valueAt(i));
      }
    }
    return values;
  }

  #countAt(i: number): number {
    return this.#buckets[this.bucketCount + i] as number;
  }

  /**
   * Microseconds that stand for a bucket, within what was recorded: a whole number of ms if it holds one, since many clients
   * measure whole ms, else its midpoint.
   */
  #valueAt(i: number): number {
    const bucket = this.#buckets[i] as number;
    const midpoint = midpointOf(bucket);
    const whole = Math.round(midpoint / 1000) * 1000;
    return Math.min(Math.max(bucketOf(whole) === bucket ? whole : midpoint, this.#min), this.#max);
  }
}

/** Without any response time. */
export const emptySnapshot = HistogramSnapshot.of([], [], Number.POSITIVE_INFINITY, 0);

/** Memory for one {@link HistogramSnapshot.plus} after the other. */
let scratch = { indexes: new Uint32Array(1_024), counts: new Uint32Array(1_024) };

function scratchOf(size: number): typeof scratch {
  const length = Math.max(size, 2 * scratch.indexes.length);
  if (size > scratch.indexes.length) scratch = { indexes: new Uint32Array(length), counts: new Uint32Array(length) };
  return scratch;
}

/** The rows of a snapshot share one frozen list of fractions. */
const ordersByList = new WeakMap<readonly number[], readonly number[]>();

/** The places of the fractions, the lowest first. */
function ascendingOrder(fractions: readonly number[]): readonly number[] {
  const known = ordersByList.get(fractions);
  if (known !== undefined) return known;
  const order = [...fractions.keys()].sort((a, b) => (fractions[a] as number) - (fractions[b] as number));
  if (Object.isFrozen(fractions)) ordersByList.set(fractions, order);
  return order;
}

function toMilliseconds(microseconds: number): number {
  return roundHalfEven(microseconds / 1000);
}
