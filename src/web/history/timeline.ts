/** The times of chart points, bounded: old points are merged to an even resolution; the newest are never merged. */

/** Points that are never merged: ten minutes of seconds. */
export const newestPointCount = 600;
/** Merged points that are kept before the newest. */
const olderPointCount = 300;
/** At this length, older points are merged: once per `olderPointCount` new points. */
export const pointCapacity = newestPointCount + 2 * olderPointCount;

/** For each point after a merge: how many points before it became one. */
export type MergePlan = readonly number[];

/** When each point ends, and how many seconds it covers. */
export class Timeline {
  /** Epoch seconds, ascending. */
  at: number[] = [];
  seconds: number[] = [];

  get length(): number {
    return this.at.length;
  }

  /** Adds a point; returns how older points are to be merged, or null if they stay. */
  add(at: number, seconds: number): MergePlan | null {
    this.at.push(at);
    this.seconds.push(seconds);
    if (this.length < pointCapacity) return null;
    const plan = this.#plan();
    this.at = mergeBy(plan, this.at, (from, to) => this.at[to - 1] ?? this.at[from] ?? 0);
    this.seconds = mergeBy(plan, this.seconds, (from, to) => sum(this.seconds, from, to));
    return plan;
  }

  #plan(): MergePlan {
    const older = this.length - newestPointCount;
    const target = sum(this.seconds, 0, older) / olderPointCount;
    const plan: number[] = [];
    let [count, covered] = [0, 0];
    for (let i = 0; i < older; i++) {
      count++;
      covered += this.seconds[i] as number;
      if (covered < target && i < older - 1) continue;
      plan.push(count);
      [count, covered] = [0, 0];
    }
    return plan.concat(Array<number>(newestPointCount).fill(1));
  }
}

/** One value for each group of a plan; a group of one keeps its value. */
export function mergeBy<T>(plan: MergePlan, values: ArrayLike<T>, merge: (from: number, to: number) => T): T[] {
  let from = 0;
  return plan.map((count) => {
    const to = from + count;
    const merged = count === 1 ? (values[from] as T) : merge(from, to);
    from = to;
    return merged;
  });
}

/** The sum of `values[from..to)`. */
export function sum(values: ArrayLike<number>, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += values[i] as number;
  return total;
}
