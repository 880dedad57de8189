/** Rows of an iterable that can be iterated only once, such as a generator: each is kept, so that it can be read again. */
import { noRow, type Rows } from './rows.js';

/** Reads no further than to the row that is asked for. Only one read may be pending at a time. */
export class KeptRows<T> implements Rows<T> {
  readonly #source: Rows<T>;
  readonly #kept: T[] = [];

  /** The source is read in order, once. */
  constructor(source: Rows<T>) {
    this.#source = source;
  }

  get count(): number {
    return this.#source.count;
  }

  async read(index: number): Promise<T | typeof noRow> {
    while (this.#kept.length <= index) {
      const row = await this.#source.read(this.#kept.length);
      if (row === noRow) return noRow;
      this.#kept.push(row);
    }
    return this.#kept[index] as T;
  }
}
