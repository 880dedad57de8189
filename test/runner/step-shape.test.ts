import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StepShape } from '../../src/runner/step-shape.js';
import { tickAt, ticksOf, usersOf } from '../helpers/users/shape-time.js';

function shapeOf(given: Partial<Record<'stepTime' | 'stepLoad' | 'spawnRate' | 'timeLimit', number>>) {
  class Mine extends StepShape {}
  return new (Object.assign(Mine, given))();
}

describe('StepShape', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is Locust’s example by default: 10 more users every 30 seconds, for ten minutes', () => {
    const shape = shapeOf({});
    const users = usersOf(shape);
    expect(users).toHaveLength(600);
    expect([0, 29, 30, 59, 60, 599].map((second) => users[second])).toEqual([10, 10, 20, 20, 30, 200]);
    expect(tickAt(shape, 0)).toEqual([10, 10]);
    expect(tickAt(shape, 600)).toBeNull();
  });

  it('has its own settings', () => {
    const shape = shapeOf({ stepTime: 2, stepLoad: 5, spawnRate: 2.5, timeLimit: 5 });
    expect(ticksOf(shape)).toEqual([
      [5, 2.5],
      [5, 2.5],
      [10, 2.5],
      [10, 2.5],
      [15, 2.5],
    ]);
  });

  it('only ever goes up, by whole steps, one at a time', () => {
    const seconds = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 1, max: 500 }), seconds, (stepTime, stepLoad, timeLimit) => {
        const users = usersOf(shapeOf({ stepTime, stepLoad, timeLimit }));
        expect(users).toHaveLength(timeLimit);
        expect(users[0]).toBe(stepLoad);
        expect(users.at(-1)).toBe(Math.ceil(timeLimit / stepTime) * stepLoad);
        const rises = users.slice(1).map((count, i) => count - (users[i] as number));
        expect(rises.filter((rise) => rise !== 0 && rise !== stepLoad)).toEqual([]);
      }),
    );
  });

  it.each([
    ['stepTime', 0, 'a number above 0'],
    ['stepLoad', 0, 'a whole number above 0'],
    ['stepLoad', 2.5, 'a whole number above 0'],
    ['spawnRate', 0, 'a number above 0'],
    ['timeLimit', -1, 'a number above 0'],
  ])('refuses %s = %d', (key, value, expected) => {
    const make = () => shapeOf({ [key]: value });
    expect(make).toThrow(`Expected Mine.${key} to be ${expected}, got ${value}.`);
    expect(make).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
  });
});
