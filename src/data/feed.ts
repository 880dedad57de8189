/** The rows of one run: who asks gets the next one. */
import { StopUser } from '../core/signals.js';
import { TslocError } from '../util/error.js';
import type { Random } from '../util/random.js';
import { isInOrder, orderOf, type RowOrder, type Strategy } from './row-sequence.js';
import type { RowSource } from './row-source.js';
import { none, type Rows } from './rows.js';

/** What happens when every row has been given. */
export type OnEnd = 'stop' | 'restart' | 'error';

/** How rows are given. */
export interface FeedRule {
  readonly strategy: Strategy;
  readonly onEnd: OnEnd;
}

/** Gives each caller a row of its own, in the order of the calls. */
export class Feed {
  readonly #source: RowSource;
  readonly #rule: FeedRule;
  readonly #seed: string;
  #opened: Promise<{ readonly rows: Rows<unknown>; readonly order: RowOrder }> | null = null;
  #previous: Promise<unknown> = Promise.resolve();

  constructor(source: RowSource, rule: FeedRule, seed: string) {
    this.#source = source;
    this.#rule = rule;
    this.#seed = seed;
  }

  /**
   * The next row, for a user with this randomness.
   * @throws {StopUser} at the end, if that is the rule
   * @throws {TslocError} `DATA_EXHAUSTED`, `DATA_EMPTY`, `DATA_BROKEN`, `DATA_NOT_FOUND`, `BAD_FEEDER`
   */
  next(random: Random): Promise<unknown> {
    if (!isInOrder(this.#rule.strategy)) return this.#take(random);
    // One at a time: only the read tells whether there was a row, and the next caller's depends on it.
    const row = this.#previous.then(() => this.#take(random));
    this.#previous = row.catch(() => {});
    return row;
  }

  async #take(random: Random): Promise<unknown> {
    this.#opened ??= this.#open();
    const { rows, order } = await this.#opened;
    for (;;) {
      const index = order.take(random);
      if (index === undefined) throw this.#end(rows);
      const row = await rows.read(index);
      if (row !== none) return row;
    }
  }

  async #open(): Promise<{ rows: Rows<unknown>; order: RowOrder }> {
    const { strategy, onEnd } = this.#rule;
    const rows = await this.#source.open(isInOrder(strategy));
    return { rows, order: orderOf(strategy, onEnd === 'restart', rows, this.#seed, this.#source.name) };
  }

  #end({ count }: Rows<unknown>): Error {
    const { name } = this.#source;
    if (count === 0)
      return new TslocError('DATA_EMPTY', `Expected at least one row in ${name}, got none.`, { hint: emptyHint });
    if (this.#rule.onEnd === 'stop') return new StopUser(`All ${count} rows of ${name} have been given.`, true);
    return new TslocError('DATA_EXHAUSTED', `Expected another row in ${name}, all ${count} have been given.`, {
      hint: `Give it more rows, or let it begin again: { onEnd: 'restart' }.`,
    });
  }
}

const emptyHint = 'A .csv file needs a header and a row below it; a generator can be gone through only once.';
