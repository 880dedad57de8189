/** Response times of several rows together, or of a part of a run: each value with how often it occurred. */
import { roundHalfEven } from '../../util/text/format.js';

/** Values in ms with their counts. */
export class Distribution {
  readonly count: number;
  readonly #values: readonly (readonly [milliseconds: number, count: number])[];

  /** `parts` in any order; equal values may occur in several. */
  constructor(parts: Iterable<Iterable<readonly [milliseconds: number, count: number]>>) {
    const counts = new Map<number, number>();
    for (const part of parts) for (const [value, count] of part) counts.set(value, (counts.get(value) ?? 0) + count);
    this.#values = [...counts].sort((a, b) => a[0] - b[0]);
    this.count = this.#values.reduce((sum, [, count]) => sum + count, 0);
  }

  /** Whole ms at a fraction (0..1): the value at index ⌊n·fraction⌋ of all in order, as in the tables. null if empty. */
  percentile(fraction: number): number | null {
    return this.#valueAt(Math.min(Math.trunc(this.count * fraction), this.count - 1));
  }

  median(): number | null {
    return this.percentile(0.5);
  }

  minimum(): number | null {
    return this.#valueAt(0);
  }

  maximum(): number | null {
    return this.#valueAt(this.count - 1);
  }

  #valueAt(rank: number): number | null {
    let seen = 0;
    for (const [value, count] of this.#values) {
      seen += count;
      if (seen > rank) return roundHalfEven(value);
    }
    return null;
  }
}
