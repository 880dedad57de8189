import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistogramSnapshot } from '../../src/stats/histogram-snapshot.js';
import { defaultPercentiles } from '../../src/stats/percentiles.js';
import { roundHalfEven } from '../../src/util/text/format.js';
import { bruteForce, expectNear, fractions, histogramOf, time, times } from '../helpers/statistics/histograms.js';

const { report } = defaultPercentiles;
const snapshotOf = (values: readonly number[]): HistogramSnapshot => histogramOf(values).snapshot();

describe('percentiles', () => {
  it.each([
    [Array.from({ length: 10 }, (_, i) => (i + 1) * 10), [60, 70, 80, 90, 100, 100, 100, 100, 100, 100, 100]],
    [Array.from({ length: 100 }, (_, i) => i + 1), [51, 67, 76, 81, 91, 96, 99, 100, 100, 100, 100]],
    [[5], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]],
    [
      [5, 6],
      [6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6],
    ],
  ])('have Locust’s ranks (case %#)', (values, expected) => {
    expect(snapshotOf(values).percentiles(report)).toEqual(expected);
  });

  it('have Locust’s ranks where values repeat', () => {
    const histogram = snapshotOf([10, 10, 10, 10, 10, 20, 20, 20, 100, 100]);
    const at = [0, 0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 1];
    expect(histogram.percentiles(at)).toEqual([10, 20, 20, 20, 100, 100, 100, 100]);
  });

  it('lie within 0.1 % and rounding of the request that has the rank, for any requests and fractions', () => {
    fc.assert(
      fc.property(times(1), fractions, (values, at) => {
        expectNear(snapshotOf(values).percentiles(at), bruteForce(values, at));
      }),
    );
  });

  it('are exact for the slowest request', () => {
    fc.assert(
      fc.property(times(1), (values) => {
        const slowest = Math.round(Math.max(...values) * 1000) / 1000;
        expect(snapshotOf(values).percentiles([1])).toEqual([roundHalfEven(slowest)]);
      }),
    );
    expect(snapshotOf([0, 119_996.4155, 119_996.4155]).percentiles([0.5, 1])).toEqual([119_996, 119_996]);
    expect(snapshotOf([58_761.2, 1]).percentiles([0.999, 1])).toEqual([58_761, 58_761]);
  });

  it('never decrease from one fraction to the next', () => {
    fc.assert(
      fc.property(times(1), (values) => {
        const list = snapshotOf(values).percentiles(report);
        expect(list).toEqual(list.toSorted((a, b) => a - b));
      }),
    );
  });

  it('are right for responses of hours', () => {
    for (const hour of [1, 10, 100]) {
      expectNear(snapshotOf([hour * 3_600_000, hour * 3_600_000 + 1]).percentiles([0]), [hour * 3_600_000]);
    }
  });

  it('are all the same where all requests took the same time', () => {
    fc.assert(
      fc.property(time, (value) => {
        const same = new Set(snapshotOf([value, value, value]).percentiles([0, 0.5, 0.9, 1]));
        expect(same.size).toBe(1);
      }),
    );
    expect(snapshotOf([123_456.789, 123_456.789]).percentiles([0, 1])).toEqual([123_457, 123_457]);
  });

  it('are 0 where nothing was recorded', () => {
    expect(snapshotOf([]).percentiles([0.5, 1])).toEqual([0, 0]);
  });
});

describe('percentiles since a snapshot', () => {
  it('are those of the requests that came after it', () => {
    fc.assert(
      fc.property(times(0), times(1), fractions, (before, after, at) => {
        const histogram = histogramOf(before);
        const snapshot = histogram.snapshot();
        for (const value of after) histogram.record(value);
        expectNear(histogram.snapshot().percentiles(at, snapshot), bruteForce(after, at));
      }),
    );
  });

  it('are 0 when nothing came after it', () => {
    const histogram = histogramOf([1, 200, 3000]);
    expect(histogram.snapshot().percentiles([0.5, 1], histogram.snapshot())).toEqual([0, 0]);
  });
});

describe('a snapshot', () => {
  it('does not change with what is recorded later', () => {
    const histogram = histogramOf([1, 1, 2000]);
    const snapshot = histogram.snapshot();
    for (let i = 0; i < 10; i++) histogram.record(1);
    expect(snapshot.count).toBe(3);
    expect(snapshot.toDelta()).toMatchObject({ min: 1_000, max: 2_000_000, counts: [2, 1] });
  });

  it('is plain data without anything recorded', () => {
    expect(snapshotOf([]).toDelta()).toEqual({ min: 0, max: 0, indexes: [], counts: [] });
  });
});

describe('locustBuckets', () => {
  it('has Locust’s keys and the number of times in each', () => {
    const buckets = snapshotOf([12.3, 147, 156, 90.4, 91.6]).locustBuckets();
    expect([...buckets]).toEqual([
      [12, 1],
      [90, 1],
      [92, 1],
      [150, 1],
      [160, 1],
    ]);
  });

  it('counts every time once, in a bucket next to it, ascending', () => {
    fc.assert(
      fc.property(times(0), (values) => {
        const buckets = [...snapshotOf(values).locustBuckets()];
        expect(buckets.reduce((sum, [, count]) => sum + count, 0)).toBe(values.length);
        expect(buckets.map(([bucket]) => bucket)).toEqual(buckets.map(([bucket]) => bucket).toSorted((a, b) => a - b));
        const sorted = buckets.flatMap(([bucket, count]) => Array.from({ length: count }, () => bucket));
        for (const [i, value] of values.toSorted((a, b) => a - b).entries()) {
          const step = value < 99 ? 1 : value < 990 ? 10 : value < 9_900 ? 100 : 1_000;
          expect(Math.abs((sorted[i] as number) - value)).toBeLessThanOrEqual(step / 2 + value / 1_000 + 0.001);
        }
      }),
    );
  });
});

it('counts response times between bounds, without those of an earlier snapshot', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50_000)), fc.array(fc.nat(50_000)), (early, late) => {
      const bounds = [1, 10, 1_000, 20_000];
      const histogram = histogramOf(early);
      const since = histogram.snapshot();
      for (const ms of late) histogram.record(ms);
      const expected = [0, 0, 0, 0, 0];
      for (const [ms, count] of histogram.snapshot().responseTimesSince(since)) {
        const place = bounds.findIndex((bound) => ms <= bound);
        (expected[place < 0 ? bounds.length : place] as number) += count;
      }
      expect([...histogram.snapshot().countsBetween(bounds, since)]).toEqual(expected);
    }),
  );
});
