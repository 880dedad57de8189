/** Response times in an HDR histogram of microseconds, three significant digits; the only file that knows HDR. */
import { Int32Histogram } from 'hdr-histogram-js';
import { roundHalfEven } from '../util/format.js';

/** The non-empty cells of a histogram at some instant. */
export interface HistogramSnapshot {
  readonly count: number;
  readonly indexes: Uint32Array;
  readonly counts: Uint32Array;
}

/** Where the values of a histogram lie. */
export interface Quantiles {
  /** In whole ms, at the fractions that were asked for. */
  readonly percentiles: readonly number[];
  /** The lower median in whole ms: the value at index ⌊(n−1)/2⌋ of all in order. */
  readonly median: number;
}

/** Counts response times; answers percentiles by Locust's rank rule, in whole milliseconds. */
export class Histogram {
  readonly #hdr = new Int32Histogram(1, 2, 3);
  /** Response times recorded. */
  count = 0;
  /** The least value, µs: nothing is to be found below its cell. */
  #least = Number.POSITIVE_INFINITY;

  constructor() {
    this.#hdr.autoResize = true;
  }

  /** Adds one response time in ms; one below 0 counts as 0. */
  record(milliseconds: number): void {
    const microseconds = Math.max(0, Math.round(milliseconds * 1000));
    this.#hdr.recordValue(microseconds);
    if (microseconds < this.#least) this.#least = microseconds;
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
    return this.#valuesAt(
      fractions.map((fraction) => rankOf(fraction, size)),
      since,
    ).map(toMilliseconds);
  }

  /** Percentiles and median, in one pass. */
  quantiles(fractions: readonly number[]): Quantiles {
    if (this.count === 0) return { percentiles: fractions.map(() => 0), median: 0 };
    const ranks = fractions.map((fraction) => rankOf(fraction, this.count));
    const medianRank = Math.floor((this.count - 1) / 2);
    const place = ranks.filter((rank) => rank < medianRank).length;
    const values = this.#valuesAt(ranks.toSpliced(place, 0, medianRank)).map(toMilliseconds);
    const [median = 0] = values.splice(place, 1);
    return { percentiles: values, median };
  }

  /** The lower median in whole ms; 0 where nothing was recorded. */
  median(): number {
    return this.quantiles([]).median;
  }

  /** A small copy, to ask later what came after it. */
  snapshot(): HistogramSnapshot {
    const all = this.#hdr._counts;
    const indexes: number[] = [];
    const counts: number[] = [];
    for (let index = this.#first(), rest = this.count; rest > 0; index++) {
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
    for (let index = this.#first(); values.length < ranks.length && index < counts.length; index++) {
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

  /** The first cell that holds anything. */
  #first(): number {
    return this.count === 0 ? 0 : this.#hdr.countsArrayIndex(this.#least);
  }

  #middle(index: number): number {
    return this.#hdr.medianEquivalentValue(this.#hdr.valueFromIndex(index));
  }
}

function rankOf(fraction: number, size: number): number {
  return Math.min(Math.trunc(size * fraction), size - 1);
}

function toMilliseconds(microseconds: number): number {
  return roundHalfEven(microseconds / 1000);
}
