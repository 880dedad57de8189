import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ShapeStage, StagesShape } from '../../src/runner/stages-shape.js';
import { TslocError } from '../../src/util/error.js';
import { tickAt, usersOf } from '../helpers/users/shape-time.js';

class Buyer {}
class Seller {}

function shapeOf(stages: readonly ShapeStage[]) {
  class Mine extends StagesShape {
    static override stages = stages;
  }
  return new Mine();
}

const stage = fc.record({
  duration: fc.integer({ min: 1, max: 20 }),
  users: fc.integer({ min: 0, max: 1000 }),
  spawnRate: fc.double({ min: 0.1, max: 100, noNaN: true }),
});
const stages = fc.array(stage, { minLength: 1, maxLength: 6 }).map((list) => {
  let end = 0;
  return list.map(({ duration, ...load }) => {
    end += duration;
    return { duration: end, ...load };
  });
});

describe('StagesShape', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes from stage to stage at the second at which one ends, and ends with the last', () => {
    const shape = shapeOf([
      { duration: 60, users: 10, spawnRate: 10 },
      { duration: 120, users: 100, spawnRate: 20 },
    ]);
    expect([0, 59.999, 60, 119.999, 120].map((seconds) => tickAt(shape, seconds))).toEqual([
      [10, 10, null],
      [10, 10, null],
      [100, 20, null],
      [100, 20, null],
      null,
    ]);
  });

  it('goes down to 0 users and back', () => {
    const shape = shapeOf([
      { duration: 2, users: 100, spawnRate: 10 },
      { duration: 4, users: 0, spawnRate: 10 },
      { duration: 6, users: 50, spawnRate: 10 },
    ]);
    expect(usersOf(shape)).toEqual([100, 100, 0, 0, 50, 50]);
  });

  it('names the classes that a stage adds users of', () => {
    const shape = shapeOf([
      { duration: 10, users: 2, spawnRate: 1 },
      { duration: 20, users: 4, spawnRate: 1, userClasses: [Buyer, Seller] },
    ]);
    expect(tickAt(shape, 0)).toEqual([2, 1, null]);
    expect(tickAt(shape, 10)).toEqual([4, 1, [Buyer, Seller]]);
  });

  it('has at any time the load of the first stage that is not over', () => {
    fc.assert(
      fc.property(stages, fc.integer({ min: 0, max: 130_000 }), (given, ms) => {
        const current = given.filter(({ duration }) => ms / 1000 < duration).at(0);
        expect(tickAt(shapeOf(given), ms / 1000)).toEqual(
          current === undefined ? null : [current.users, current.spawnRate, null],
        );
      }),
    );
  });

  it('reaches each stage, in order, for its duration', () => {
    fc.assert(
      fc.property(stages, (given) => {
        const expected = given.flatMap(({ duration, users }, i) =>
          Array.from({ length: duration - (given[i - 1]?.duration ?? 0) }, () => users),
        );
        expect(usersOf(shapeOf(given))).toEqual(expected);
      }),
    );
  });

  const good: ShapeStage = { duration: 10, users: 1, spawnRate: 1 };

  it.each<[string, unknown, string]>([
    ['no stages', [], 'Mine.stages to be a list of stages, got []'],
    ['stages that are no list', { ...good }, 'Mine.stages to be a list of stages'],
    ['a stage that is nothing', [null], 'Mine.stages[0].duration to be a number above 0, got undefined'],
    ['users below 0', [good, { ...good, duration: 20, users: -1 }], 'Mine.stages[1].users to be a whole number'],
    ['half a user', [{ ...good, users: 1.5 }], 'Mine.stages[0].users to be a whole number of 0 or more, got 1.5'],
    ['a rate of 0', [{ ...good, spawnRate: 0 }], 'Mine.stages[0].spawnRate to be a number above 0, got 0'],
    ['Python’s spelling', [{ duration: 1, users: 1, spawn_rate: 1 }], 'stages[0].spawnRate to be a number above 0'],
    [
      'an end before the one before',
      [good, good],
      'Mine.stages[1].duration to be more than the 10 of the stage before',
    ],
    [
      'a class that is not there',
      [{ ...good, userClasses: [undefined] }],
      'Mine.stages[0].userClasses to be a list of',
    ],
    ['the name of a class', [{ ...good, userClasses: ['Buyer'] }], 'Mine.stages[0].userClasses to be a list of user'],
  ])('refuses %s before any user starts', (_what, given, message) => {
    const make = () => shapeOf(given as readonly ShapeStage[]);
    expect(make).toThrow(TslocError);
    expect(make).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
    expect(make).toThrow(message);
  });

  it('explains that durations are end times', () => {
    expect(() => shapeOf([good, good])).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('seconds since the start') }),
    );
  });
});
