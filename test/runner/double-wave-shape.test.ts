import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DoubleWaveShape } from '../../src/runner/double-wave-shape.js';
import { tickAt, ticksOf, usersOf } from '../helpers/users/shape-time.js';

interface Settings {
  readonly minUsers: number;
  readonly peakOneUsers: number;
  readonly peakTwoUsers: number;
  readonly timeLimit: number;
}

function shapeOf(given: Partial<Settings>) {
  class Mine extends DoubleWaveShape {}
  return new (Object.assign(Mine, given))();
}

/** The formula of Locust's example, before it is rounded. */
function locustsWave(t: number, { minUsers, peakOneUsers, peakTwoUsers, timeLimit }: Settings): number {
  return (
    (peakOneUsers - minUsers) * Math.E ** -((t / (((timeLimit / 10) * 2) / 3) - 5) ** 2) +
    (peakTwoUsers - minUsers) * Math.E ** -((t / (((timeLimit / 10) * 2) / 3) - 10) ** 2) +
    minUsers
  );
}

const count = fc.integer({ min: 0, max: 2000 });
const settings: fc.Arbitrary<Settings> = fc.record({
  minUsers: count,
  peakOneUsers: count,
  peakTwoUsers: count,
  timeLimit: fc.integer({ min: 3, max: 120 }),
});

describe('DoubleWaveShape', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is Locust’s example by default: 60 users after 200 seconds, 40 after 400, 20 at the edges', () => {
    const users = usersOf(shapeOf({}));
    expect(users).toHaveLength(600);
    expect([0, 200, 300, 400, 599].map((second) => users[second])).toEqual([20, 60, 20, 40, 20]);
    expect([users.indexOf(60), users.lastIndexOf(60)].every((second) => Math.abs(second - 200) <= 5)).toBe(true);
  });

  it('follows Locust’s formula at every second', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const users = usersOf(shapeOf(given));
        expect(users).toHaveLength(given.timeLimit);
        for (const [second, one] of users.entries()) {
          expect(Math.abs(one - locustsWave(second, given))).toBeLessThanOrEqual(0.5 + 1e-6);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has whole users, never below 0, and reaches both peaks', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const timeLimit = given.timeLimit * 3;
        const shape = shapeOf({ ...given, timeLimit });
        expect(usersOf(shape).filter((one) => !Number.isInteger(one) || one < 0)).toEqual([]);
        expect(tickAt(shape, timeLimit / 3)?.[0]).toBe(given.peakOneUsers);
        expect(tickAt(shape, (timeLimit / 3) * 2)?.[0]).toBe(given.peakTwoUsers);
      }),
      { numRuns: 50 },
    );
  });

  it('goes to 0 users and back between its waves', () => {
    const users = usersOf(shapeOf({ minUsers: 0, peakOneUsers: 100, peakTwoUsers: 100, timeLimit: 90 }));
    expect([0, 30, 45, 60, 89].map((second) => users[second])).toEqual([0, 100, 0, 100, 0]);
  });

  it('spawns fast enough to be where it should be within a second, up as well as down', () => {
    fc.assert(
      fc.property(settings, (given) => {
        let before = 0;
        for (const [users, spawnRate] of ticksOf(shapeOf(given))) {
          expect(spawnRate).toBeGreaterThan(Math.abs(users - before));
          expect(spawnRate).toBeLessThanOrEqual(Math.abs(users - before) + 1);
          before = users;
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['minUsers', -1, 'a whole number of 0 or more'],
    ['peakOneUsers', 0.5, 'a whole number of 0 or more'],
    ['peakTwoUsers', Number.NaN, 'a whole number of 0 or more'],
    ['timeLimit', 0, 'a number above 0'],
  ])('refuses %s = %d', (key, value, expected) => {
    const make = () => shapeOf({ [key]: value });
    expect(make).toThrow(`Expected Mine.${key} to be ${expected}, got ${value}.`);
    expect(make).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
  });
});
