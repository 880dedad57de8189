import { describe, expect, it } from 'vitest';
import { customMetricSource } from '../../src/core/custom-metrics.js';
import type { MetricReading, MetricStatistic } from '../../src/core/metric-source.js';
import { Metrics } from '../../src/stats/metrics/metrics.js';

const all: readonly MetricStatistic[] = [
  ...(['count', 'total', 'rate', 'value', 'average', 'median', 'minimum', 'maximum'] as const),
  { fraction: 0.05 },
];

function setUp() {
  const metrics = new Metrics();
  const source = customMetricSource(metrics);
  const view = (name: string) => source.view(name) as MetricReading;
  return { metrics, source, view };
}

const statistics = (view: MetricReading, earlier: MetricReading | null = null, seconds = 10) =>
  all.map((statistic) => view.statisticSince(earlier, statistic, seconds));

describe('custom metrics as a source', () => {
  it('are none before the first value', () => {
    const { metrics, source } = setUp();
    metrics.counter('tokens');
    expect([source.view('tokens'), source.view('quality')]).toEqual([null, null]);
  });

  it('have the statistics of their kind, over the whole run', () => {
    const { metrics, view } = setUp();
    for (const value of [4, 1, 7, 2]) {
      metrics.trend('quality', value);
      metrics.gauge('queue', value);
      metrics.counter('tokens').add(value);
      metrics.rate('hit', value > 1);
    }
    expect(statistics(view('quality'))).toEqual([4, 14, null, null, 3.5, 4, 1, 7, 1]);
    expect(statistics(view('queue'))).toEqual([4, 14, null, 2, 3.5, 4, 1, 7, 1]);
    expect(statistics(view('tokens'))).toEqual([4, 14, 1.4, 14, null, null, null, null, null]);
    expect(statistics(view('hit'))).toEqual([4, 3, 0.75, 0.75, 0.75, null, null, null, null]);
  });

  it('have those of what was recorded since an earlier view, which does not change', () => {
    const { metrics, view } = setUp();
    const names = ['quality', 'queue', 'tokens', 'hit'];
    const record = (value: number) => {
      metrics.trend('quality', value);
      metrics.gauge('queue', value);
      metrics.counter('tokens').add(value);
      metrics.rate('hit', value > 1);
    };
    record(1000);
    const [quality, queue, tokens, hit] = names.map(view) as [
      MetricReading,
      MetricReading,
      MetricReading,
      MetricReading,
    ];
    record(1);
    record(5);
    expect(statistics(view('quality'), quality)).toEqual([2, 6, null, null, 3, 5, 1, 5, 1]);
    expect(statistics(view('queue'), queue)).toEqual([2, 6, null, 5, 3, 5, 1, 5, 1]);
    expect(statistics(view('tokens'), tokens, 3)).toEqual([2, 6, 2, 6, null, null, null, null, null]);
    expect(statistics(view('hit'), hit)).toEqual([2, 1, 0.5, 0.5, 0.5, null, null, null, null]);
    expect(statistics(quality)).toEqual([1, 1000, null, null, 1000, 1000, 1000, 1000, 1000]);
  });

  it('have no statistic of a time in which nothing was recorded', () => {
    const { metrics, view } = setUp();
    metrics.trend('quality', 1);
    const before = view('quality');
    expect(statistics(view('quality'), before)).toEqual(all.map(() => null));
  });

  it('have the exact minimum of the whole run, which a percentile is not', () => {
    const { metrics, view } = setUp();
    for (const value of [0.79999, 0.9]) metrics.trend('quality', value);
    expect(view('quality').statisticSince(null, 'minimum', 1)).toBe(0.79999);
  });

  it('say since when they count, if a reset does not empty them', () => {
    const { metrics, view } = setUp();
    metrics.trend('quality', 1);
    metrics.rate('hit', true);
    metrics.gauge('queue', 1);
    metrics.counter('tokens').add(1);
    const names = ['quality', 'hit', 'queue', 'tokens'];
    const { startTime } = metrics;
    expect(names.map((name) => view(name).startedAt)).toEqual([null, null, startTime, startTime]);
  });

  it('count from the reset on, where trends and rates were emptied since the earlier view', () => {
    const { metrics, view } = setUp();
    for (let n = 0; n < 5; n++) metrics.trend('quality', 100);
    metrics.counter('tokens').add(5);
    const [quality, tokens] = [view('quality'), view('tokens')];
    metrics.reset();
    for (let n = 0; n < 8; n++) metrics.trend('quality', n);
    metrics.counter('tokens').add(2);
    expect(view('quality').statisticSince(quality, 'maximum', 1)).toBe(7);
    expect(view('quality').statisticSince(quality, 'count', 1)).toBe(8);
    expect(view('tokens').statisticSince(tokens, 'total', 1)).toBe(2);
  });
});
