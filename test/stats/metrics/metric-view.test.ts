import { describe, expect, it } from 'vitest';
import { type TrendView, viewMetrics } from '../../../src/stats/metrics/metric-view.js';
import { Metrics } from '../../../src/stats/metrics/metrics.js';
import { epochSecondsAt, now } from '../../../src/util/loop/clock.js';

describe('viewMetrics', () => {
  it('is frozen data, sorted by name', () => {
    const metrics = new Metrics(epochSecondsAt(now()) - 10);
    for (const value of [0.5, 0.7, 0.9]) metrics.trend('quality', value);
    metrics.counter('tokens').add(120);
    metrics.gauge('queue', 4);
    metrics.rate('cache hit', true);
    metrics.rate('cache hit', false);
    const views = viewMetrics(metrics);
    expect(JSON.parse(JSON.stringify(views))).toEqual([
      { kind: 'rate', name: 'cache hit', count: 2, trues: 1, rate: 0.5 },
      {
        ...{ kind: 'trend', name: 'quality', count: 3, sum: 2.1, avg: expect.closeTo(0.7, 12), min: 0.5, max: 0.9 },
        percentiles: {
          ...{ '1%': 0.5, '5%': 0.5, '10%': 0.5, '25%': 0.5, '50%': 0.7, '75%': 0.9, '90%': 0.9, '95%': 0.9 },
          ...{ '99%': 0.9, '100%': 0.9 },
        },
      },
      { kind: 'gauge', name: 'queue', count: 1, last: 4, avg: 4, min: 4, max: 4 },
      { kind: 'counter', name: 'tokens', count: 1, total: 120, perSecond: expect.closeTo(12, 1) },
    ]);
    expect([views, ...views].every(Object.isFrozen)).toBe(true);
  });

  it('does not change with what is recorded later, and has any percentile, also of what was recorded since', () => {
    const metrics = new Metrics();
    metrics.trend('quality', 1);
    const [before] = viewMetrics(metrics) as [TrendView];
    metrics.trend('quality', 3);
    metrics.trend('quality', 5);
    const [after] = viewMetrics(metrics) as [TrendView];
    expect([before.count, before.getPercentile(0.999), after.getPercentile(0.4)]).toEqual([1, 1, 3]);
    expect([after.getPercentile(0, before), after.getPercentile(0.5, before)]).toEqual([3, 5]);
  });

  it('is empty without metrics', () => {
    expect(viewMetrics(new Metrics())).toEqual([]);
  });
});
