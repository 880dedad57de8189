import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SchedulePlan } from '../../src/runner/schedule.js';
import { scheduleShape } from '../../src/runner/schedule-shape.js';
import { TslocError } from '../../src/util/error.js';
import { tickAt, ticksOf, usersOf } from '../helpers/users/shape-time.js';

const plan: SchedulePlan = {
  businessHours: { from: '09:00', to: '17:00', users: 200, spawnRate: 20 },
  offHours: { users: 10, spawnRate: 2 },
};
const make = (given: Partial<SchedulePlan> = {}) => new (scheduleShape({ ...plan, ...given }))();

describe('scheduleShape', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-23T08:59:58') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('follows the wall clock', () => {
    const shape = make({ timeLimit: 4 });
    expect(ticksOf(shape)).toEqual([
      [10, 2],
      [10, 2],
      [200, 20],
      [200, 20],
    ]);
  });

  it('can start at a fixed time of the week', () => {
    const shape = make({ startAt: '2026-11-27T16:59', timeLimit: 120 });
    const users = usersOf(shape);
    expect([users.slice(0, 60), users.slice(60)].map((part) => [...new Set(part)])).toEqual([[200], [10]]);
    expect(usersOf(shape)).toEqual(users);
  });

  it('plays a day in minutes', () => {
    const users = usersOf(make({ startAt: '2026-11-23T00:00', timeScale: 480, timeLimit: 180 }));
    expect(users).toHaveLength(180);
    expect(users.indexOf(200)).toBe((9 * 3600) / 480 + 0.5);
    expect(users.filter((one) => one === 200)).toHaveLength(60);
  });

  it('plays a whole week, with off hours on its last two days', () => {
    const users = usersOf(make({ startAt: '2026-11-23T00:00', timeScale: 3600, timeLimit: 7 * 24 }));
    const busyHours = Array.from({ length: 7 }, (_, day) => users.slice(day * 24, day * 24 + 24).filter((n) => n > 10));
    expect(busyHours.map((hours) => hours.length)).toEqual([8, 8, 8, 8, 8, 0, 0]);
  });

  it('plays bursts at the speed of the plan', () => {
    const bursts = { every: 3600, duration: 600, factor: 10 };
    const users = usersOf(make({ startAt: '2026-11-23T20:00', timeScale: 60, timeLimit: 180, bursts }));
    expect(new Set(users)).toEqual(new Set([10, 100]));
    const crowded = users.filter((one) => one === 100).length;
    expect(crowded).toBeGreaterThanOrEqual(27);
    expect(crowded).toBeLessThanOrEqual(33);
  });

  it('does not end by itself without a time limit', () => {
    expect(tickAt(make(), 30 * 86_400)).not.toBeNull();
    expect(tickAt(make({ timeLimit: 60 }), 60)).toBeNull();
  });

  it('creates shapes that can be run and extended, each with its own plan', () => {
    class Day extends scheduleShape({ ...plan, startAt: '2026-11-23T12:00' }) {}
    const Night = scheduleShape({ ...plan, startAt: '2026-11-23T23:00' });
    expect([tickAt(new Day(), 0), tickAt(new Night(), 0)]).toEqual([
      [200, 20],
      [10, 2],
    ]);
    expect(Night.abstract).toBe(false);
  });

  const { businessHours } = plan;

  it.each<[string, unknown, string]>([
    [
      'a setting that does not exist',
      { timescale: 60 },
      "the settings of plan to be any of businessHours, offHours, bursts, startAt, timeScale, timeLimit, got 'timescale'",
    ],
    ['hours with one that does not exist', { offHours: { users: 1, rate: 2 } }, "any of users, spawnRate, got 'rate'"],
    ['bursts with one', { bursts: { every: 60, duration: 6, factor: 2, sed: 1 } }, 'settings of bursts to be any of'],
    ['no business hours', { businessHours: undefined }, 'businessHours.users to be a whole number'],
    ['no off hours', { offHours: undefined }, 'offHours.users to be a whole number of 0 or more, got undefined'],
    ['half a user', { offHours: { users: 0.5, spawnRate: 1 } }, 'offHours.users to be a whole number'],
    ['a rate of 0', { offHours: { users: 1, spawnRate: 0 } }, 'offHours.spawnRate to be a number above 0, got 0'],
    [
      'an hour that no day has',
      { businessHours: { ...businessHours, from: '25:00' } },
      "businessHours.from to be a time such as 09:00, got '25:00'",
    ],
    ['no end of hours', { businessHours: { ...businessHours, to: undefined } }, 'businessHours.to to be a time'],
    [
      'hours without length',
      { businessHours: { ...businessHours, to: '9:00' } },
      'businessHours.to to be another time',
    ],
    [
      'a day of its own',
      { businessHours: { ...businessHours, days: ['Monday'] } },
      'businessHours.days to be a list of any of sun',
    ],
    ['no days', { businessHours: { ...businessHours, days: [] } }, 'businessHours.days to be a list'],
    ['a date without a time', { startAt: '2026-11-23' }, 'plan.startAt to be a date and time such as 2026-11-23T08:30'],
    ['a date that does not exist', { startAt: '2026-13-23T08:30' }, 'plan.startAt to be a date and time'],
    ['a time that stands still', { timeScale: 0 }, 'plan.timeScale to be a number above 0, got 0'],
    ['no time at all', { timeLimit: 0 }, 'plan.timeLimit to be a number above 0, got 0'],
    ['bursts without a factor', { bursts: { every: 60, duration: 6 } }, 'bursts.factor to be a number of 0 or more'],
    [
      'bursts that never end',
      { bursts: { every: 60, duration: 61, factor: 2 } },
      'bursts.duration to be at most the 60 seconds',
    ],
    [
      'bursts too short to be seen',
      { timeScale: 60, bursts: { every: 600, duration: 59, factor: 2 } },
      'bursts.duration to be at least a second of the run, 60 seconds of the plan, got 59',
    ],
  ])('refuses a plan with %s when it is created', (_what, given, message) => {
    const attempt = () => scheduleShape({ ...plan, ...(given as SchedulePlan) });
    expect(attempt).toThrow(TslocError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
    expect(attempt).toThrow(message);
  });
});
