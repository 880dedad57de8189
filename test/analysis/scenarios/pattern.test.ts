import { describe, expect, it } from 'vitest';
import { createLoad } from '../../../src/analysis/scenarios/create-load.js';
import { durationOf, loadAt, peakOf, usersOverTime } from '../../../src/analysis/scenarios/load.js';
import { type LoadPattern, patternSettings } from '../../../src/analysis/scenarios/pattern.js';

const loadOf = (pattern: LoadPattern, more = {}) =>
  createLoad(patternSettings(pattern, { users: 100, runTime: 1200, ...more }), (problem) => new Error(problem));

describe('patternSettings', () => {
  it.each<[LoadPattern, number]>([
    ['steady', 100],
    ['spike', 500],
    ['stress', 100],
    ['soak', 100],
    ['realistic', 100],
  ])('%s lasts as long as it is told, with a peak of %d users', (pattern, peak) => {
    const load = loadOf(pattern);
    expect([durationOf(load), peakOf(load)]).toEqual([1200, peak]);
  });

  it('goes up in four steps under stress', () => {
    expect(usersOverTime(loadOf('stress'), 4).map(Math.round)).toEqual([25, 50, 75, 100]);
  });

  it('ramps up a soak slowly, unless a ramp is given', () => {
    expect(loadOf('soak')).toMatchObject({ spawnRate: 100 / 120 });
    expect(loadOf('soak', { rampUp: 10 })).toMatchObject({ spawnRate: 10 });
  });

  it('ramps up as it is told, in every pattern', () => {
    const rateOf = (pattern: LoadPattern, more: object) => loadAt(loadOf(pattern, more), 0)?.spawnRate;
    const patterns: LoadPattern[] = ['steady', 'spike', 'stress', 'soak', 'realistic'];
    expect(patterns.map((pattern) => rateOf(pattern, { rampUp: 5 }))).toEqual([20, 20, 5, 20, 4]);
    expect(patterns.map((pattern) => rateOf(pattern, { spawnRate: 3 }))).toEqual([3, 3, 3, 3, 3]);
    for (const pattern of patterns)
      expect(() => loadOf(pattern, { rampUp: 5, spawnRate: 3 })).toThrow('a spawn rate or a ramp, got both');
  });

  it('takes requests per minute for users, who are paced', () => {
    const settings = { requestsPerMinute: 600, runTime: 60 };
    for (const pattern of ['stress', 'soak', 'realistic'] as const) {
      const { pacing, ...load } = patternSettings(pattern, settings);
      expect(pacing).toBe(6);
      expect(peakOf(createLoad(load, Error))).toBe(60);
    }
  });

  it('has highs and lows where it is realistic', () => {
    const users = usersOverTime(loadOf('realistic'), 12).map(Math.round);
    expect([Math.max(...users), Math.min(...users)]).toEqual([100, 20]);
  });
});
