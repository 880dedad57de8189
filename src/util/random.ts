/** Seeded random numbers: an independent stream for each name, so that the same seed repeats the behaviour of every user. */
import seedrandom from 'seedrandom';

/** A stream of random numbers. */
export interface Random {
  /** The next number, 0 ≤ n < 1. */
  next(): number;
  /** A whole number, `low` ≤ n ≤ `high`. */
  integer(low: number, high: number): number;
  /** A number, `low` ≤ n < `high`. */
  between(low: number, high: number): number;
  /** One of the items, each as likely as the others. */
  pick<T>(items: readonly T[]): T;
  /** One of the keys, with a probability in proportion to its share. */
  weighted<K extends string>(shares: Readonly<Record<K, number>>): K;
}

/** The stream of a seed and a name: the same pair always gives the same numbers, on every platform. */
export function randomStream(seed: string | number, name: string): Random {
  return new AleaStream(`${seed}/${name}`);
}

/**
 * Johannes Baagøe's Alea. The library derives the four numbers of its state from the seed; they are kept here, without the
 * library's closures, which are four times as large: there is a stream for each of 100,000 users.
 */
class AleaStream implements Random {
  #s0: number;
  #s1: number;
  #s2: number;
  #carry: number;

  constructor(seed: string) {
    const { s0, s1, s2, c } = seedrandom.alea(seed, { state: true }).state();
    this.#s0 = s0;
    this.#s1 = s1;
    this.#s2 = s2;
    this.#carry = c;
  }

  next(): number {
    const sum = 2_091_639 * this.#s0 + this.#carry * 2 ** -32;
    this.#carry = sum | 0;
    this.#s0 = this.#s1;
    this.#s1 = this.#s2;
    this.#s2 = sum - this.#carry;
    return this.#s2;
  }

  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Expected at least one item to pick from, got none.');
    return items[Math.floor(this.next() * items.length)] as T;
  }

  weighted<K extends string>(shares: Readonly<Record<K, number>>): K {
    const keys = Object.keys(shares) as K[];
    const total = keys.reduce((sum, key) => sum + shares[key], 0);
    let rest = this.next() * total;
    for (const key of keys) {
      rest -= shares[key];
      if (rest < 0) return key;
    }
    return this.pick(keys);
  }
}
