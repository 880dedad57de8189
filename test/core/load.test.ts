import { describe, expect, it } from 'vitest';
import { checkLoad, checkRunTime } from '../../src/core/load.js';

describe('a load', () => {
  it('is users, none or more, and a rate above 0', () => {
    for (const users of [0, 1, 5000]) expect(() => checkLoad({ users, spawnRate: 0.1 })).not.toThrow();
  });

  it.each([
    [{ users: -4, spawnRate: 1 }, 'users -4, spawnRate 1'],
    [{ users: 1.5, spawnRate: 1 }, 'users 1.5, spawnRate 1'],
    [{ users: '3', spawnRate: 1 }, 'users 3, spawnRate 1'],
    [{ users: 3, spawnRate: 0 }, 'users 3, spawnRate 0'],
    [{ users: 3, spawnRate: Number.POSITIVE_INFINITY }, 'users 3, spawnRate Infinity'],
    [{ users: 3 }, 'users 3, spawnRate undefined'],
    [null, 'users undefined, spawnRate undefined'],
    [undefined, 'undefined'],
    [3, '3'],
  ])('is not %j', (load, found) => {
    expect(() => checkLoad(load as never)).toThrow(
      expect.objectContaining({
        code: 'BAD_LOAD',
        message: `Expected whole users of 0 or more and a spawnRate above 0, got ${found}.`,
        hint: 'Write runner.start({ users: 10, spawnRate: 2 }).',
      }),
    );
  });
});

describe('checkRunTime', () => {
  it.each([null, 0, 0.5, 3_600])('accepts %j', (seconds) => {
    expect(() => checkRunTime(seconds)).not.toThrow();
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '10s'])('refuses %j', (seconds) => {
    expect(() => checkRunTime(seconds as number)).toThrow(expect.objectContaining({ code: 'BAD_LOAD' }));
  });
});
