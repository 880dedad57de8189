import { describe, expect, it } from 'vitest';
import { shiftDelta, skewOf } from '../../../src/cluster/master/clock-skew.js';
import type { MetricDelta } from '../../../src/stats/metrics/metrics.js';
import type { TrendDelta } from '../../../src/stats/metrics/trend-snapshot.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const trend: TrendDelta = { kind: 'trend', name: 'size', count: 1, sum: 5, min: 5, max: 5, buckets: [1], counts: [1] };
const metricsAt = (lastAt: number): MetricDelta[] => [
  { kind: 'counter', name: 'tokens', count: 1, total: 5, lastAt },
  { kind: 'gauge', name: 'queue', last: 5, lastAt, values: trend },
  { kind: 'rate', name: 'hits', count: 2, trues: 1 },
  trend,
];

describe('a wrong clock', () => {
  it('is one that differs by more than five seconds', () => {
    expect([skewOf(100, 104.9), skewOf(100, 3_700), skewOf(3_700, 100)]).toEqual([0, 3_600, -3_600]);
  });

  it('moves every moment of a delta, and no count', () => {
    const record = (at: number) => {
      const stats = new Stats({}, at);
      stats.record(makeSample({ exception: 'e' }), at + 1);
      stats.recordFor(['tag checkout'], makeSample(), at + 2);
      return { ...stats.drain(at + 3), metrics: metricsAt(at + 2.5) };
    };
    expect(shiftDelta(record(1_000), 3_600)).toEqual(record(4_600));
    const delta = record(1_000);
    expect(shiftDelta(delta, 0)).toBe(delta);
  });
});
