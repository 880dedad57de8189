import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf, batchOfNode, offsetsWithin } from '../../src/runner/ramp-steps.js';

const rate = fc.double({ min: 0.05, max: 500, noNaN: true });

/** When each user of a ramp from nothing starts, ms: steps at their times, users at their offsets. */
function starts(users: number, spawnRate: number): number[] {
  const batch = batchOf({ spawnRate });
  const times: number[] = [];
  for (let step = 0; times.length < users; step++) {
    const changes = Math.min(batch.users, users - times.length);
    times.push(...offsetsWithin(batch, changes).map((offset) => step * batch.intervalMs + offset));
  }
  return times;
}

describe('batchOf', () => {
  it.each([
    [50, 50, 1000],
    [4, 4, 1000],
    [2.5, 2, 800],
    [1.5, 1, 1000 / 1.5],
    [0.5, 1, 2000],
    [100, 100, 1000],
  ])('at %d users a second starts %i users every %d ms, as Locust does', (spawnRate, users, interval) => {
    const batch = batchOf({ spawnRate });
    expect(batch.users).toBe(users);
    expect(batch.intervalMs).toBeCloseTo(interval, 9);
  });

  it('keeps the rate whatever it is', () => {
    fc.assert(
      fc.property(rate, (spawnRate) => {
        const { users, intervalMs } = batchOf({ spawnRate });
        expect(Number.isInteger(users)).toBe(true);
        expect((users / intervalMs) * 1000).toBeCloseTo(spawnRate, 9);
      }),
    );
  });
});

describe('offsetsWithin', () => {
  it('are even, begin at 0, and lie within the interval, for any number of changes', () => {
    fc.assert(
      fc.property(rate, fc.nat(1000), (spawnRate, changes) => {
        const batch = batchOf({ spawnRate });
        const offsets = offsetsWithin(batch, changes);
        expect(offsets).toHaveLength(changes);
        if (changes === 0) return;
        expect(offsets[0]).toBe(0);
        expect(offsets.at(-1)).toBeLessThan(batch.intervalMs);
        const gap = batch.intervalMs / Math.max(batch.users, changes);
        for (let i = 1; i < changes; i++) {
          expect((offsets[i] as number) - (offsets[i - 1] as number)).toBeCloseTo(gap, 6);
        }
      }),
    );
  });

  it('keep the spawn rate where a step has no more changes than its batch', () => {
    expect(offsetsWithin(batchOf({ spawnRate: 4 }), 2)).toEqual([0, 250]);
  });
});

describe('batchOfNode', () => {
  it.each([
    [100, 10, 100],
    [10, 10, 10],
    [10, 4, 10],
    [3, 8, 3],
    [100, 4, 1],
  ])('at %d users a second and with %i nodes, %i changes are even', (spawnRate, count, changes) => {
    const batch = batchOf({ spawnRate });
    const times = Array.from({ length: count }, (_, i) => {
      const own = Math.ceil((changes - i) / count); // nodes get users in turn
      return offsetsWithin(batchOfNode(batch, i, count), Math.max(own, 0));
    }).flat();
    expect(times).toHaveLength(changes);
    const sorted = times.toSorted((a, b) => a - b);
    expect(sorted.at(-1)).toBeLessThan(batch.intervalMs);
    for (const [i, time] of sorted.entries())
      expect(Math.abs(time - (batch.intervalMs / batch.users) * i)).toBeLessThan(
        Math.max(1, (batch.users % count) * (batch.intervalMs / batch.users)),
      );
  });

  it('lie within the interval, for any number of nodes and changes', () => {
    fc.assert(
      fc.property(
        rate,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 100 }),
        (spawnRate, count, changes) => {
          const batch = batchOf({ spawnRate });
          for (let i = 0; i < count; i++) {
            const last = offsetsWithin(batchOfNode(batch, i, count), changes).at(-1) as number;
            expect(last).toBeLessThan(batch.intervalMs);
          }
        },
      ),
    );
  });
});

describe('a ramp', () => {
  it('starts the first user at once and the 1,000th of 50/s after 19.98 s', () => {
    const times = starts(1000, 50);
    expect(times[0]).toBe(0);
    expect(times[999]).toBeCloseTo(19_980, 6);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('has at the end of each second as many users as Locust, at whole rates', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1000 }), (spawnRate, users) => {
        const times = starts(users, spawnRate);
        for (let second = 1; second <= Math.ceil(users / spawnRate); second++) {
          const locusts = Math.min(users, spawnRate * second);
          expect(times.filter((time) => time < second * 1000 - 0.001)).toHaveLength(locusts);
        }
      }),
    );
  });

  it('has at the end of each step as many users as Locust, at any rate', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 500 }), (spawnRate, users) => {
        const [times, batch] = [starts(users, spawnRate), batchOf({ spawnRate })];
        for (let step = 1; step <= Math.ceil(users / batch.users); step++) {
          const locusts = Math.min(users, batch.users * step);
          expect(times.filter((time) => time < step * batch.intervalMs * (1 - 1e-9))).toHaveLength(locusts);
        }
      }),
    );
  });
});
