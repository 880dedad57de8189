import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trend } from '../../../src/stats/metrics/trend.js';

function trendOf(values: readonly number[]): Trend {
  const trend = new Trend('quality');
  for (const value of values) trend.record(value);
  return trend;
}

const figures = ({ count, min, max }: Trend) => ({ count, min, max });

describe('Trend', () => {
  it('counts values and keeps their sum and exact extremes', () => {
    const trend = trendOf([0.5, -1.25, 3.123456]);
    expect(figures(trend)).toEqual({ count: 3, min: -1.25, max: 3.123456 });
    expect(trend.sum).toBeCloseTo(2.373456, 12);
  });

  it('has the percentiles of its values', () => {
    const snapshot = trendOf(Array.from({ length: 1000 }, (_, n) => n)).snapshot();
    expect([0, 0.05, 0.5, 0.95, 1].map((fraction) => snapshot.percentile(fraction))).toEqual([0, 50, 500, 950, 999]);
  });

  it('gives the same snapshot until a value is added', () => {
    const trend = trendOf([1]);
    const before = trend.snapshot();
    expect(trend.snapshot()).toBe(before);
    trend.record(2);
    expect(trend.snapshot().count).toBe(2);
    expect(before.count).toBe(1);
  });

  it('is the same after drain and absorb as if everything had been recorded in one place', () => {
    const lists = fc.array(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0), // without -0
      { minLength: 1, maxLength: 50 },
    );
    fc.assert(
      fc.property(lists, lists, (first, second) => {
        const [worker, master, alone] = [trendOf(first), new Trend('quality'), trendOf([...first, ...second])];
        for (const values of [[], second]) {
          for (const value of values) worker.record(value);
          master.absorb(JSON.parse(JSON.stringify(worker.drain())));
        }
        expect(figures(master)).toEqual(figures(alone));
        expect(master.sum).toBeCloseTo(alone.sum, 3);
        const [mine, other] = [master.snapshot(), alone.snapshot()];
        for (const fraction of [0, 0.1, 0.5, 0.9, 1])
          expect(mine.percentile(fraction)).toBe(other.percentile(fraction));
      }),
    );
  });

  it('drains nothing where nothing was recorded', () => {
    const trend = trendOf([1]);
    expect(trend.drain()).toMatchObject({ kind: 'trend', name: 'quality', count: 1 });
    expect(trend.drain()).toBe(null);
  });

  it('can be cleared and used again', () => {
    const trend = trendOf([1, 2, 3]);
    expect(trend.snapshot().percentile(0.5)).toBe(2);
    trend.clear();
    expect(figures(trend)).toEqual({ count: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY });
    trend.record(9);
    trend.record(9);
    trend.record(8);
    expect(trend.snapshot().percentile(0)).toBe(8);
  });
});
