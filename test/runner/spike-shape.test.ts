import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpikeShape } from '../../src/runner/spike-shape.js';
import { tickAt, usersOf } from '../helpers/users/shape-time.js';

type Settings = 'baselineUsers' | 'spikeUsers' | 'spikeAt' | 'spikeDuration' | 'spawnRate' | 'timeLimit';

function shapeOf(given: Partial<Record<Settings, number>>) {
  class Mine extends SpikeShape {}
  return new (Object.assign(Mine, given))();
}

describe('SpikeShape', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('has its spike from spikeAt for spikeDuration, and ends', () => {
    const shape = shapeOf({ baselineUsers: 5, spikeUsers: 50, spikeAt: 10, spikeDuration: 5, timeLimit: 20 });
    const moments = [0, 9.999, 10, 14.999, 15, 19.999];
    expect(moments.map((seconds) => tickAt(shape, seconds)?.[0])).toEqual([5, 5, 50, 50, 5, 5]);
    expect(tickAt(shape, 20)).toBeNull();
  });

  it('ramps down as fast as it ramps up', () => {
    const shape = shapeOf({ spawnRate: 25 });
    expect([60, 120].map((seconds) => tickAt(shape, seconds))).toEqual([
      [100, 25],
      [10, 25],
    ]);
  });

  it('may go from 0 users to the spike and back, or down to 0 for a while', () => {
    const times = { spikeAt: 1, spikeDuration: 2, timeLimit: 4 };
    expect(usersOf(shapeOf({ ...times, baselineUsers: 0, spikeUsers: 100 }))).toEqual([0, 100, 100, 0]);
    expect(usersOf(shapeOf({ ...times, baselineUsers: 100, spikeUsers: 0 }))).toEqual([100, 0, 0, 100]);
  });

  it('works without any setting', () => {
    expect(new Set(usersOf(shapeOf({})))).toEqual(new Set([10, 100]));
  });

  it('has its peak for spikeDuration, and its baseline all the other time', () => {
    const seconds = fc.integer({ min: 1, max: 60 });
    const count = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(seconds, seconds, seconds, count, count, (spikeAt, spikeDuration, after, baselineUsers, more) => {
        const spikeUsers = baselineUsers + more + 1;
        const timeLimit = spikeAt + spikeDuration + after;
        const users = usersOf(shapeOf({ baselineUsers, spikeUsers, spikeAt, spikeDuration, timeLimit }));
        expect(users).toHaveLength(timeLimit);
        expect(users.filter((one) => one === spikeUsers)).toHaveLength(spikeDuration);
        expect(users.filter((one) => one === baselineUsers)).toHaveLength(spikeAt + after);
        expect(users.indexOf(spikeUsers)).toBe(spikeAt);
      }),
    );
  });

  it.each([
    ['baselineUsers', -1, 'a whole number of 0 or more'],
    ['spikeUsers', 0.5, 'a whole number of 0 or more'],
    ['spikeAt', -1, 'a number of 0 or more'],
    ['spikeDuration', 0, 'a number above 0'],
    ['spawnRate', 0, 'a number above 0'],
    ['timeLimit', 0, 'a number above 0'],
    ['spikeAt', 300, 'less than its timeLimit, 300'],
  ])('refuses %s = %d', (key, value, expected) => {
    const make = () => shapeOf({ [key]: value });
    expect(make).toThrow(`Expected Mine.${key} to be ${expected}, got ${value}.`);
    expect(make).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
  });
});
