/** Rows that come one after another: those ahead stay where they are until they are asked for. */
import { TslocError } from '../util/error.js';
import { none, type Rows } from './rows.js';

/** Anything that can be walked from its beginning to its end, again and again. */
export type Walkable<R> = () => Iterable<R> | AsyncIterable<R>;

/**
 * Reads rows by walking to them: cheap in ascending order, from the beginning again for an earlier one. Ask for one row
 * at a time.
 */
export class Walk<R, T> implements Rows<T> {
  count = Number.POSITIVE_INFINITY;
  readonly #open: Walkable<R>;
  readonly #decode: (raw: R) => T | Promise<T>;
  #steps: Iterator<R> | AsyncIterator<R> | null = null;
  #position = 0;
  #failure: { readonly thrown: unknown } | null = null;

  constructor(open: Walkable<R>, decode: (raw: R) => T | Promise<T>) {
    this.#open = open;
    this.#decode = decode;
  }

  async read(index: number): Promise<T | typeof none> {
    if (this.#steps !== null && index < this.#position) await this.#rewind();
    this.#steps ??= iteratorOf(this.#open());
    for (;;) {
      const step = await this.#step(this.#steps);
      if (step.done === true) return this.#ended();
      if (this.#position++ === index) return this.#decode(step.value);
    }
  }

  async #rewind(): Promise<void> {
    await this.#steps?.return?.();
    this.#steps = null;
    this.#position = 0;
  }

  /** An iterator that has failed says only that it is done: without its failure that would pass for the last row. */
  async #step(steps: Iterator<R> | AsyncIterator<R>): Promise<IteratorResult<R>> {
    if (this.#failure !== null) throw this.#failure.thrown;
    try {
      return await steps.next();
    } catch (thrown) {
      this.#failure = { thrown };
      throw thrown;
    }
  }

  #ended(): typeof none {
    const isUsedUp = this.#position === 0 && this.count > 0 && this.count < Number.POSITIVE_INFINITY;
    if (isUsedUp) throw usedUp();
    this.count = this.#position;
    return none;
  }
}

function iteratorOf<R>(rows: Iterable<R> | AsyncIterable<R>): Iterator<R> | AsyncIterator<R> {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}

function usedUp(): TslocError {
  const hint = 'Give the function that makes the rows: feeder(rows), not feeder(rows()).';
  return new TslocError('BAD_FEEDER', 'Expected rows that can be walked through again, got some that are used up.', {
    hint,
  });
}
