import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOfBucket, valueBucketOf, valueOfBucket } from '../../../src/stats/metrics/value-buckets.js';

const shown = (value: number) => valueOfBucket(valueBucketOf(value));

describe('the buckets of custom metrics', () => {
  it.each([0, 0.93, -0.93, 4, 1e-9, 0.001, 0.333, 99.9, 1e15, -1, 5, 12, 100, 101, 999, 1_234, 2_047, -1_999, 1e-12])(
    'show %d exactly',
    (value) => expect(shown(value)).toBe(value),
  );

  it('show every number of at most three significant digits exactly', () => {
    const numbers = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -8, max: 16 }));
    fc.assert(
      fc.property(numbers, ([digits, exponent]) => {
        const value = Number(`${digits}e${exponent}`);
        return shown(value) === value;
      }),
    );
  });

  it('show every whole number up to 2,048 exactly', () => {
    for (let value = -2048; value <= 2048; value++) expect(shown(value)).toBe(value);
  });

  it('are within 0.1 % of any other number', () => {
    const any = fc.double({ min: -1e19, max: 1e19, noNaN: true });
    fc.assert(
      fc.property(any, (value) => Math.abs(shown(value) - value) <= Math.max(Math.abs(value) / 1000, 1e-12)),
      { numRuns: 2000 },
    );
  });

  it('keep the order of numbers', () => {
    const any = fc.double({ min: -1e19, max: 1e19, noNaN: true });
    fc.assert(
      fc.property(any, any, (a, b) => a > b || shown(a) <= shown(b)),
      { numRuns: 2000 },
    );
  });

  it('count tiny magnitudes as 0, and huge ones as the greatest', () => {
    expect([shown(1e-13), shown(-1e-300), shown(-0)]).toEqual([0, 0, 0]);
    expect(shown(1e300)).toBe(shown(2 ** 64 - 4096));
    expect(shown(-1e300)).toBe(-shown(1e300));
    expect(shown(1e300)).toBeGreaterThan(1.8e19);
  });
});

it('orders buckets as their values', () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e18, max: 1e18 });
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const [first, second] = [valueBucketOf(a), valueBucketOf(b)];
      const byValue = Math.sign(valueOfBucket(first) - valueOfBucket(second));
      expect(Math.sign(orderOfBucket(first) - orderOfBucket(second))).toBe(byValue);
    }),
  );
});
