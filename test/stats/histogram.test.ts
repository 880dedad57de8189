import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../src/stats/histogram.js';
import { percentilesToReport } from '../../src/stats/view.js';
import { roundHalfEven } from '../../src/util/format.js';

const time = fc.oneof(
  fc.double({ min: 0, max: 3, noNaN: true }),
  fc.double({ min: 0, max: 500, noNaN: true }),
  fc.double({ min: 0, max: 120_000, noNaN: true }),
  fc.integer({ min: 0, max: 400 }),
);
/** From a few to more than are kept as a list. */
const times = (minLength: number) => fc.array(time, { minLength, maxLength: 300, size: 'max' });
const fractions = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
  .map((list) => list.sort((a, b) => a - b));

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The value at each fraction by Locust's rule, looked up in a sorted list. */
function bruteForce(values: readonly number[], at: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return at.map((fraction) => sorted[Math.min(Math.trunc(sorted.length * fraction), sorted.length - 1)] as number);
}

/** A tenth of a percent for the histogram, half a millisecond for rounding, half a microsecond for what it records. */
function expectNear(actual: readonly number[], exact: readonly number[]): void {
  expect(actual).toHaveLength(exact.length);
  for (const [i, value] of actual.entries()) {
    const wanted = exact[i] as number;
    expect(Number.isInteger(value)).toBe(true);
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(wanted * 0.001 + 0.5 + 0.0006);
  }
}

describe('percentiles', () => {
  it.each([
    [Array.from({ length: 10 }, (_, i) => (i + 1) * 10), [60, 70, 80, 90, 100, 100, 100, 100, 100, 100, 100], 50],
    [Array.from({ length: 100 }, (_, i) => i + 1), [51, 67, 76, 81, 91, 96, 99, 100, 100, 100, 100], 50],
    [[5], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], 5],
    [[5, 6], [6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6], 5],
  ])('have Locust’s ranks (case %#)', (values, expected, median) => {
    const histogram = histogramOf(values);
    expect(histogram.percentiles(percentilesToReport)).toEqual(expected);
    expect(histogram.median()).toBe(median);
  });

  it('have Locust’s ranks where values repeat', () => {
    const histogram = histogramOf([10, 10, 10, 10, 10, 20, 20, 20, 100, 100]);
    const at = [0, 0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 1];
    expect(histogram.percentiles(at)).toEqual([10, 20, 20, 20, 100, 100, 100, 100]);
    expect(histogram.median()).toBe(10);
    expect(histogramOf([1, 1, 2, 2]).median()).toBe(1);
  });

  it('lie within 0.1 % and rounding of the request that has the rank, whatever the requests', () => {
    fc.assert(
      fc.property(times(1), fractions, (values, at) => {
        expectNear(histogramOf(values).percentiles(at), bruteForce(values, at));
      }),
    );
  });

  it('are exact for the slowest request', () => {
    fc.assert(
      fc.property(times(1), (values) => {
        const slowest = Math.round(Math.max(...values) * 1000) / 1000;
        expect(histogramOf(values).percentiles([1])).toEqual([roundHalfEven(slowest)]);
      }),
    );
    expect(histogramOf([0, 119_996.4155, 119_996.4155]).percentiles([0.5, 1])).toEqual([119_996, 119_996]);
    expect(histogramOf([58_761.2, 1]).percentiles([0.999, 1])).toEqual([58_761, 58_761]);
  });

  it('never fall from one fraction to the next', () => {
    fc.assert(
      fc.property(times(1), (values) => {
        const list = histogramOf(values).percentiles(percentilesToReport);
        expect(list).toEqual(list.toSorted((a, b) => a - b));
      }),
    );
  });

  it('hold for responses of hours', () => {
    for (const hour of [1, 10, 100]) {
      expectNear(histogramOf([hour * 3_600_000, hour * 3_600_000 + 1]).percentiles([0]), [hour * 3_600_000]);
    }
  });

  it('are all the same where all requests took the same time', () => {
    fc.assert(
      fc.property(time, (value) => {
        const same = new Set(histogramOf([value, value, value]).percentiles([0, 0.5, 0.9, 1]));
        expect(same.size).toBe(1);
      }),
    );
    expect(histogramOf([123_456.789, 123_456.789]).percentiles([0, 1])).toEqual([123_457, 123_457]);
  });

  it('are 0 where nothing was recorded', () => {
    expect(new Histogram().percentiles([0.5, 1])).toEqual([0, 0]);
    expect(new Histogram().median()).toBe(0);
  });

  it('count a response time below 0 as 0', () => {
    const histogram = histogramOf([-3.6]);
    expect(histogram.count).toBe(1);
    expect(histogram.percentiles([0.5, 1])).toEqual([0, 0]);
  });
});

describe('a histogram', () => {
  it('answers the same however many more values follow: the list of the first ones is in it', () => {
    const values = Array.from({ length: 600 }, (_, i) => (i * 37) % 1_000);
    const histogram = new Histogram();
    for (const [i, value] of values.entries()) {
      histogram.record(value);
      if (i % 50 === 5 || (i > 250 && i < 260)) {
        expectNear(histogram.percentiles([0, 0.5, 0.99]), bruteForce(values.slice(0, i + 1), [0, 0.5, 0.99]));
        expect(histogram.snapshot().counts.reduce((sum, count) => sum + count, 0)).toBe(i + 1);
      }
    }
  });

  it('counts on when a hundred thousand requests took the same time', () => {
    const histogram = new Histogram();
    for (let i = 0; i < 100_000; i++) histogram.record(i % 10 === 0 ? 3_000 : 7);
    expect([...histogram.snapshot().counts]).toEqual([90_000, 10_000]);
    expectNear(histogram.percentiles([0.5, 0.8999, 0.9, 1]), [7, 7, 3_000, 3_000]);
  });
});

describe('median', () => {
  it('is the lower middle, within 0.1 % and rounding', () => {
    fc.assert(
      fc.property(times(1), (values) => {
        const middle = values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] as number;
        expectNear([histogramOf(values).median()], [middle]);
      }),
    );
  });
});

describe('percentiles since a snapshot', () => {
  it('are those of the requests that came after it', () => {
    fc.assert(
      fc.property(times(0), times(1), fractions, (before, after, at) => {
        const histogram = histogramOf(before);
        const snapshot = histogram.snapshot();
        for (const value of after) histogram.record(value);
        expectNear(histogram.percentiles(at, snapshot), bruteForce(after, at));
      }),
    );
  });

  it('are 0 when nothing came after it', () => {
    const histogram = histogramOf([1, 200, 3000]);
    expect(histogram.percentiles([0.5, 1], histogram.snapshot())).toEqual([0, 0]);
  });
});

describe('snapshot', () => {
  it('holds the cells that are not empty, and does not change with what comes later', () => {
    const histogram = histogramOf([1, 1, 2000]);
    const snapshot = histogram.snapshot();
    for (let i = 0; i < 10; i++) histogram.record(1);
    expect(snapshot.count).toBe(3);
    expect([...snapshot.counts]).toEqual([2, 1]);
    expect(snapshot.indexes).toHaveLength(2);
    expect(new Histogram().snapshot()).toMatchObject({
      count: 0,
      indexes: new Uint32Array(),
      counts: new Uint32Array(),
    });
  });
});
