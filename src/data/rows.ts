/** Rows by index: what reads them does not know who gets which. */

/** What {@link Rows.read} gives past the last row; a row itself may be any value. */
export const none = Symbol('no row');

/** Rows that are read by index. */
export interface Rows<T> {
  /** How many there are; Infinity until their end has been seen. */
  readonly count: number;
  /** The row at `index`, from 0. */
  read(index: number): Promise<T | typeof none>;
}

/** Rows in memory; each read gives what `copy` makes of the row. */
export class HeldRows<T> implements Rows<T> {
  readonly #rows: readonly T[];
  readonly #copy: (row: T) => T;

  constructor(rows: readonly T[], copy: (row: T) => T = (row) => row) {
    this.#rows = rows;
    this.#copy = copy;
  }

  get count(): number {
    return this.#rows.length;
  }

  async read(index: number): Promise<T | typeof none> {
    return index < this.#rows.length ? this.#copy(this.#rows[index] as T) : none;
  }
}
