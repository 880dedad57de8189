import { describe, expect, it } from 'vitest';
import type { LeaseRequest } from '../../../src/cluster/leases/lease-messages.js';
import { LeasePool } from '../../../src/cluster/leases/lease-pool.js';
import { NumberRanges } from '../../../src/cluster/leases/number-ranges.js';

const both = ['a', 'b'];
const ask = (number: number, given: Partial<LeaseRequest> = {}): LeaseRequest => {
  return { series: 's', number, want: 10, held: 0, lowest: 0, limit: Number.POSITIVE_INFINITY, returned: [], ...given };
};

describe('LeasePool', () => {
  it('grants each number once, in smaller batches towards the end', () => {
    const pool = new LeasePool(20);
    expect(pool.request('a', ask(1), both)?.numbers).toEqual([[0, 5]]);
    expect(pool.request('b', ask(1), both)?.numbers).toEqual([[5, 9]]);
    expect(pool.request('a', ask(2, { want: 2 }), both)?.numbers).toEqual([[9, 11]]);
  });

  it('repeats its answer to a repeated request, and ignores one before it', () => {
    const pool = new LeasePool(20);
    const first = pool.request('a', ask(4), both);
    expect(pool.request('a', ask(4), both)).toEqual(first);
    expect(pool.request('a', ask(3), both)).toBeNull();
  });

  it('grants again what was given back, once, and only what the worker had', () => {
    const pool = new LeasePool(Number.POSITIVE_INFINITY);
    pool.request('a', ask(1), both);
    const back = ask(2, { want: 0, returned: [[4, 99]] });
    pool.request('a', back, both);
    pool.request('a', back, both);
    expect(pool.request('b', ask(1, { want: 8 }), both)?.numbers).toEqual([
      [4, 10],
      [10, 12],
    ]);
  });

  it('forgets numbers that a worker has used while it holds others: it cannot give them back', () => {
    const pool = new LeasePool(Number.POSITIVE_INFINITY);
    const stocks = { a: new NumberRanges(), b: new NumberRanges() };
    let used = 0;
    for (let number = 1; number <= 1_000; number++) {
      for (const [id, stock] of Object.entries(stocks)) {
        while (stock.size > 5) used += Number(stock.shift() !== undefined);
        const request = ask(number, { held: stock.size, lowest: stock.lowest ?? 0 });
        for (const [from, to] of pool.request(id, request, both)?.numbers ?? []) stock.add(from, to);
      }
    }
    expect(used).toBeGreaterThan(9_000);
    pool.request('a', ask(9_999, { want: 0, returned: [[0, used]] }), both);
    const next = pool.request('b', ask(9_999, { held: stocks.b.size, lowest: stocks.b.lowest ?? 0 }), both);
    expect(next?.numbers[0]?.[0]).toBeGreaterThan(used - 50);
  });

  it('reports the end when no other worker may use a number', () => {
    const pool = new LeasePool(2);
    pool.request('a', ask(1), both);
    pool.request('b', ask(1), both);
    expect(pool.request('b', ask(2), both)).toEqual({ numbers: [], isEnd: false });
    expect(pool.takeWaiting(both)).toEqual([]);
    expect(pool.holdersToRecall(both)).toEqual(['a']);
    expect(pool.request('a', ask(2), both)).toEqual({ numbers: [], isEnd: true });
    expect([pool.takeWaiting(both), pool.takeWaiting(both)]).toEqual([['b'], []]);
    expect(pool.request('b', ask(3), both)?.isEnd).toBe(true);
  });

  it('does not wait for a worker that is gone, and never grants its numbers again', () => {
    const pool = new LeasePool(2);
    pool.request('a', ask(1), both);
    expect(pool.request('b', ask(1), ['b'])?.numbers).toEqual([[1, 2]]);
    expect(pool.request('b', ask(2), ['b'])).toEqual({ numbers: [], isEnd: true });
    pool.keepOnly(new Set(['b']));
    pool.request('a', ask(1, { want: 0, returned: [[0, 1]] }), both);
    expect(pool.request('b', ask(3), both)?.numbers).toEqual([]);
  });

  it('grants nothing beyond the lowest limit that a worker knows', () => {
    const pool = new LeasePool(Number.POSITIVE_INFINITY);
    pool.request('a', ask(1), both);
    pool.request('a', ask(2, { want: 0, limit: 5, returned: [[4, 10]] }), both);
    expect(pool.request('b', ask(1), both)?.numbers).toEqual([[4, 5]]);
    expect(pool.request('b', ask(2), both)).toEqual({ numbers: [], isEnd: true });
  });
});
