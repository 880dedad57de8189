/** The rows of one run: each caller gets the next one. */
import { StopUser } from '../core/signals.js';
import { TslocError } from '../util/error.js';
import type { Random } from '../util/random.js';
import { createOrder, isSequential, type RowOrder, type Strategy } from './row-order.js';
import type { RowSource } from './row-source.js';
import { noRow, type Rows } from './rows.js';

/** What happens after the last row. */
export type OnEnd = 'stop' | 'restart' | 'error';

/** How rows are given. */
export interface FeedSettings {
  readonly strategy: Strategy;
  readonly onEnd: OnEnd;
  /** Names the random order of `shuffle`; the name of the source by default. */
  readonly orderName?: string;
}

/** Gives rows in the order of the calls. */
export class Feed {
  readonly #source: RowSource;
  readonly #settings: FeedSettings;
  readonly #seed: string;
  #opened: Promise<{ readonly rows: Rows<unknown>; readonly order: RowOrder }> | null = null;
  #previousRow: Promise<unknown> = Promise.resolve();

  constructor(source: RowSource, settings: FeedSettings, seed: string) {
    this.#source = source;
    this.#settings = settings;
    this.#seed = seed;
  }

  /**
   * The next row, for a user with this stream of random numbers.
   * @throws {StopUser} after the last row, if `onEnd` is `stop`
   * @throws {TslocError} `DATA_EXHAUSTED`, `DATA_EMPTY`, `DATA_BROKEN`, `DATA_NOT_FOUND`, `DATA_CHANGED`, `BAD_FEEDER`
   */
  next(random: Random): Promise<unknown> {
    if (!isSequential(this.#settings.strategy)) return this.#take(random);
    // One at a time: only the read tells whether there was a row, and the next caller's row depends on it.
    const row = this.#previousRow.then(() => this.#take(random));
    this.#previousRow = row.catch(() => {});
    return row;
  }

  async #take(random: Random): Promise<unknown> {
    this.#opened ??= this.#open();
    const { rows, order } = await this.#opened;
    for (;;) {
      const index = order.take(random);
      if (index === undefined) throw createEndError(this.#source.name, this.#settings.onEnd, rows.count);
      const row = await rows.read(index);
      if (row !== noRow) return row;
    }
  }

  async #open(): Promise<{ rows: Rows<unknown>; order: RowOrder }> {
    const { strategy, onEnd, orderName = this.#source.name } = this.#settings;
    const rows = await this.#source.open(isSequential(strategy));
    return { rows, order: createOrder(strategy, onEnd === 'restart', rows, this.#seed, orderName) };
  }
}

/** What a caller gets after the last of `count` rows of the source `name`. */
export function createEndError(name: string, onEnd: OnEnd, count: number): Error {
  if (count === 0)
    return new TslocError('DATA_EMPTY', `Expected at least one row in ${name}, got none.`, { hint: emptyHint });
  if (onEnd === 'stop') return new StopUser(`All ${count} rows of ${name} have been used.`, true);
  return new TslocError('DATA_EXHAUSTED', `Expected another row in ${name}, all ${count} have been used.`, {
    hint: "Add rows, or start over after the last one: { onEnd: 'restart' }.",
  });
}

const emptyHint = 'A .csv file needs a row below its header; a generator can be iterated only once.';
