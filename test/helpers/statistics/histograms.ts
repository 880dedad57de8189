/** Response times, histograms of them, and their expected percentiles. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { Histogram } from '../../../src/stats/histogram.js';

/** Any response time, ms. */
export const time = fc.oneof(
  fc.double({ min: 0, max: 3, noNaN: true }),
  fc.double({ min: 0, max: 500, noNaN: true }),
  fc.double({ min: 0, max: 120_000, noNaN: true }),
  fc.integer({ min: 0, max: 400 }),
);

/** From a few to more values than a histogram keeps as a list. */
export const times = (minLength: number) => fc.array(time, { minLength, maxLength: 300, size: 'max' });

/** Fractions in any order. */
export const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });

export function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The value at each fraction by Locust's rule, looked up in a sorted list. */
export function bruteForce(values: readonly number[], at: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return at.map((fraction) => sorted[Math.min(Math.trunc(sorted.length * fraction), sorted.length - 1)] as number);
}

/** Allows 0.1 % for the histogram, half a millisecond for rounding, half a microsecond for what it records. */
export function expectNear(actual: readonly number[], exact: readonly number[]): void {
  expect(actual).toHaveLength(exact.length);
  for (const [i, value] of actual.entries()) {
    const wanted = exact[i] as number;
    expect(Number.isInteger(value)).toBe(true);
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(wanted * 0.001 + 0.5 + 0.0006);
  }
}
