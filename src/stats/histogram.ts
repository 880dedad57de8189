/** Response times in an HDR histogram of microseconds, three significant digits. */
import { roundHalfEven } from '../util/format.js';
import { cellOf, cellsUpTo, middleOf } from './cells.js';

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

/** So many values are kept as a list first: thousands of names that are seen seldom must not weigh 20 KB each. */
const few = 256;

/** Up to here a cell of two bytes cannot overflow, whatever falls into it. */
const many = 65_535;

/** Counts response times; answers percentiles by Locust's rank rule, in whole milliseconds. */
export class Histogram {
  /** By cell, as far as there are any; null as long as all values are in the list. */
  #counts: Uint16Array | Uint32Array | null = null;
  /** Microseconds, until there are counts. */
  #list: number[] = [];
  /** Response times recorded. */
  count = 0;
  #least = Number.POSITIVE_INFINITY;
  #greatest = 0;

  /** Adds one response time in ms; one below 0 counts as 0. */
  record(milliseconds: number): void {
    const microseconds = Math.max(0, Math.round(milliseconds * 1000));
    if (this.#counts === null) this.#list.push(microseconds);
    else this.#add(this.#counts, microseconds);
    if (microseconds < this.#least) this.#least = microseconds;
    if (microseconds > this.#greatest) this.#greatest = microseconds;
    this.count++;
    if (this.count === few) this.#spread();
    else if (this.count === many) this.#widen();
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
    const indexes: number[] = [];
    const counts: number[] = [];
    this.#eachCell((index, count) => {
      indexes.push(index);
      counts.push(count);
    });
    return { count: this.count, indexes: Uint32Array.from(indexes), counts: Uint32Array.from(counts) };
  }

  /** Microseconds at ascending 0-based `ranks` of all recorded values in order, those of `since` left out. */
  #valuesAt(ranks: readonly number[], since?: HistogramSnapshot): number[] {
    const highest = since === undefined ? this.count - 1 : Number.POSITIVE_INFINITY;
    const values: number[] = [];
    let seen = 0;
    let past = 0;
    this.#eachCell((index, count) => {
      seen += count;
      if (since !== undefined && since.indexes[past] === index) seen -= since.counts[past++] as number;
      for (let rank = ranks[values.length]; rank !== undefined && seen > rank; rank = ranks[values.length]) {
        values.push(rank === highest ? this.#greatest : this.#valueIn(index));
      }
    });
    return values;
  }

  /** Tells of the cells that are not empty, in order. */
  #eachCell(tell: (index: number, count: number) => void): void {
    const counts = this.#counts;
    if (counts === null) {
      eachRun(
        this.#list.map((value) => cellOf(value)).sort((a, b) => a - b),
        tell,
      );
      return;
    }
    for (let index = cellOf(this.#least), rest = this.count; rest > 0 && index < counts.length; index++) {
      const count = counts[index] as number;
      if (count === 0) continue;
      tell(index, count);
      rest -= count;
    }
  }

  /** Microseconds in the middle of a cell, but never outside of what was recorded. */
  #valueIn(index: number): number {
    return Math.min(Math.max(middleOf(index), this.#least), this.#greatest);
  }

  #add(counts: Uint16Array | Uint32Array, microseconds: number): void {
    const cell = cellOf(microseconds);
    if (cell < counts.length) (counts[cell] as number)++;
    else this.#lengthen(counts, microseconds);
  }

  #lengthen(counts: Uint16Array | Uint32Array, microseconds: number): void {
    const length = cellsUpTo(microseconds);
    const longer = counts instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
    longer.set(counts);
    this.#counts = longer;
    this.#add(longer, microseconds);
  }

  #spread(): void {
    this.#counts = new Uint16Array(cellsUpTo(this.#greatest));
    for (const value of this.#list) this.#add(this.#counts, value);
    this.#list = [];
  }

  #widen(): void {
    this.#counts = Uint32Array.from(this.#counts as Uint16Array);
  }
}

/** Tells of each number in a sorted list, and how often it is there. */
function eachRun(sorted: readonly number[], tell: (value: number, times: number) => void): void {
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const value = sorted[from] as number;
    while (sorted[to] === value) to++;
    tell(value, to - from);
  }
}

function rankOf(fraction: number, size: number): number {
  return Math.min(Math.trunc(size * fraction), size - 1);
}

function toMilliseconds(microseconds: number): number {
  return roundHalfEven(microseconds / 1000);
}
