/** Which row is next: the plan alone, seeded, without the rows. One process can follow it, or a master can lease it out. */
import { type Random, randomStream } from '../util/random.js';

/** How rows are given to users. */
export type Strategy = 'unique' | 'circular' | 'random' | 'shuffle';

/** How many rows there are; Infinity as long as nobody knows. */
export interface Counted {
  readonly count: number;
}

/** Tells which row is next. */
export interface RowOrder {
  /** The index of the next row, undefined after the last one. `random` is the stream of the user who asks. */
  take(random: Random): number | undefined;
}

/** An order that all users share, so that its indexes can be handed out in blocks. */
export abstract class RowSequence implements RowOrder {
  abstract take(): number | undefined;

  /** The next indexes, `length` of them; fewer at the end, none after it. Taken is taken: nobody else gets them. */
  lease(length: number): number[] {
    const indexes: number[] = [];
    while (indexes.length < length) {
      const index = this.take();
      if (index === undefined) break;
      indexes.push(index);
    }
    return indexes;
  }
}

/** From the first row to the last; then, if it repeats, from the first again. */
export class InOrder extends RowSequence {
  readonly #rows: Counted;
  readonly #repeats: boolean;
  #next = 0;

  /** The count is asked for at each take: it may become known, once the end is seen. */
  constructor(rows: Counted, repeats: boolean) {
    super();
    this.#rows = rows;
    this.#repeats = repeats;
  }

  take(): number | undefined {
    if (this.#next >= this.#rows.count) {
      if (!this.#repeats || this.#rows.count === 0) return undefined;
      this.#next = 0;
    }
    return this.#next++;
  }
}

/** Each row once a round, in an order that only `random` decides; if it repeats, each round has its own. */
export class Shuffled extends RowSequence {
  /** Taken ones first: a Fisher-Yates shuffle that goes one step a take, so that millions of rows cost no pause. */
  readonly #indexes: Uint32Array;
  readonly #repeats: boolean;
  readonly #random: Random;
  #taken = 0;

  constructor({ count }: Counted, repeats: boolean, random: Random) {
    super();
    this.#indexes = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#indexes[i] = i;
    this.#repeats = repeats;
    this.#random = random;
  }

  take(): number | undefined {
    const { length } = this.#indexes;
    if (this.#taken === length) {
      if (!this.#repeats || length === 0) return undefined;
      this.#taken = 0;
    }
    const at = this.#random.integer(this.#taken, length - 1);
    const index = this.#indexes[at] as number;
    this.#indexes[at] = this.#indexes[this.#taken] as number;
    this.#indexes[this.#taken++] = index;
    return index;
  }
}

/** Any row each time, drawn by the user who asks: nothing is shared, so there is nothing to lease. */
export class AnyRow implements RowOrder {
  readonly #rows: Counted;

  constructor(rows: Counted) {
    this.#rows = rows;
  }

  take(random: Random): number | undefined {
    return this.#rows.count === 0 ? undefined : random.integer(0, this.#rows.count - 1);
  }
}

/** The order of a strategy over these rows; `restarts` lets a strategy with an end begin again. */
export function orderOf(strategy: Strategy, restarts: boolean, rows: Counted, seed: string, name: string): RowOrder {
  if (strategy === 'random') return new AnyRow(rows);
  if (strategy === 'shuffle') return new Shuffled(rows, restarts, randomStream(seed, `feeder/${name}`));
  return new InOrder(rows, strategy === 'circular' || restarts);
}

/** True if the strategy reads rows one after another, so that they need not be counted first. */
export function isInOrder(strategy: Strategy): boolean {
  return strategy === 'unique' || strategy === 'circular';
}
