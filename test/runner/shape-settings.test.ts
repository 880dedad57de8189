import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aboveZero,
  badShape,
  checkKeys,
  checkNumbers,
  type NumberRule,
  oneOrMore,
  wholeNumber,
  zeroOrMore,
} from '../../src/runner/shape-settings.js';
import { TslocError } from '../../src/util/error.js';

describe('the rules of settings', () => {
  it.each<[string, NumberRule, readonly number[], readonly number[]]>([
    ['wholeNumber', wholeNumber, [0, 1, 1000], [-1, 0.5]],
    ['oneOrMore', oneOrMore, [1, 1000], [0, -1, 1.5]],
    ['aboveZero', aboveZero, [0.001, 1, 1e9], [0, -1]],
    ['zeroOrMore', zeroOrMore, [0, 0.5, 1e9], [-0.001]],
  ])('%s knows the edges of what may be', (_name, [holds], good, bad) => {
    expect(good.filter((n) => !holds(n))).toEqual([]);
    expect(bad.filter(holds)).toEqual([]);
    expect([Number.NaN, Number.POSITIVE_INFINITY].filter(holds)).toEqual([]);
  });

  it('hold for any number that they describe', () => {
    const whole = fc.integer({ min: 1, max: 1_000_000 });
    const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(whole, positive, (n, x) => {
        expect([wholeNumber, oneOrMore].map(([holds]) => [holds(n), holds(-n)])).toEqual([
          [true, false],
          [true, false],
        ]);
        expect([aboveZero, zeroOrMore].map(([holds]) => [holds(x), holds(-x)])).toEqual([
          [true, false],
          [true, false],
        ]);
      }),
    );
  });
});

describe('checkNumbers', () => {
  it('is content with numbers that keep their rules', () => {
    expect(() => checkNumbers('Mine', { users: 0, rate: 0.5 }, { users: wholeNumber, rate: aboveZero })).not.toThrow();
  });

  it('names the first setting that does not: whose it is, what was expected, what came', () => {
    const check = () => checkNumbers('Mine', { users: -1, rate: 0 }, { users: wholeNumber, rate: aboveZero });
    expect(check).toThrow(TslocError);
    expect(check).toThrow('Expected Mine.users to be a whole number of 0 or more, got -1.');
    expect(check).toThrow(expect.objectContaining({ code: 'BAD_SHAPE', exitCode: 1 }));
  });

  it.each([
    ["'10'", '10'],
    ['undefined', undefined],
    ['null', null],
    ['NaN', Number.NaN],
  ])('takes %s for no number', (shown, value) => {
    const check = () => checkNumbers('Mine', { rate: value }, { rate: aboveZero });
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
