/** Seeded randomness: one small independent stream for each name, so that a seed repeats every user's journey. */
import { hash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

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
  /** One of the keys, each as likely as its share among all shares. */
  weighted<K extends string>(shares: Readonly<Record<K, number>>): K;
}

/** The stream of `name` under `seed`: the same two always give the same numbers. */
export function randomStream(seed: string | number, name: string): Random {
  return new Stream(`${seed}/${name}`);
}

/** The state is a hash: streams of names that look alike have nothing in common. */
class Stream implements Random {
  readonly #generator: ReturnType<typeof xoroshiro128plusFromState>;

  constructor(seed: string) {
    const bytes = hash('sha1', seed, 'buffer');
    this.#generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => bytes.readInt32LE(offset)));
  }

  next(): number {
    return (this.#generator.next() >>> 0) / 2 ** 32;
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
