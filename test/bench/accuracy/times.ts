/** Records single times, for exact percentiles. Pure. */

/** The percentiles that are compared. */
export const fractions = [0.5, 0.9, 0.99, 0.999] as const;

/** Count and percentiles of one side, in ms. */
export interface Account {
  readonly count: number;
  /** At {@link fractions}. */
  readonly percentiles: readonly number[];
}

/** A growing list of times. */
export class Times {
  #values = new Float64Array(1 << 16);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(milliseconds: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#values[this.#count++] = milliseconds;
  }

  /** By the rank rule of the statistics: the value at index ⌊n·fraction⌋ of all in order, the last one at most. */
  account(): Account {
    const sorted = this.#values.slice(0, this.#count).sort();
    const rank = (fraction: number) => Math.min(Math.trunc(this.#count * fraction), this.#count - 1);
    return { count: this.#count, percentiles: fractions.map((fraction) => sorted[rank(fraction)] ?? Number.NaN) };
  }

  #grow(): void {
    const wider = new Float64Array(this.#values.length * 2);
    wider.set(this.#values);
    this.#values = wider;
  }
}
