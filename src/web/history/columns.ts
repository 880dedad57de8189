/** Columns of chart points in typed arrays, so that 500 rows of 1,200 points stay below 64 MB. */
import { latencyClassCount } from './latency-classes.js';
import { type MergePlan, mergeBy, pointCapacity, sum } from './timeline.js';

/** A list of numbers that grows with the timeline, up to its capacity. */
export class Column {
  #values: Float32Array;
  length = 0;
  readonly #combine: Combine;
  readonly #missing: number;
  readonly #round: (value: number) => number;

  /** `missing` is the value of points before the first one; `combine` merges the points of a group. */
  constructor(combine: Combine, missing: number, round = thousandth) {
    this.#values = new Float32Array(64);
    this.#combine = combine;
    this.#missing = missing;
    this.#round = round;
  }

  get byteLength(): number {
    return this.#values.byteLength;
  }

  /** Sets the value of point `index`; points that were left out get the missing value. */
  set(index: number, value: number): void {
    this.#grow(index + 1);
    this.#values[index] = value;
  }

  /** Applies a merge plan; `seconds` are those of the points before it. */
  merge(plan: MergePlan, seconds: readonly number[]): void {
    const total = plan.reduce((all, count) => all + count, 0);
    this.#grow(total);
    const merged = mergeBy(plan, this.#values, (from, to) => this.#combine(this.#values, seconds, from, to));
    this.#values = copyPadded(merged);
    this.length = merged.length;
  }

  /** Points `from` to `to`, rounded; NaN becomes null. */
  slice(from: number, to: number): (number | null)[] {
    this.#grow(to);
    return Array.from(this.#values.subarray(from, to), (value) => (Number.isNaN(value) ? null : this.#round(value)));
  }

  #grow(length: number): void {
    if (length > this.#values.length) {
      const longer = new Float32Array(Math.min(pointCapacity, Math.max(length, this.#values.length * 2)));
      longer.set(this.#values.subarray(0, this.length));
      this.#values = longer;
    }
    if (length > this.length) {
      this.#values.fill(this.#missing, this.length, length);
      this.length = length;
    }
  }
}

/** Merges points `from` to `to` of a column whose points last `seconds`. */
export type Combine = (values: ArrayLike<number>, seconds: readonly number[], from: number, to: number) => number;

/** For rates and levels: the mean over time. */
export const meanOverTime: Combine = (values, seconds, from, to) => {
  let weighted = 0;
  for (let i = from; i < to; i++) weighted += (values[i] as number) * (seconds[i] as number);
  return weighted / (sum(seconds, from, to) || 1);
};

/** For running means and totals: that at the end. */
export const latest: Combine = (values, _seconds, _from, to) => values[to - 1] as number;

/** For percentiles: the highest, so that merging hides no peak. NaN where no point has a value. */
export const highest: Combine = (values, _seconds, from, to) => {
  let top = Number.NaN;
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (!(value <= top)) top = Number.isNaN(value) ? top : value;
  }
  return top;
};

/** As {@link highest}, for values of which the lowest matter. */
export const lowest: Combine = (values, seconds, from, to) => {
  const negated = Array.from({ length: to - from }, (_, i) => -(values[from + i] as number));
  return -highest(negated, seconds, 0, to - from);
};

/** For what is measured in some points only: the mean over their time. NaN where no point has a value. */
export const meanOfKnown: Combine = (values, seconds, from, to) => {
  let [weighted, time] = [0, 0];
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    weighted += value * (seconds[i] as number);
    time += seconds[i] as number;
  }
  return time === 0 ? Number.NaN : weighted / time;
};

/** By name. */
export const combineBy = { lowest, mean: meanOfKnown, highest } as const;

/** Four significant digits: for values of any size. */
export function significant(value: number): number {
  return Number(value.toPrecision(4));
}

/**
 * Counts of latency classes: two bytes for each class, and a shift for each point. A count over 65,535 keeps its 16 leading bits, which is
 * within 0.002 % of it.
 */
export class LatencyColumn {
  #counts = new Uint16Array(64 * latencyClassCount);
  #shifts = new Uint8Array(64);
  #length = 0;

  get byteLength(): number {
    return this.#counts.byteLength + this.#shifts.byteLength;
  }

  /** Sets the counts of point `index`; points that were left out have none. */
  set(index: number, counts: ArrayLike<number>): void {
    this.#grow(index + 1);
    let top = 0;
    for (let i = 0; i < counts.length; i++) top = Math.max(top, counts[i] as number);
    let shift = 0;
    while (top / 2 ** shift > 65_535) shift++;
    this.#shifts[index] = shift;
    for (let i = 0; i < latencyClassCount; i++)
      this.#counts[index * latencyClassCount + i] = Math.round(((counts[i] as number) ?? 0) / 2 ** shift);
  }

  /** The counts of points `from` to `to`, added up. */
  total(from: number, to: number): Float64Array {
    this.#grow(to);
    const counts = new Float64Array(latencyClassCount);
    for (let point = from; point < to; point++) {
      const scale = 2 ** (this.#shifts[point] as number);
      for (let i = 0; i < latencyClassCount; i++)
        (counts[i] as number) += (this.#counts[point * latencyClassCount + i] as number) * scale;
    }
    return counts;
  }

  merge(plan: MergePlan): void {
    const before = new LatencyColumn();
    before.#counts = this.#counts;
    before.#shifts = this.#shifts;
    before.#length = this.#length;
    this.#counts = new Uint16Array(pointCapacity * latencyClassCount);
    this.#shifts = new Uint8Array(pointCapacity);
    this.#length = 0;
    let from = 0;
    for (const [index, count] of plan.entries()) {
      this.set(index, before.total(from, from + count));
      from += count;
    }
  }

  #grow(length: number): void {
    if (length > this.#shifts.length) {
      const points = Math.min(pointCapacity, Math.max(length, this.#shifts.length * 2));
      const [counts, shifts] = [new Uint16Array(points * latencyClassCount), new Uint8Array(points)];
      counts.set(this.#counts);
      shifts.set(this.#shifts);
      this.#counts = counts;
      this.#shifts = shifts;
    }
    this.#length = Math.max(this.#length, length);
  }
}

function thousandth(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function copyPadded(values: readonly number[]): Float32Array {
  const array = new Float32Array(Math.max(64, Math.min(pointCapacity, values.length * 2)));
  array.set(values);
  return array;
}
