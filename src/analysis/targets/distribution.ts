/** Response times of several rows together, or of a part of a run: each value with how often it occurred. */

/** A response time in ms and how often it occurred. */
type Value = readonly [milliseconds: number, count: number];

/** The exact least and greatest response time, where they are known: ms. */
export interface Extremes {
  readonly minimum: number;
  readonly maximum: number;
}

/** Values in ms with their counts. They are not rounded: bounds may be fractions of a ms. */
export class Distribution {
  readonly count: number;
  readonly #values: readonly Value[];
  readonly #extremes: Extremes | null;

  /** `parts` each ascending; equal values may occur in several. */
  constructor(parts: readonly Iterable<Value>[], extremes: Extremes | null = null) {
    this.#values = parts.length === 1 ? [...(parts[0] as Iterable<Value>)] : merge(parts);
    this.count = this.#values.reduce((sum, [, count]) => sum + count, 0);
    this.#extremes = extremes;
  }

  /** ms at a fraction (0..1): the value at index ⌊n·fraction⌋ of all in order, as in the tables. null if empty. */
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
    if (this.count === 0) return null;
    if (this.#extremes !== null && rank === this.count - 1) return this.#extremes.maximum;
    if (this.#extremes !== null && rank === 0) return this.#extremes.minimum;
    let seen = 0;
    for (const [value, count] of this.#values) {
      seen += count;
      if (seen > rank) return value;
    }
    return null;
  }
}

function merge(parts: readonly Iterable<Value>[]): Value[] {
  const counts = new Map<number, number>();
  for (const part of parts) for (const [value, count] of part) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].sort((a, b) => a[0] - b[0]);
}
