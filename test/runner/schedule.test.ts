import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bursts, loadAt, minutesOf, type SchedulePlan, weekdays } from '../../src/runner/schedule.js';

const plan: SchedulePlan = {
  businessHours: { from: '09:00', to: '17:30', users: 200, spawnRate: 20 },
  offHours: { users: 10, spawnRate: 2 },
};
/** 23 November 2026 is a Monday. */
const at = (moment: string) => Date.parse(moment) / 1000;
const usersAt = (given: SchedulePlan, moment: string) => loadAt(given, at(moment), 0).users;

/** Whether there is a burst, at each second of some stretches. */
function burstSeconds(bursts: Bursts, stretches: number): boolean[] {
  const seconds = Array.from({ length: bursts.every * stretches }, (_, second) => second);
  const given = { ...plan, bursts };
  return seconds.map((second) => loadAt(given, at('2026-11-23T03:00'), second).users !== plan.offHours.users);
}

/** The length of each run of true. */
function lengthsOf(flags: readonly boolean[]): number[] {
  const runs = flags.map((flag) => (flag ? '1' : '0')).join('');
  return (runs.match(/1+/g) ?? []).map((run) => run.length);
}

describe('minutesOf', () => {
  it('reads a time of day, up to the end of the day', () => {
    expect(['00:00', '9:05', '09:05', '23:59', '24:00'].map(minutesOf)).toEqual([0, 545, 545, 1439, 1440]);
  });

  it('reads nothing else', () => {
    const wrong = ['', '9', '24:01', '25:00', '09:60', '9:5', '09:00:00', ' 09:00', '-1:00', '9am'];
    expect(wrong.filter((text) => minutesOf(text) !== null)).toEqual([]);
  });
});

describe('loadAt', () => {
  it('has business hours from one minute to the other, Monday to Friday, by the local clock', () => {
    const moments = [
      '2026-11-23T08:59',
      '2026-11-23T09:00',
      '2026-11-27T17:29',
      '2026-11-27T17:30',
      '2026-11-28T12:00',
    ];
    expect(moments.map((moment) => usersAt(plan, moment))).toEqual([10, 200, 200, 10, 10]);
  });

  it('spawns at the rate of the hour', () => {
    expect(loadAt(plan, at('2026-11-23T12:00'), 0)).toEqual({ users: 200, spawnRate: 20 });
    expect(loadAt(plan, at('2026-11-23T22:00'), 0)).toEqual({ users: 10, spawnRate: 2 });
  });

  it('has business hours on the given days', () => {
    const weekend: SchedulePlan = { ...plan, businessHours: { ...plan.businessHours, days: ['sat', 'sun'] } };
    const noons = ['23', '24', '25', '26', '27', '28', '29'].map((day) => usersAt(weekend, `2026-11-${day}T12:00`));
    expect(noons).toEqual([10, 10, 10, 10, 10, 200, 200]);
  });

  it('supports hours past midnight, by the day on which they begin', () => {
    const night = { ...plan.businessHours, from: '22:00', to: '06:00', days: ['sat'] as const };
    const moments = [
      '2026-11-28T05:59',
      '2026-11-28T22:00',
      '2026-11-29T05:59',
      '2026-11-29T06:00',
      '2026-11-29T22:00',
    ];
    expect(moments.map((moment) => usersAt({ ...plan, businessHours: night }, moment))).toEqual([10, 200, 200, 10, 10]);
  });

  it('supports hours until midnight, and all day', () => {
    const evening = { ...plan.businessHours, from: '20:00', to: '24:00' };
    expect(usersAt({ ...plan, businessHours: evening }, '2026-11-23T23:59')).toBe(200);
    expect(usersAt({ ...plan, businessHours: evening }, '2026-11-24T00:00')).toBe(10);
    const allDay = { ...plan.businessHours, from: '00:00', to: '24:00', days: ['mon'] as const };
    const moments = ['2026-11-22T23:59', '2026-11-23T00:00', '2026-11-23T23:59', '2026-11-24T00:00'];
    expect(moments.map((moment) => usersAt({ ...plan, businessHours: allDay }, moment))).toEqual([10, 200, 200, 10]);
  });

  it('is in business hours for exactly their minutes of a week', () => {
    const time = fc.integer({ min: 0, max: 1439 });
    const days = fc.subarray([...weekdays], { minLength: 1 });
    const text = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(time, time, days, (from, to, chosen) => {
        fc.pre(from !== to);
        const businessHours = { ...plan.businessHours, from: text(from), to: text(to), days: chosen };
        let minutes = 0;
        for (let minute = 0; minute < 7 * 1440; minute++) {
          // By the calendar, since a week may have an hour more or less.
          const moment = new Date(2026, 10, 23, 0, minute).getTime() / 1000;
          if (loadAt({ ...plan, businessHours }, moment, 0).users === 200) minutes++;
        }
        expect(minutes).toBe(((to - from + 1440) % 1440) * chosen.length);
      }),
      { numRuns: 10 },
    );
  });

  describe('with bursts', () => {
    const bursts: Bursts = { every: 600, duration: 60, factor: 5 };

    it('has one in each interval, for its duration', () => {
      const flags = burstSeconds(bursts, 50);
      expect(flags.filter((flag) => flag)).toHaveLength(50 * 60);
      for (const length of lengthsOf(flags)) expect(length % 60).toBe(0);
    });

    it('multiplies the users of the hour, at the same rate', () => {
      const always = { ...plan, bursts: { every: 60, duration: 60, factor: 2.5 } };
      expect(loadAt(always, at('2026-11-23T12:00'), 30)).toEqual({ users: 500, spawnRate: 20 });
      expect(loadAt(always, at('2026-11-23T22:00'), 30)).toEqual({ users: 25, spawnRate: 2 });
    });

    it('may go down to 0 users instead', () => {
      const outage = { ...plan, bursts: { every: 60, duration: 60, factor: 0 } };
      expect(loadAt(outage, at('2026-11-23T12:00'), 30).users).toBe(0);
    });

    it('comes at the same times for the same seed, at others for another', () => {
      const withSeed = (seed?: string) => burstSeconds({ ...bursts, ...(seed ? { seed } : {}) }, 10);
      expect(withSeed('a')).toEqual(withSeed('a'));
      expect(withSeed()).toEqual(withSeed());
      expect(withSeed('a')).not.toEqual(withSeed('b'));
    });

    it('does not come at regular intervals', () => {
      const flags = burstSeconds(bursts, 20);
      const begins = flags.flatMap((flag, second) => (flag && !flags[second - 1] ? [second % bursts.every] : []));
      expect(new Set(begins).size).toBeGreaterThan(10);
    });

    it('has whole users, never below 0, at any time', () => {
      const anyBursts = fc
        .record({
          every: fc.double({ min: 1, max: 1e4, noNaN: true }),
          share: fc.double({ min: 0.01, max: 1, noNaN: true }),
          factor: fc.double({ min: 0, max: 20, noNaN: true }),
          seed: fc.oneof(fc.integer(), fc.string()),
        })
        .map(({ share, ...rest }) => ({ ...rest, duration: rest.every * share }));
      const moment = fc.double({ min: 0, max: 1e9, noNaN: true });
      fc.assert(
        fc.property(anyBursts, moment, fc.integer({ min: 0, max: 1000 }), (some, elapsed, users) => {
          const given = { ...plan, offHours: { users, spawnRate: 1 }, bursts: some };
          const load = loadAt(given, at('2026-11-23T03:00'), elapsed);
          expect([users, Math.round(users * some.factor)]).toContain(load.users);
        }),
      );
    });
  });
});
