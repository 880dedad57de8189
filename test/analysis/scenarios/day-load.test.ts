import { describe, expect, it } from 'vitest';
import { dayLoadAt, requestsPerMinuteAt } from '../../../src/analysis/scenarios/day-load.js';
import type { DaySettings } from '../../../src/analysis/scenarios/settings.js';

const day: DaySettings = { from: 540, to: 1020, requestsPerMinute: 300, offHoursRequestsPerMinute: 50 };
const atClock = (settings: DaySettings, hour: number) =>
  requestsPerMinuteAt(settings, ((hour * 60 - settings.from + 1440) % 1440) * 60);

describe('requestsPerMinuteAt', () => {
  it('begins with the business hours, and goes around the clock', () => {
    expect([9, 16.9, 17, 23, 0, 8.9].map((hour) => atClock(day, hour))).toEqual([300, 300, 50, 50, 50, 50]);
    expect(requestsPerMinuteAt(day, 24 * 3600)).toBe(300);
  });

  it('multiplies by the peak, in and out of business hours', () => {
    const withPeak = { ...day, peak: { from: 960, to: 1080, multiplier: 2 } };
    expect([15.9, 16, 17, 17.9, 18].map((hour) => atClock(withPeak, hour))).toEqual([300, 600, 100, 100, 50]);
  });

  it('is 0 in a maintenance window, also across midnight', () => {
    const withWindow = { ...day, maintenance: { from: 1380, to: 60 } };
    expect([22.9, 23, 0.5, 0.99, 1].map((hour) => atClock(withWindow, hour))).toEqual([50, 0, 0, 0, 50]);
  });

  it('has business hours and a peak all day where from and to are equal', () => {
    expect([0, 8.9, 9, 23].map((hour) => atClock({ ...day, from: 0, to: 0 }, hour))).toEqual([300, 300, 300, 300]);
    const withPeak = { ...day, peak: { from: 720, to: 720, multiplier: 2 } };
    expect([9, 12, 17].map((hour) => atClock(withPeak, hour))).toEqual([600, 600, 100]);
  });

  it('has one burst of its length at a random moment of each interval, the same for the same seed', () => {
    const bursts = { multiplier: 5, duration: 600, every: 6 * 3600 };
    const moments = (seed: string) =>
      Array.from({ length: 24 * 60 }, (_, minute) => minute * 60).filter(
        (at) => requestsPerMinuteAt({ ...day, bursts: { ...bursts, seed } }, at) % 250 === 0,
      );
    const found = moments('a');
    for (const n of [0, 1, 2, 3]) {
      const inside = found.filter((at) => Math.floor(at / bursts.every) === n);
      expect(inside.length).toBeGreaterThanOrEqual(9);
      expect(inside.length).toBeLessThanOrEqual(11);
      expect((inside.at(-1) as number) - (inside[0] as number)).toBeLessThanOrEqual(600);
    }
    expect(moments('a')).toEqual(found);
    expect(moments('b')).not.toEqual(found);
  });
});

describe('dayLoadAt', () => {
  const plan = { day, usersPerRequest: 0.1, spawnRate: 3, timeScale: 1 };

  it('has as many users as make the requests', () => {
    expect(dayLoadAt(plan, 0)).toEqual({ users: 30, spawnRate: 3 });
    expect(dayLoadAt({ ...plan, spawnRate: 7 }, 9 * 3600)).toEqual({ users: 5, spawnRate: 7 });
  });

  it('plays a day in less time', () => {
    expect([0, 479, 480].map((second) => dayLoadAt({ ...plan, timeScale: 60 }, second).users)).toEqual([30, 30, 5]);
  });
});
