import { describe, expect, it } from 'vitest';
import { builtInScenarios } from '../../../src/analysis/scenarios/built-in.js';
import { changeLoad } from '../../../src/analysis/scenarios/change-load.js';
import { createLoad } from '../../../src/analysis/scenarios/create-load.js';
import { durationOf, loadAt, peakOf, type ScenarioLoad } from '../../../src/analysis/scenarios/load.js';
import { resolveScenario } from '../../../src/analysis/scenarios/resolve-scenario.js';

const loadOf = (name: string) => resolveScenario(name, builtInScenarios).load;
const names = [...builtInScenarios.keys()];

describe('changeLoad', () => {
  it.each(names)('leaves %s as it is without changes', (name) => {
    expect(changeLoad(loadOf(name), {})).toEqual(loadOf(name));
  });

  it.each([
    [1, 1_000, 100],
    [5, 8, 1],
    [500, 50, 5],
  ])('keeps the default ramp of ten seconds: %d users, then %d', (before, users, spawnRate) => {
    const load = createLoad({ users: before }, (problem) => new Error(problem));
    expect(changeLoad(load, { users })).toMatchObject({ users, spawnRate });
    expect(changeLoad(load, { users, timeScale: 2 })).toMatchObject({ users, spawnRate: 2 * spawnRate });
  });

  it('ramps more users in the same time, or in that of the time scale', () => {
    expect(changeLoad(loadOf('soak'), { users: 2000, timeScale: 60 })).toMatchObject({
      spawnRate: 200,
      ramp: { seconds: 10 },
    });
    expect(changeLoad(loadOf('soak'), { users: 2000, spawnRate: 7 })).toMatchObject({ users: 2000, spawnRate: 7 });
  });

  it('sets users, rate and time of a constant load', () => {
    expect(changeLoad(loadOf('smoke'), { users: 3, spawnRate: 7, runTime: 5 })).toEqual({
      ...{ kind: 'constant', users: 3, spawnRate: 7, runTime: 5, ramp: null },
    });
  });

  it.each(names)('plays %s in a tenth of the time, ramps included, with as many users', (name) => {
    const [load, fast] = [loadOf(name), changeLoad(loadOf(name), { timeScale: 10 })];
    expect(durationOf(fast)).toBeCloseTo((durationOf(load) as number) / 10, 9);
    expect(peakOf(fast)).toBe(peakOf(load));
    for (const part of [0, 0.1, 0.3, 0.5, 0.9]) {
      const at = part * (durationOf(load) as number);
      expect(loadAt(fast, at / 10)?.users).toBe(loadAt(load, at)?.users);
    }
  });

  it('lets the ramps of a faster load be faster', () => {
    expect(loadAt(changeLoad(loadOf('ladder'), { timeScale: 60 }), 5)?.spawnRate).toBeCloseTo(100, 6);
    expect(loadAt(changeLoad(loadOf('business-hours'), { timeScale: 60 }), 1)).toEqual({ users: 30, spawnRate: 900 });
    const spikes = { ...loadOf('spikes'), rampUp: 60 } as ScenarioLoad;
    expect(loadAt(changeLoad(spikes, { timeScale: 60 }), 0)?.spawnRate).toBe(100);
    expect(changeLoad(loadOf('soak'), { timeScale: 100 })).toMatchObject({
      spawnRate: (200 / 600) * 100,
      runTime: 288,
    });
  });

  it('ends stages and spikes earlier, but never later', () => {
    const short = changeLoad(loadOf('ladder'), { runTime: 7 * 60 });
    expect([durationOf(short), peakOf(short)]).toEqual([420, 200]);
    expect(durationOf(changeLoad(loadOf('ladder'), { runTime: 1e6 }))).toBe(25 * 60);
    expect(durationOf(changeLoad(loadOf('spikes'), { runTime: 1e6 }))).toBe(600);
    expect(durationOf(changeLoad(loadOf('business-hours'), { runTime: 1e6 }))).toBe(1e6);
  });

  it('sets the rate of each change', () => {
    for (const name of ['ladder', 'spikes', 'business-hours'])
      expect(loadAt(changeLoad(loadOf(name), { spawnRate: 9 }), 61)?.spawnRate).toBe(9);
  });

  it('lets no burst of a longer run exceed the users that are asked for', () => {
    const week = changeLoad(loadOf('business-hours'), { users: 50, runTime: 7 * 86_400 });
    const everyTenMinutes = Array.from({ length: 7 * 144 }, (_, i) => loadAt(week, i * 600)?.users as number);
    expect([peakOf(week), Math.max(...everyTenMinutes)]).toEqual([50, 50]);
    const hour = changeLoad(loadOf('business-hours'), { users: 150, runTime: 3600 });
    expect(loadAt(hour, 0)?.users).toBe(30); // as in the whole day
  });
});
