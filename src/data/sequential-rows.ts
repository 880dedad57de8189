/** Rows of an iterable: read one after another, each when it is needed. */
import { TslocError } from '../util/error.js';
import { noRow, type Rows } from './rows.js';

/** Opens the rows at the first one; called again to start over. */
export type RowIteration<R> = () => Iterable<R> | AsyncIterable<R>;

/**
 * Reads the row at an index by iterating to it: cheap for ascending indexes; an earlier index starts over. Only one read may
 * be pending at a time.
 */
export class SequentialRows<R, T> implements Rows<T> {
  count = Number.POSITIVE_INFINITY;
  readonly #open: RowIteration<R>;
  readonly #decode: (raw: R) => T | Promise<T>;
  #iterator: Iterator<R> | AsyncIterator<R> | null = null;
  #nextIndex = 0;
  #failure: { readonly error: unknown } | null = null;

  constructor(open: RowIteration<R>, decode: (raw: R) => T | Promise<T>) {
    this.#open = open;
    this.#decode = decode;
  }

  async read(index: number): Promise<T | typeof noRow> {
    if (this.#iterator !== null && index < this.#nextIndex) await this.#rewind();
    this.#iterator ??= iteratorOf(this.#open());
    for (;;) {
      const result = await this.#readNext(this.#iterator);
      if (result.done === true) return this.#finish();
      if (this.#nextIndex++ === index) return this.#decode(result.value);
    }
  }

  async #rewind(): Promise<void> {
    const previous = this.#iterator;
    await previous?.return?.();
    this.#iterator = iteratorOf(this.#open());
    this.#nextIndex = 0;
    if (this.#iterator === previous) this.#failure = { error: consumedRowsError() };
  }

  /** An iterator that has thrown is `done` from then on, which would look like the end of the rows: its error is kept. */
  async #readNext(iterator: Iterator<R> | AsyncIterator<R>): Promise<IteratorResult<R>> {
    if (this.#failure !== null) throw this.#failure.error;
    try {
      return await iterator.next();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  #finish(): typeof noRow {
    const isConsumed = this.#nextIndex === 0 && this.count > 0 && this.count < Number.POSITIVE_INFINITY;
    if (isConsumed) throw consumedRowsError();
    this.count = this.#nextIndex;
    return noRow;
  }
}

function iteratorOf<R>(rows: Iterable<R> | AsyncIterable<R>): Iterator<R> | AsyncIterator<R> {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}

function consumedRowsError(): TslocError {
  const hint = 'Pass the function that makes the rows: feeder(rows), not feeder(rows()).';
  const message = 'Expected rows that can be iterated again, got a generator that has been consumed.';
  return new TslocError('BAD_FEEDER', message, { hint });
}
