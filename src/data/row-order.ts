/** Which row is next, by index and seed: pure, so that all nodes of a test have the same order. */
import { type Random, randomStream } from '../util/random.js';

/** How rows are given to users. */
export type Strategy = 'unique' | 'circular' | 'random' | 'shuffle';

/** Anything with a number of rows; Infinity while it is unknown. */
export interface RowCount {
  readonly count: number;
}

/** Decides which row is next. */
export interface RowOrder {
  /** The index of the next row, undefined after the last. `random` is the stream of the calling user. */
  take(random: Random): number | undefined;
}

/** From the first row to the last; if it repeats, from the first again. */
export class SequentialOrder implements RowOrder {
  readonly #rows: RowCount;
  readonly #repeats: boolean;
  #next = 0;

  /** The count is read at each take: it becomes known when the end has been read. */
  constructor(rows: RowCount, repeats: boolean) {
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

/** Each row once a round, in random order; if it repeats, each round has its own order. */
export class ShuffledOrder implements RowOrder {
  /** Taken indexes first: a Fisher-Yates shuffle with one step per take, so that millions of rows cause no pause. */
  readonly #indexes: Uint32Array;
  readonly #repeats: boolean;
  readonly #random: Random;
  #takenCount = 0;

  constructor({ count }: RowCount, repeats: boolean, random: Random) {
    this.#indexes = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#indexes[i] = i;
    this.#repeats = repeats;
    this.#random = random;
  }

  take(): number | undefined {
    const { length } = this.#indexes;
    if (this.#takenCount === length) {
      if (!this.#repeats || length === 0) return undefined;
      this.#takenCount = 0;
    }
    const position = this.#random.integer(this.#takenCount, length - 1);
    const index = this.#indexes[position] as number;
    this.#indexes[position] = this.#indexes[this.#takenCount] as number;
    this.#indexes[this.#takenCount++] = index;
    return index;
  }

  /** The index at a position of the current round. */
  at(position: number): number {
    while (this.#takenCount <= position) this.take();
    return this.#indexes[position] as number;
  }
}

/** A random row each time, chosen by the calling user's stream: nothing is shared. */
export class RandomOrder implements RowOrder {
  readonly #rows: RowCount;

  constructor(rows: RowCount) {
    this.#rows = rows;
  }

  take(random: Random): number | undefined {
    return this.#rows.count === 0 ? undefined : random.integer(0, this.#rows.count - 1);
  }
}

/** The order of a strategy; `restarts` lets a strategy with an end start over. `name` identifies the rows. */
export function createOrder(
  strategy: Strategy,
  restarts: boolean,
  rows: RowCount,
  seed: string,
  name: string,
): RowOrder {
  if (strategy === 'random') return new RandomOrder(rows);
  if (strategy === 'shuffle') return new ShuffledOrder(rows, restarts, randomStream(seed, `feeder/${name}`));
  return new SequentialOrder(rows, strategy === 'circular' || restarts);
}

/** True if the strategy reads rows one after another, so that they need not be counted first. */
export function isSequential(strategy: Strategy): boolean {
  return strategy === 'unique' || strategy === 'circular';
}
