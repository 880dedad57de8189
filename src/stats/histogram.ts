/** Response times in an HDR histogram of microseconds, three significant digits; the only file that knows HDR. */
import { Int32Histogram } from 'hdr-histogram-js';
import { roundHalfEven } from '../util/format.js';

/** The non-empty cells of a histogram at some instant. */
export interface HistogramSnapshot {
  readonly count: number;
  readonly indexes: Uint32Array;
  readonly counts: Uint32Array;
}

/** Counts response times; answers percentiles by Locust's rank rule, in whole milliseconds. */
export class Histogram {
  readonly #hdr = new Int32Histogram(1, 2, 3);
  /** Response times recorded. */
  count = 0;

  constructor() {
    this.#hdr.autoResize = true;
  }

  /** Adds one response time in ms; one below 0 counts as 0. */
  record(milliseconds: number): void {
    this.#hdr.recordValue(Math.max(0, Math.round(milliseconds * 1000)));
    this.count++;
  }

  /**
   * The response times at `fractions` (0..1, ascending): the value at index ⌊n·fraction⌋ of all in order, the last
   * one at most (which is exact). Whole ms; 0 where nothing was recorded.
   * Source of the rule: Locust's calculate_response_time_percentile.
   */
  percentiles(fractions: readonly number[], since?: HistogramSnapshot): number[] {
    const size = this.count - (since?.count ?? 0);
    if (size <= 0) return fractions.map(() => 0);
    const ranks = fractions.map((fraction) => Math.min(Math.trunc(size * fraction), size - 1));
    return this.#valuesAt(ranks, since).map((value) => roundHalfEven(value / 1000));
  }

  /** The lower median in whole ms: the value at index ⌊(n−1)/2⌋; 0 where nothing was recorded. */
  median(): number {
    if (this.count === 0) return 0;
    const [value = 0] = this.#valuesAt([Math.floor((this.count - 1) / 2)]);
    return roundHalfEven(value / 1000);
  }

  /** A small copy, to ask later what came after it. */
  snapshot(): HistogramSnapshot {
    const all = this.#hdr._counts;
    const indexes: number[] = [];
    const counts: number[] = [];
    for (let index = 0, rest = this.count; rest > 0; index++) {
      const count = all[index] as number;
      if (count === 0) continue;
      indexes.push(index);
      counts.push(count);
      rest -= count;
    }
    return { count: this.count, indexes: Uint32Array.from(indexes), counts: Uint32Array.from(counts) };
  }

  /** Microseconds at ascending 0-based `ranks` of all recorded values in order, those of `since` left out. */
  #valuesAt(ranks: readonly number[], since?: HistogramSnapshot): number[] {
    const counts = this.#hdr._counts;
    const highest = since === undefined ? this.count - 1 : Number.POSITIVE_INFINITY;
    const values: number[] = [];
    let seen = 0;
    let past = 0;
    for (let index = 0; values.length < ranks.length && index < counts.length; index++) {
      const count = counts[index] as number;
      if (count === 0) continue;
      seen += count;
      if (since !== undefined && since.indexes[past] === index) seen -= since.counts[past++] as number;
      for (let rank = ranks[values.length]; rank !== undefined && seen > rank; rank = ranks[values.length]) {
        values.push(rank === highest ? this.#hdr.maxValue : Math.min(this.#middle(index), this.#hdr.maxValue));
      }
    }
    return values;
  }

  #middle(index: number): number {
    return this.#hdr.medianEquivalentValue(this.#hdr.valueFromIndex(index));
  }
}
