/** Rows by index, from any source; which user gets which row is decided elsewhere. */

/** What {@link Rows.read} gives past the last row; a row itself may be any value. */
export const noRow = Symbol('no row');

/** Rows that are read by index. */
export interface Rows<T> {
  /** How many there are; Infinity until the end has been read. */
  readonly count: number;
  /** The row at `index`, from 0. */
  read(index: number): Promise<T | typeof noRow>;
}

/** Rows in memory. */
export class MemoryRows<T> implements Rows<T> {
  readonly #rows: readonly T[];
  readonly #copy: (row: T) => T;

  /** Each read gives what `copy` returns for the row; by default the row itself. */
  constructor(rows: readonly T[], copy: (row: T) => T = (row) => row) {
    this.#rows = rows;
    this.#copy = copy;
  }

  get count(): number {
    return this.#rows.length;
  }

  async read(index: number): Promise<T | typeof noRow> {
    return index < this.#rows.length ? this.#copy(this.#rows[index] as T) : noRow;
  }
}
