import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StaircaseShape } from '../../src/runner/staircase-shape.js';
import { tickAt, ticksOf, usersOf } from '../helpers/users/shape-time.js';

type Settings = 'steps' | 'stepUsers' | 'stepTime' | 'holdTime' | 'spawnRate';

function shapeOf(given: Partial<Record<Settings, number>>) {
  class Mine extends StaircaseShape {}
  return new (Object.assign(Mine, given))();
}

describe('StaircaseShape', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes up step by step, stays at the top, comes down the same steps and ends', () => {
    const shape = shapeOf({ steps: 3, stepUsers: 10, stepTime: 2, holdTime: 3, spawnRate: 5 });
    expect(usersOf(shape)).toEqual([10, 10, 20, 20, 30, 30, 30, 20, 20, 10, 10]);
    expect(tickAt(shape, 11)).toBeNull();
  });

  it('goes down as fast as it goes up', () => {
    const rates = ticksOf(shapeOf({ spawnRate: 2.5 })).map(([, spawnRate]) => spawnRate);
    expect(new Set(rates)).toEqual(new Set([2.5]));
  });

  it('is a plain load if it has one step only', () => {
    expect(usersOf(shapeOf({ steps: 1, stepUsers: 7, holdTime: 4 }))).toEqual([7, 7, 7, 7]);
  });

  it('works without any setting: 50 users after two minutes', () => {
    const users = usersOf(shapeOf({}));
    expect(users).toHaveLength(300);
    expect([users.indexOf(50), users.lastIndexOf(50)]).toEqual([120, 179]);
  });

  it('is as long on each step down as on the same step up, and skips none', () => {
    const seconds = fc.integer({ min: 1, max: 30 });
    const settings = fc.record({
      steps: fc.integer({ min: 1, max: 12 }),
      stepUsers: fc.integer({ min: 1, max: 100 }),
      stepTime: seconds,
      holdTime: seconds,
    });
    fc.assert(
      fc.property(settings, (given) => {
        const users = usersOf(shapeOf(given));
        expect(users).toEqual(users.toReversed());
        const levels = Array.from({ length: given.steps }, (_, i) => (i + 1) * given.stepUsers);
        expect([...new Set(users)]).toEqual(levels);
        expect(users.filter((one) => one === levels.at(-1))).toHaveLength(given.holdTime);
        expect(users).toHaveLength(2 * (given.steps - 1) * given.stepTime + given.holdTime);
      }),
    );
  });

  it('changes its steps on time also when they take fractions of a second', () => {
    const shape = shapeOf({ steps: 3, stepUsers: 1, stepTime: 0.1, holdTime: 0.1 });
    const moments = [0, 0.05, 0.15, 0.25, 0.35, 0.45];
    expect(moments.map((seconds) => tickAt(shape, seconds)?.[0])).toEqual([1, 1, 2, 3, 2, 1]);
    expect(tickAt(shape, 0.501)).toBeNull();
  });

  it.each([
    ['steps', 0, 'a whole number above 0'],
    ['stepUsers', 0.5, 'a whole number above 0'],
    ['stepTime', 0, 'a number above 0'],
    ['holdTime', -1, 'a number above 0'],
    ['spawnRate', 0, 'a number above 0'],
  ])('refuses %s = %d', (key, value, expected) => {
    const make = () => shapeOf({ [key]: value });
    expect(make).toThrow(`Expected Mine.${key} to be ${expected}, got ${value}.`);
    expect(make).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
  });
});
