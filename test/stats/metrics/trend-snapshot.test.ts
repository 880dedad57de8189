import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trend } from '../../../src/stats/metrics/trend.js';

const trend = (values: readonly number[]) => {
  const made = new Trend('x');
  for (const value of values) made.record(value);
  return made;
};

describe('TrendSnapshot', () => {
  it('has the value at index ⌊n·fraction⌋, within 0.1 %, of negative and fractional numbers, too', () => {
    const lists = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.min(Math.trunc(sorted.length * fraction), sorted.length - 1)] as number;
        const found = trend(values).snapshot().percentile(fraction);
        return Math.abs(found - exact) <= Math.max(Math.abs(exact) / 1000, 1e-12);
      }),
      { numRuns: 1000 },
    );
  });

  it('is within what was recorded, and its last value is exact', () => {
    const snapshot = trend([0.123456, 0.123457, 7.654321]).snapshot();
    expect(snapshot.percentile(1)).toBe(7.654321);
    expect(snapshot.percentile(0)).toBeGreaterThanOrEqual(0.123456);
    expect(trend([0.98765]).snapshot().percentile(0.5)).toBe(0.98765);
  });

  it('has the percentiles of what was recorded since an earlier one', () => {
    const made = trend([1, 2, 3, 100, 100, 100]);
    const before = made.snapshot();
    for (const value of [5, 6, -7, 100]) made.record(value);
    const after = made.snapshot();
    expect([0, 0.25, 0.5, 0.75].map((fraction) => after.percentile(fraction, before))).toEqual([-7, 5, 6, 100]);
    expect(after.percentile(0.5, after)).toBe(0);
  });

  it('is 0 without values', () => {
    expect(trend([]).snapshot().percentile(0.5)).toBe(0);
  });

  it('refuses what is no fraction', () => {
    expect(() => trend([1]).snapshot().percentile(95)).toThrow('Expected a fraction from 0 to 1, got 95.');
  });
});
