import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrder, isSequential, RandomOrder, SequentialOrder, ShuffledOrder } from '../../src/data/row-order.js';
import { type Random, randomStream } from '../../src/util/random.js';

const shuffled = (count: number, repeats: boolean, seed = 'seed') =>
  new ShuffledOrder({ count }, repeats, randomStream(seed, 'test'));
const take = (sequence: { take(): number | undefined }, length: number) =>
  Array.from({ length }, () => sequence.take());
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const ascending = (indexes: readonly number[]) => indexes.toSorted((a, b) => a - b);

describe('SequentialOrder', () => {
  it('returns every index once, in order, and then none', () => {
    fc.assert(
      fc.property(fc.nat(200), (count) => {
        const sequence = new SequentialOrder({ count }, false);
        expect(take(sequence, count)).toEqual(upTo(count));
        expect(take(sequence, 3)).toEqual([undefined, undefined, undefined]);
      }),
    );
  });

  it('starts over when it repeats: the i-th index is i modulo the count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(200), (count, length) => {
        expect(take(new SequentialOrder({ count }, true), length)).toEqual(upTo(length).map((i) => i % count));
      }),
    );
  });

  it('continues until the count is known', () => {
    const rows = { count: Number.POSITIVE_INFINITY };
    const [once, again] = [new SequentialOrder(rows, false), new SequentialOrder(rows, true)];
    expect(take(once, 3)).toEqual([0, 1, 2]);
    expect(take(again, 3)).toEqual([0, 1, 2]);
    rows.count = 2;
    expect(take(once, 2)).toEqual([undefined, undefined]);
    expect(take(again, 3)).toEqual([0, 1, 0]);
  });
});

describe('ShuffledOrder', () => {
  it('gives every index once, and then none', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.string(), (count, seed) => {
        const sequence = shuffled(count, false, seed);
        expect(ascending(take(sequence, count) as number[])).toEqual(upTo(count));
        expect(take(sequence, 2)).toEqual([undefined, undefined]);
      }),
    );
  });

  it('gives every index once in each round when it repeats, in another order each time', () => {
    const sequence = shuffled(30, true);
    const rounds = Array.from({ length: 3 }, () => take(sequence, 30) as number[]);
    for (const round of rounds) expect(ascending(round)).toEqual(upTo(30));
    expect(new Set(rounds.map(String)).size).toBe(3);
  });

  it('has the same order for the same seed, and another one for another seed', () => {
    expect(take(shuffled(30, true), 90)).toEqual(take(shuffled(30, true), 90));
    expect(take(shuffled(30, true, 'other'), 30)).not.toEqual(take(shuffled(30, true), 30));
  });

  it('draws one number a row, among the remaining rows', () => {
    const drawn: [number, number][] = [];
    const last = {
      ...randomStream('seed', 'x'),
      integer: (low: number, high: number) => drawn.push([low, high]) && high,
    };
    expect(take(new ShuffledOrder({ count: 4 }, false, last as Random), 4)).toEqual([3, 0, 1, 2]);
    expect(drawn).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('gives each order about equally often', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = take(shuffled(3, false, `seed ${i}`), 3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('ShuffledOrder.at', () => {
  it('is the index of each position, asked in any order', () => {
    const taken = take(shuffled(20, false), 20);
    const order = shuffled(20, false);
    const positions = [7, 3, 19, 0, 12];
    expect(positions.map((position) => order.at(position))).toEqual(positions.map((position) => taken[position]));
  });
});

describe('RandomOrder', () => {
  it('gives each user the rows of its own random stream', () => {
    const order = new RandomOrder({ count: 1000 });
    const alone = randomStream('seed', 'User/0');
    const expected = Array.from({ length: 20 }, () => order.take(alone));
    const [first, second] = [randomStream('seed', 'User/0'), randomStream('seed', 'User/1')];
    const mixed = Array.from({ length: 20 }, () => [order.take(first), order.take(second)] as const);
    expect(mixed.map(([index]) => index)).toEqual(expected);
    expect(mixed.map(([, index]) => index)).not.toEqual(expected);
  });

  it('draws every row, without an end, and none of no rows', () => {
    const random = randomStream('seed', 'x');
    const order = new RandomOrder({ count: 5 });
    expect(new Set(Array.from({ length: 200 }, () => order.take(random)))).toEqual(new Set(upTo(5)));
    expect(new RandomOrder({ count: 0 }).take(random)).toBeUndefined();
  });
});

describe('createOrder', () => {
  const random = randomStream('seed', 'User/0');
  const indexes = (strategy: Parameters<typeof createOrder>[0], restarts: boolean, seed = 'seed', name = 'rows') => {
    const order = createOrder(strategy, restarts, { count: 12 }, seed, name);
    return Array.from({ length: 24 }, () => order.take(random));
  };

  it('repeats circular always, and unique only if it restarts', () => {
    expect(indexes('circular', false)).toEqual([...upTo(12), ...upTo(12)]);
    expect(indexes('unique', true)).toEqual([...upTo(12), ...upTo(12)]);
    expect(indexes('unique', false)).toEqual([...upTo(12), ...new Array(12).fill(undefined)]);
  });

  it('shuffles by the seed and the name of the rows', () => {
    expect(indexes('shuffle', true)).toEqual(indexes('shuffle', true));
    expect(indexes('shuffle', true, 'other')).not.toEqual(indexes('shuffle', true));
    expect(indexes('shuffle', true, 'seed', 'others')).not.toEqual(indexes('shuffle', true));
    expect(indexes('shuffle', false).slice(12)).toEqual(new Array(12).fill(undefined));
  });

  it('draws random rows without an end', () => {
    expect(indexes('random', false)).not.toContain(undefined);
  });

  it('tells which strategies read rows one after another', () => {
    expect((['unique', 'circular', 'random', 'shuffle'] as const).filter(isSequential)).toEqual(['unique', 'circular']);
  });
});
