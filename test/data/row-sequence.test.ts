import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnyRow, InOrder, isInOrder, orderOf, type RowSequence, Shuffled } from '../../src/data/row-sequence.js';
import { type Random, randomStream } from '../../src/util/random.js';

const shuffled = (count: number, repeats: boolean, seed = 'seed') =>
  new Shuffled({ count }, repeats, randomStream(seed, 'test'));
const take = (sequence: RowSequence, length: number) => Array.from({ length }, () => sequence.take());
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const ascending = (indexes: readonly number[]) => indexes.toSorted((a, b) => a - b);

describe('InOrder', () => {
  it('gives every index once, in order, and then none any more', () => {
    fc.assert(
      fc.property(fc.nat(200), (count) => {
        const sequence = new InOrder({ count }, false);
        expect(take(sequence, count)).toEqual(upTo(count));
        expect(take(sequence, 3)).toEqual([undefined, undefined, undefined]);
      }),
    );
  });

  it('begins again when it repeats: the i-th index is i modulo the count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(200), (count, length) => {
        expect(take(new InOrder({ count }, true), length)).toEqual(upTo(length).map((i) => i % count));
      }),
    );
  });

  it('goes on until the end is known, and then heeds it', () => {
    const rows = { count: Number.POSITIVE_INFINITY };
    const [once, again] = [new InOrder(rows, false), new InOrder(rows, true)];
    expect(take(once, 3)).toEqual([0, 1, 2]);
    expect(take(again, 3)).toEqual([0, 1, 2]);
    rows.count = 2;
    expect(take(once, 2)).toEqual([undefined, undefined]);
    expect(take(again, 3)).toEqual([0, 1, 0]);
  });
});

describe('Shuffled', () => {
  it('gives every index once a round, and none after a round that is the only one', () => {
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

  it('repeats its order for the same seed, and has another one for another seed', () => {
    expect(take(shuffled(30, true), 90)).toEqual(take(shuffled(30, true), 90));
    expect(take(shuffled(30, true, 'other'), 30)).not.toEqual(take(shuffled(30, true), 30));
  });

  it('draws only among the rows that are left: one number a row', () => {
    const drawn: [number, number][] = [];
    const last = {
      ...randomStream('seed', 'x'),
      integer: (low: number, high: number) => drawn.push([low, high]) && high,
    };
    expect(take(new Shuffled({ count: 4 }, false, last as Random), 4)).toEqual([3, 0, 1, 2]);
    expect(drawn).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('puts each row at each place about equally often', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = take(shuffled(3, false, `seed ${i}`), 3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('lease', () => {
  const sequences = fc.record({
    isShuffled: fc.boolean(),
    repeats: fc.boolean(),
    count: fc.nat(40),
    leases: fc.array(fc.nat(15), { maxLength: 12 }),
  });

  it('hands out in blocks just what would have been taken one by one', () => {
    fc.assert(
      fc.property(sequences, ({ isShuffled, repeats, count, leases }) => {
        const make = () => (isShuffled ? shuffled(count, repeats) : new InOrder({ count }, repeats));
        const [leased, taken] = [make(), make()];
        const blocks = leases.map((length) => leased.lease(length));
        const asked = leases.reduce((sum, length) => sum + length, 0);
        expect(blocks.flat()).toEqual(take(taken, asked).filter((index) => index !== undefined));
        for (const [i, block] of blocks.entries()) expect(block.length).toBeLessThanOrEqual(leases[i] as number);
      }),
    );
  });

  it('gives nobody what was leased, and nothing more after the end', () => {
    const sequence = new InOrder({ count: 5 }, false);
    expect(sequence.lease(2)).toEqual([0, 1]);
    expect(sequence.take()).toBe(2);
    expect(sequence.lease(10)).toEqual([3, 4]);
    expect(sequence.lease(10)).toEqual([]);
  });
});

describe('AnyRow', () => {
  it('gives each user what its own randomness says, whatever others took', () => {
    const order = new AnyRow({ count: 1000 });
    const alone = randomStream('seed', 'User/0');
    const expected = Array.from({ length: 20 }, () => order.take(alone));
    const [first, second] = [randomStream('seed', 'User/0'), randomStream('seed', 'User/1')];
    const mixed = Array.from({ length: 20 }, () => [order.take(first), order.take(second)] as const);
    expect(mixed.map(([index]) => index)).toEqual(expected);
    expect(mixed.map(([, index]) => index)).not.toEqual(expected);
  });

  it('reaches every row, has no end, and has nothing to give of nothing', () => {
    const random = randomStream('seed', 'x');
    const order = new AnyRow({ count: 5 });
    expect(new Set(Array.from({ length: 200 }, () => order.take(random)))).toEqual(new Set(upTo(5)));
    expect(new AnyRow({ count: 0 }).take(random)).toBeUndefined();
  });
});

describe('orderOf', () => {
  const random = randomStream('seed', 'User/0');
  const indexes = (strategy: Parameters<typeof orderOf>[0], restarts: boolean, seed = 'seed', name = 'rows') => {
    const order = orderOf(strategy, restarts, { count: 12 }, seed, name);
    return Array.from({ length: 24 }, () => order.take(random));
  };

  it('lets circular go round even if nothing restarts, and unique only if it may', () => {
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

  it('knows which strategies read rows one after another', () => {
    expect((['unique', 'circular', 'random', 'shuffle'] as const).filter(isInOrder)).toEqual(['unique', 'circular']);
  });
});
