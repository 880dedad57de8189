import fc from 'fast-check';
import { Int32Histogram } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { bucketOf, bucketsFor, midpointOf } from '../../src/stats/hdr-buckets.js';

const hdr = new Int32Histogram(1, 2, 3);
const value = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 0x7fff_ffff }),
  fc.integer({ min: 0x7fff_fff0, max: 2 ** 45 }),
);

describe('bucketOf', () => {
  it('equals the counts index of HdrHistogram, from microseconds to years', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(bucketOf(one)).toBe(hdr.countsArrayIndex(one));
      }),
    );
  });

  it('equals it next to every power of two', () => {
    for (let bits = 1; bits <= 45; bits++)
      for (const one of [2 ** bits - 1, 2 ** bits, 2 ** bits + 1])
        expect(bucketOf(one)).toBe(hdr.countsArrayIndex(one));
  });
});

describe('midpointOf', () => {
  it('equals the median equivalent value of HdrHistogram', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(midpointOf(bucketOf(one))).toBe(hdr.medianEquivalentValue(one));
      }),
    );
  });

  it('is within 0.1 % of every value in the bucket', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(Math.abs(midpointOf(bucketOf(one)) - one)).toBeLessThanOrEqual(one / 1_000);
      }),
    );
  });
});

describe('bucketsFor', () => {
  it('is above the bucket of its value, by at most one power of two', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(bucketOf(one)).toBeLessThan(bucketsFor(one));
        expect(bucketsFor(one) - bucketOf(one)).toBeLessThanOrEqual(1_024);
      }),
    );
  });
});
