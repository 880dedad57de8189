import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFixed, pythonFloat, pythonRepr, roundHalfEven, utcTimestamp } from '../../../src/util/text/format.js';
import { anyText } from '../../helpers/any-text.js';

describe('roundHalfEven', () => {
  it.each([
    [0.4, 0],
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [3.5, 4],
    [2.4999, 2],
    [2.5001, 3],
    [-0.5, 0],
    [-1.5, -2],
    [-2.5, -2],
    [-3.6, -4],
  ])('rounds %d to %d', (x, rounded) => {
    expect(roundHalfEven(x) + 0).toBe(rounded);
  });

  it('is never further than a half away, and even where two whole numbers are equally near', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (x) => {
        const rounded = roundHalfEven(x);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(Math.abs(rounded - x)).toBeLessThanOrEqual(0.5);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (n) => {
        expect(Math.abs(roundHalfEven(n + 0.5) % 2)).toBe(0);
      }),
    );
  });
});

describe('pythonFloat', () => {
  it.each([
    [0, '0.0'],
    [-0, '0.0'],
    [1, '1.0'],
    [-1, '-1.0'],
    [120, '120.0'],
    [99.26, '99.26'],
    [711.1857142857143, '711.1857142857143'],
    [0.35714285714285715, '0.35714285714285715'],
    [0.1 + 0.2, '0.30000000000000004'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [0.000012345, '1.2345e-05'],
    [-0.00001, '-1e-05'],
    [1e-7, '1e-07'],
    [5e-324, '5e-324'],
    [123456789012345680, '1.2345678901234568e+17'],
    [9999999999999998, '9999999999999998.0'],
    [1e16, '1e+16'],
    [1e15, '1000000000000000.0'],
    [1e22, '1e+22'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
  ])('writes %d as Python does: %s', (x, text) => {
    expect(pythonFloat(x)).toBe(text);
  });

  it('loses nothing: what it writes reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const text = pythonFloat(x);
        expect(Number(text) + 0).toBe(x + 0);
        expect(text).toMatch(/^-?\d+\.\d+$|^-?\d(\.\d+)?e[+-]\d{2,3}$/);
      }),
    );
  });
});

describe('formatFixed', () => {
  it.each([
    [0, 2, '0.00'],
    [0.4, 6, '0.400000'],
    [1 / 3, 6, '0.333333'],
    [12.5, 0, '12'],
    [13.5, 0, '14'],
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [-0.125, 2, '-0.12'],
    [2.5, 1, '2.5'],
    [0.25, 1, '0.2'],
    [0.35, 1, '0.3'],
    [1000.5, 0, '1000'],
    [20, 2, '20.00'],
    [99.995, 2, '100.00'],
    [0.0000005, 6, '0.000000'],
    [0.0000015, 6, '0.000002'],
  ])('writes %d with %i decimals as Python does: %s', (x, digits, text) => {
    expect(formatFixed(x, digits)).toBe(text);
  });

  it.each([
    [1.145, '1.15'],
    [2.675, '2.67'],
    [1.005, '1.00'],
    [8.345, '8.35'],
  ])('rounds %d by its exact binary value, which is not a half: %s', (x, text) => {
    expect(formatFixed(x, 2)).toBe(text);
  });

  it('rounds exact halves to even and everything else to the nearest', () => {
    const digits = 2;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (n) => {
        const x = (2 * n + 1) / 8;
        const hundredths = Math.round(Number(formatFixed(x, digits)) * 100);
        expect(hundredths % 2).toBe(0);
        expect(Math.abs(hundredths - x * 100)).toBe(0.5);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 6 }), (x, places) => {
        expect(Math.abs(Number(formatFixed(x, places)) - x)).toBeLessThanOrEqual(0.5 * 10 ** -places + 1e-9);
      }),
    );
  });
});

describe('pythonRepr', () => {
  it.each([
    ['', "''"],
    ['plain text', "'plain text'"],
    ["it's", `"it's"`],
    ['say "hi"', `'say "hi"'`],
    [`a"b'c`, `'a"b\\'c'`],
    ['back\\slash', "'back\\\\slash'"],
    ['a\nb\r\tc', "'a\\nb\\r\\tc'"],
    ['\u0000\u001b\u007f', "'\\x00\\x1b\\x7f'"],
    ['\u00a0\u00ad', "'\\xa0\\xad'"],
    ['\u200b\u2028\ufeff', "'\\u200b\\u2028\\ufeff'"],
    ['\u{e0001}\u{10ffff}', "'\\U000e0001\\U0010ffff'"],
    ['é ß 漢字 🦗', "'é ß 漢字 🦗'"],
  ])('quotes %j as Python does', (text, repr) => {
    expect(pythonRepr(text)).toBe(repr);
  });

  it('never contains a line break, a tab or an invisible character, and ends with the quote it began with', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const repr = pythonRepr(text);
        expect(repr).toMatch(/^(['"])[\s\S]*\1$/);
        expect(repr).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('differs for different texts, so that failures do not share a key', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(pythonRepr(a) === pythonRepr(b)).toBe(a === b);
      }),
    );
  });
});

describe('utcTimestamp', () => {
  it('formats the second in UTC and truncates fractions', () => {
    expect(utcTimestamp(1_700_000_000)).toBe('2023-11-14T22:13:20Z');
    expect(utcTimestamp(1_700_000_002.999)).toBe('2023-11-14T22:13:22Z');
    expect(utcTimestamp(0)).toBe('1970-01-01T00:00:00Z');
  });
});
