import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInScenarios } from '../../../src/analysis/scenarios/built-in.js';
import {
  durationOf,
  loadAt,
  peakOf,
  type ScenarioLoad,
  scaleUsers,
  usersOverTime,
} from '../../../src/analysis/scenarios/load.js';
import { resolveScenario } from '../../../src/analysis/scenarios/resolve-scenario.js';
import type { DaySettings } from '../../../src/analysis/scenarios/settings.js';

const loadOf = (name: string) => resolveScenario(name, builtInScenarios).load;
const constant: ScenarioLoad = { kind: 'constant', users: 10, spawnRate: 2, runTime: 60, ramp: null };
const atMinutes = (load: ScenarioLoad, ...minutes: number[]) =>
  minutes.map((minute) => loadAt(load, minute * 60)?.users);

describe('loadAt', () => {
  it('is constant until the run time', () => {
    expect([0, 59.9, 60].map((second) => loadAt(constant, second))).toEqual([
      { users: 10, spawnRate: 2 },
      { users: 10, spawnRate: 2 },
      null,
    ]);
    expect(loadAt({ ...constant, users: null, spawnRate: null, runTime: null }, 1e9)).toEqual({
      users: 1,
      spawnRate: 1,
    });
  });

  it('goes from stage to stage, each with its ramp', () => {
    const ladder = loadOf('ladder');
    expect(atMinutes(ladder, 0, 4.99, 5, 10, 15, 20, 24.9, 25)).toEqual([
      100,
      100,
      200,
      500,
      1000,
      2000,
      2000,
      undefined,
    ]);
    expect(loadAt(ladder, 5 * 60)?.spawnRate).toBeCloseTo(100 / 60, 10);
    expect(loadAt(ladder, 20 * 60)?.spawnRate).toBeCloseTo(1000 / 60, 10);
  });

  it('has a spike at the end of each interval', () => {
    expect(atMinutes(loadOf('spikes'), 0, 0.9, 1, 2.9, 3, 4, 6, 7, 9.9, 10)).toEqual([
      100,
      100,
      500,
      500,
      100,
      500,
      100,
      500,
      100,
      undefined,
    ]);
  });

  it('follows the hours of a day', () => {
    const { day, ...rest } = loadOf('business-hours') as Extract<ScenarioLoad, { kind: 'day' }>;
    const { bursts: _, ...quiet } = day;
    const load = { ...rest, day: quiet };
    const atHours = (...hours: number[]) => atMinutes(load, ...hours.map((hour) => (hour - 9) * 60));
    expect(atHours(9, 11.9, 12, 13.9, 14, 16.9, 17, 25.9, 26, 27.9, 28, 32.9, 33)).toEqual([
      30,
      30,
      60,
      60,
      30,
      30,
      5,
      5,
      0,
      0,
      5,
      5,
      undefined,
    ]);
  });
});

describe('durationOf and peakOf', () => {
  it.each([
    ['smoke', 60, 10],
    ['ladder', 25 * 60, 2000],
    ['soak', 8 * 3600, 200],
    ['spikes', 600, 500],
    ['business-hours', 86_400, 150],
  ])('%s: %d s, %d users', (name, seconds, users) => {
    expect([durationOf(loadOf(name)), peakOf(loadOf(name))]).toEqual([seconds, users]);
  });
});

describe('peakOf a day', () => {
  const day: DaySettings = { from: 540, to: 1020, requestsPerMinute: 300, offHoursRequestsPerMinute: 50 };
  const loadWith = (settings: Partial<DaySettings>, runTime = 86_400): ScenarioLoad => ({
    ...{ kind: 'day', day: { ...day, ...settings }, usersPerRequest: 0.1, spawnRate: 1, timeScale: 1, runTime },
  });
  /** Each second of it. */
  const greatest = (load: ScenarioLoad) => {
    let users = 0;
    for (let second = 0; second < (durationOf(load) as number); second++)
      users = Math.max(users, loadAt(load, second)?.users ?? 0);
    return users;
  };

  it('includes bursts of a few seconds', () => {
    const load = loadWith({ bursts: { multiplier: 10, duration: 5, every: 3600 } }, 3 * 3600);
    expect(peakOf(load)).toBe(300);
    expect(greatest(scaleUsers(load, 50))).toBe(50);
  });

  it('includes all days', () => {
    const { day } = loadOf('business-hours') as Extract<ScenarioLoad, { kind: 'day' }>;
    expect([peakOf(loadWith(day)), peakOf(loadWith(day, 7 * 86_400))]).toEqual([150, 300]);
  });

  it('includes the start of a peak within a burst, and what follows a burst that lessens the load', () => {
    const peak = { from: 541, to: 542, multiplier: 2 };
    expect(peakOf(loadWith({ peak, bursts: { multiplier: 3, duration: 600, every: 600 } }, 120))).toBe(180);
    expect(peakOf(loadWith({ bursts: { multiplier: 0.1, duration: 60, every: 61 } }, 122))).toBe(30);
  });

  it('excludes maintenance, and what comes after the end', () => {
    const peak = { from: 600, to: 660, multiplier: 2 };
    expect(peakOf(loadWith({ peak }, 3600))).toBe(30);
    expect(peakOf(loadWith({ peak }, 3601))).toBe(60);
    expect(peakOf(loadWith({ peak, maintenance: peak }))).toBe(30);
  });

  it('takes no longer for many bursts', () => {
    expect(peakOf(loadWith({ bursts: { multiplier: 2, duration: 0.5, every: 1 } }, 1e9))).toBe(60);
  });

  it('is exactly what is asked for', () => {
    for (const users of [1, 7, 50, 333]) {
      const load = loadWith({ bursts: { multiplier: 1.117, duration: 600, every: 3600 } });
      expect(peakOf(scaleUsers(load, users))).toBe(users);
    }
  });
});

describe('scaleUsers', () => {
  it.each([...builtInScenarios.keys()])('gives %s another peak, with the same shape', (name) => {
    const load = loadOf(name);
    const peak = peakOf(load) as number;
    const scaled = scaleUsers(load, peak * 2);
    expect(peakOf(scaled)).toBeCloseTo(peak * 2, -1);
    expect(durationOf(scaled)).toBe(durationOf(load));
  });

  it('keeps the time of a ramp of a constant load, and a rate that is given', () => {
    expect(scaleUsers(loadOf('soak'), 2000)).toMatchObject({ users: 2000, spawnRate: 2000 / 600 });
    expect(scaleUsers(constant, 2000)).toEqual({ ...constant, users: 2000 });
  });

  it('never makes a load without a spawn rate', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...builtInScenarios.keys()),
        fc.integer({ min: 0, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (name, peak, part) => {
          const load = scaleUsers(loadOf(name), peak);
          const now = loadAt(load, part * (durationOf(load) as number) * 0.999);
          return now !== null && now.spawnRate > 0 && Number.isInteger(now.users) && now.users >= 0;
        },
      ),
    );
  });
});

describe('usersOverTime', () => {
  it('shows ramps and steps', () => {
    const soak = usersOverTime(loadOf('soak'), 48);
    expect(soak[0]).toBeCloseTo(200, 0);
    expect(usersOverTime(loadOf('ladder'), 5).map(Math.round)).toEqual([100, 200, 500, 1000, 2000]);
    const ramp = usersOverTime({ kind: 'constant', users: 60, spawnRate: 1, runTime: 60, ramp: null }, 6);
    expect(ramp.map(Math.round)).toEqual([10, 20, 30, 40, 50, 60]);
  });
});
