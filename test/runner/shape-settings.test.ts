import { describe, expect, it } from 'vitest';
import { badShape, checkKeys, checkSettings } from '../../src/runner/shape-settings.js';
import { TslocError } from '../../src/util/error.js';
import { nonNegativeInteger, positiveNumber } from '../../src/util/rules.js';

describe('checkSettings', () => {
  it('accepts values that follow their rules', () => {
    expect(() =>
      checkSettings('Mine', { users: 0, rate: 0.5 }, { users: nonNegativeInteger, rate: positiveNumber }),
    ).not.toThrow();
  });

  it('names the first setting that breaks its rule, its owner, what was expected and the value', () => {
    const check = () =>
      checkSettings('Mine', { users: -1, rate: 0 }, { users: nonNegativeInteger, rate: positiveNumber });
    expect(check).toThrow(TslocError);
    expect(check).toThrow('Expected Mine.users to be a whole number of 0 or more, got -1.');
    expect(check).toThrow(expect.objectContaining({ code: 'BAD_SHAPE', exitCode: 1 }));
  });

  it.each([
    ["'10'", '10'],
    ['undefined', undefined],
    ['null', null],
    ['NaN', Number.NaN],
  ])('refuses %s as a number', (shown, value) => {
    const check = () => checkSettings('Mine', { rate: value }, { rate: positiveNumber });
    expect(check).toThrow(`Expected Mine.rate to be a number above 0, got ${shown}.`);
  });
});

describe('badShape', () => {
  it('shows what was found on one line, and has room for a hint', () => {
    const found = Array.from({ length: 40 }, (_, i) => ({ duration: i }));
    expect(badShape('it', 'good', found).message).not.toContain('\n');
    expect(badShape('it', 'good', 1).hint).toBeUndefined();
    expect(badShape('it', 'good', 1, 'Do better.').hint).toBe('Do better.');
  });
});

describe('checkKeys', () => {
  it('names the first setting that does not exist, and those that do', () => {
    expect(() => checkKeys('it', { a: 1, b: 2 }, ['a', 'b'])).not.toThrow();
    expect(() => checkKeys<{ a: number; b: number }>('it', { a: 1, b: 2 }, ['a'])).toThrow(
      "Expected the settings of it to be any of a, got 'b'.",
    );
    expect(() => checkKeys('it', undefined as unknown as object, [])).not.toThrow();
  });
});
