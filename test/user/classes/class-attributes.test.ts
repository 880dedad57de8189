import { describe, expect, it } from 'vitest';
import { checkClassAttributes } from '../../../src/user/classes/class-attributes.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';

describe('checkClassAttributes', () => {
  it.each([
    ['weight', -1],
    ['weight', Number.NaN],
    ['weight', '3'],
    ['weight', Number.POSITIVE_INFINITY],
    ['fixedCount', Number.POSITIVE_INFINITY],
    ['fixedCount', 1.5],
    ['fixedCount', -2],
    ['fixedCount', null],
  ])('rejects a %s of %j', (key, value) => {
    class Odd extends User {}
    Object.defineProperty(Odd, key, { value });
    expect(() => checkClassAttributes(Odd)).toThrow(
      expect.objectContaining({
        code: 'BAD_WEIGHT',
        message: expect.stringMatching(new RegExp(`^Expected ${key} of class Odd to be a .+, got '?${value}'?\\.$`)),
      }),
    );
  });

  it.each([-1, Number.POSITIVE_INFINITY, '40', undefined])('rejects a stopTimeout of %j', (value) => {
    class Slow extends User {}
    Object.defineProperty(Slow, 'stopTimeout', { value });
    expect(() => checkClassAttributes(Slow)).toThrow(expect.objectContaining({ code: 'BAD_STOP_TIMEOUT' }));
  });

  it.each([0, 0.5, 40, null])('accepts a stopTimeout of %j', (value) => {
    class Slow extends User {
      static override stopTimeout = value;
    }
    expect(() => checkClassAttributes(Slow)).not.toThrow();
  });

  it.each([5, {}, true])('rejects a host of %j', (host) => {
    class Lost extends User {
      static override host = host as never;
    }
    expect(() => checkClassAttributes(Lost)).toThrow(
      expect.objectContaining({
        code: 'BAD_HOST',
        message: expect.stringMatching(/^Expected host of class Lost to be a string, or null, got .+\.$/),
      }),
    );
  });

  it.each(['http://a', '', null, undefined])('accepts a host of %j', (host) => {
    class Found extends User {
      static override host = host as never;
    }
    expect(() => checkClassAttributes(Found)).not.toThrow();
  });

  it('rejects a waitTime that is not a function, and says how to write a constant wait', () => {
    class Numbered extends User {
      static override waitTime = 3 as never;
    }
    expect(() => checkClassAttributes(Numbered)).toThrow(
      expect.objectContaining({
        code: 'BAD_WAIT_TIME',
        message: 'Expected waitTime of class Numbered to be a function, got 3.',
        hint: 'To always wait 3 seconds, write constant(3).',
      }),
    );
  });

  it('accepts fractions, 0 and an inherited wait', () => {
    class Rare extends User {
      static override weight = 0.5;
      static override fixedCount = 0;
      static override waitTime = constant(1);
    }
    class Rarer extends Rare {}
    for (const accepted of [User, Rare, Rarer]) expect(() => checkClassAttributes(accepted)).not.toThrow();
  });
});
