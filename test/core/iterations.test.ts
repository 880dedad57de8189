import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Iterations } from '../../src/core/iterations.js';

/** Lets `users` take one iteration each in turn, until none is left; returns how many each of them got. */
function shareOut(iterations: Iterations, users: number): number[] {
  const done = Array.from({ length: users }, () => 0);
  for (let wasTaken = true; wasTaken; ) {
    wasTaken = false;
    for (const [user, count] of done.entries()) {
      if (!iterations.take(count)) continue;
      done[user] = count + 1;
      wasTaken = true;
    }
  }
  return done;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe('Iterations', () => {
  it('has no end without limits', () => {
    const iterations = new Iterations(null, null);
    for (let done = 0; done < 10_000; done++) expect(iterations.take(done)).toBe(true);
    expect(iterations.isSpent).toBe(false);
    expect(iterations.perUser).toBe(Number.POSITIVE_INFINITY);
  });

  it('says whether there is a limit', () => {
    expect(
      [new Iterations(null, null), new Iterations(3, null), new Iterations(null, 3)].map((one) => one.isLimited),
    ).toEqual([false, true, true]);
  });

  it('assigns all iterations, in the order of calls', () => {
    const iterations = new Iterations(3, null);
    expect([0, 1, 0, 2, 0].map((done) => iterations.take(done))).toEqual([true, true, true, false, false]);
  });

  it('is spent once the last one has begun, not before', () => {
    const iterations = new Iterations(2, null);
    const spent = [iterations.isSpent];
    for (const done of [0, 1]) {
      iterations.take(done);
      spent.push(iterations.isSpent);
    }
    expect(spent).toEqual([false, false, true]);
  });

  it('limits each user by itself, and is never spent by that', () => {
    const iterations = new Iterations(null, 2);
    expect(shareOut(iterations, 5)).toEqual([2, 2, 2, 2, 2]);
    expect(iterations.isSpent).toBe(false);
  });

  it('are all available again for the next test', () => {
    const iterations = new Iterations(2, 1);
    expect([0, 0, 0].map((done) => iterations.take(done))).toEqual([true, true, false]);
    iterations.reset();
    expect(iterations.isSpent).toBe(false);
    expect([0, 0, 0].map((done) => iterations.take(done))).toEqual([true, true, false]);
  });

  it('does not count what it refuses', () => {
    const iterations = new Iterations(1, 2);
    expect(iterations.take(2)).toBe(false);
    expect(iterations.isSpent).toBe(false);
    expect(iterations.take(1)).toBe(true);
  });

  it('come from a series that nodes share, if there is one: some at once, others later', async () => {
    const numbers = [7, Promise.resolve(8), Promise.resolve(undefined), undefined];
    const asked: string[] = [];
    const take = (series: string) => {
      asked.push(series);
      return numbers.shift();
    };
    const iterations = new Iterations(null, 4);
    iterations.share({ isShared: true, take }, 'iterations 1');
    expect(iterations.take(0)).toBe(true);
    expect(await Promise.all([1, 2, 3, 4].map((done) => iterations.take(done)))).toEqual([true, false, false, false]);
    expect([iterations.started, asked]).toEqual([2, Array(4).fill('iterations 1')]);
    iterations.share({ isShared: true, take }, null);
    expect(iterations.take(0)).toBe(true);
  });

  it('are spent when other nodes have started all, until the next test', () => {
    const iterations = new Iterations(5, null);
    iterations.exhaust();
    expect([iterations.isSpent, iterations.take(0), iterations.started]).toEqual([true, false, 0]);
    iterations.reset();
    expect([iterations.isSpent, iterations.total]).toEqual([false, 5]);
  });

  it('allows exactly as many as both limits, for any number of users', () => {
    const limit = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(limit, limit, fc.integer({ min: 0, max: 20 }), (shared, perUser, users) => {
        const iterations = new Iterations(shared, perUser);
        const done = shareOut(iterations, users);
        expect(sum(done)).toBe(Math.min(shared, perUser * users));
        expect(Math.max(0, ...done)).toBeLessThanOrEqual(perUser);
        expect(iterations.isSpent).toBe(sum(done) === shared);
      }),
    );
  });
});
