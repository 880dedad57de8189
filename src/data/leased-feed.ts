/** The rows of one run that the workers of a test share: each row once, on whichever node. */
import type { Leases, LeaseWaiter } from '../core/leases.js';
import { type Random, randomStream } from '../util/random.js';
import { createEndError, type FeedSettings } from './feed.js';
import { ShuffledOrder } from './row-order.js';
import type { RowSource } from './row-source.js';
import { noRow, type Rows } from './rows.js';

/** Where the numbers of the rows come from. */
export interface RowLease {
  readonly leases: Leases;
  /** The same on all nodes, another one for each feeder. */
  readonly series: string;
}

/** Every node opens the rows itself and reads those whose numbers it has leased. */
export class LeasedFeed {
  readonly #source: RowSource;
  readonly #settings: FeedSettings;
  readonly #seed: string;
  readonly #lease: RowLease;
  #opened: Promise<Rows<unknown>> | null = null;
  #previousRead: Promise<unknown> = Promise.resolve();
  #round: { readonly number: number; readonly order: ShuffledOrder } | null = null;

  constructor(source: RowSource, settings: FeedSettings, seed: string, lease: RowLease) {
    this.#source = source;
    this.#settings = settings;
    this.#seed = seed;
    this.#lease = lease;
  }

  /** As `Feed.next`; rejects with the reason of the waiter's signal while it waits for the master. */
  async next(_random: Random, waiter: LeaseWaiter): Promise<unknown> {
    // Numbers that a worker gave back, and those of another test, are of rows that may have been read before.
    this.#opened ??= this.#source.open(this.#settings.strategy === 'unique', true);
    const rows = await this.#opened;
    const { leases, series } = this.#lease;
    while (rows.count > 0) {
      const limit = this.#restarts ? Number.POSITIVE_INFINITY : rows.count;
      const number = await leases.take(series, limit, waiter);
      if (number === undefined) break;
      const row = await this.#readNext(rows, number);
      if (row !== noRow) return row;
    }
    throw createEndError(this.#source.name, this.#settings.onEnd, rows.count);
  }

  get #restarts(): boolean {
    return this.#settings.onEnd === 'restart';
  }

  /** One at a time: a source that is iterated cannot read two rows at once. */
  #readNext(rows: Rows<unknown>, number: number): Promise<unknown> {
    const row = this.#previousRead.then(() => this.#read(rows, number));
    this.#previousRead = row.catch(() => {});
    return row;
  }

  async #read(rows: Rows<unknown>, number: number): Promise<unknown> {
    if (number < rows.count) {
      const row = await rows.read(this.#indexOf(rows, number));
      if (row !== noRow) return row;
    }
    if (!this.#restarts || rows.count === 0) return noRow;
    return rows.read(this.#indexOf(rows, number));
  }

  /** The row of a number; those above the count belong to later rounds. */
  #indexOf({ count }: Rows<unknown>, number: number): number {
    const position = Number.isFinite(count) ? number % count : number;
    if (this.#settings.strategy !== 'shuffle') return position;
    const round = Math.floor(number / count);
    if (this.#round?.number !== round) this.#round = { number: round, order: this.#shuffle(count, round) };
    return this.#round.order.at(position);
  }

  /** The same on all nodes; the first round is that of a test in one process. */
  #shuffle(count: number, round: number): ShuffledOrder {
    const { orderName = this.#source.name } = this.#settings;
    const name = `feeder/${orderName}${round === 0 ? '' : `/${round}`}`;
    return new ShuffledOrder({ count }, false, randomStream(this.#seed, name));
  }
}
