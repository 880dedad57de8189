import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Distribution } from '../../../src/analysis/targets/distribution.js';
import { Histogram } from '../../../src/stats/histogram.js';

it('has the percentiles of one histogram, however the times are divided', () => {
  const times = fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.nat(2)), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(times, fc.double({ min: 0, max: 1, noNaN: true }), (all, fraction) => {
      const whole = new Histogram();
      const parts = [new Histogram(), new Histogram(), new Histogram()];
      for (const [time, part] of all) for (const one of [whole, parts[part] as Histogram]) one.record(time);
      const merged = new Distribution(parts.map((part) => [...part.snapshot().responseTimesSince()]));
      expect(merged.count).toBe(all.length);
      expect(
        Math.abs((merged.percentile(fraction) as number) - (whole.snapshot().percentiles([fraction])[0] as number)),
      ).toBeLessThanOrEqual(3);
      expect(
        Math.abs((merged.median() as number) - (whole.snapshot().percentiles([0.5])[0] as number)),
      ).toBeLessThanOrEqual(3);
    }),
  );
});

it('has the extremes, and none without values', () => {
  const some = new Distribution([
    [[5.4, 2]],
    [
      [1.6, 1],
      [9, 3],
    ],
  ]);
  expect([some.minimum(), some.median(), some.maximum(), some.percentile(0.5)]).toEqual([1.6, 9, 9, 9]);
  const exact = new Distribution([[[5.4, 2]], [[1.6, 1]]], { minimum: 1.59, maximum: 5.42 });
  expect([exact.minimum(), exact.median(), exact.maximum(), exact.percentile(1)]).toEqual([1.59, 5.4, 5.42, 5.42]);
  const none = new Distribution([]);
  expect([none.minimum(), none.median(), none.maximum(), none.percentile(0.5)]).toEqual([null, null, null, null]);
});
