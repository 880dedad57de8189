import { describe, expect, it } from 'vitest';
import { viewMetrics } from '../../../src/stats/metrics/metric-view.js';
import { Metrics } from '../../../src/stats/metrics/metrics.js';
import { MetricHistory } from '../../../src/web/history/metric-history.js';

function recorder() {
  const metrics = new Metrics();
  let history = new MetricHistory();
  let index = 0;
  return {
    metrics,
    /** One second, in which `record` is called. */
    second(record: (metrics: Metrics) => void = () => {}, seconds = 1) {
      record(metrics);
      return history.add(index++, seconds, viewMetrics(metrics));
    },
    reset() {
      metrics.reset();
      history = history.restart();
      index = 0;
    },
    newTest() {
      metrics.clear(metrics.startTime + 100);
      history = history.restart();
      index = 0;
    },
    lines: () => Object.fromEntries(history.slice(index).map(({ name, lines }) => [name, lines])),
    history: () => history,
  };
}

describe('MetricHistory', () => {
  it('has the rate of counters, the latest value of gauges and the share of rates', () => {
    const { second, lines } = recorder();
    second((metrics) => {
      metrics.counter('tokens').add(12);
      metrics.gauge('queue', 4);
      metrics.rate('hit', true);
    });
    const values = second((metrics) => {
      metrics.counter('tokens').add(6);
      metrics.gauge('queue', -2.5);
      metrics.rate('hit', false);
      metrics.rate('hit', true);
    }, 2);
    expect(values).toEqual([
      { kind: 'rate', name: 'hit', values: [0.5] },
      { kind: 'gauge', name: 'queue', values: [-2.5] },
      { kind: 'counter', name: 'tokens', values: [3] },
    ]);
    expect(lines()).toEqual({ tokens: [[12, 3]], queue: [[4, -2.5]], hit: [[1, 0.5]] });
  });

  it('has the percentiles of a trend in about the last ten seconds', () => {
    const { second } = recorder();
    second((metrics) => {
      for (let n = 1; n <= 100; n++) metrics.trend('quality', n);
    });
    const [early] = second((metrics) => metrics.trend('quality', 7));
    expect(early?.values).toEqual([7, 7, 7]);
    for (let i = 0; i < 12; i++) second();
    const [idle] = second();
    expect(idle?.values).toEqual([null, null, null]);
    const [late] = second((metrics) => metrics.trend('quality', 0.00012));
    expect(late?.values).toEqual([0.00012, 0.00012, 0.00012]);
  });

  it('leaves a gap before the first value', () => {
    const { second, lines } = recorder();
    second();
    second((metrics) => metrics.gauge('late', 1));
    expect(lines()).toEqual({ late: [[null, 1]] });
  });

  it('continues counters after a reset, and begins trends anew', () => {
    const { second, reset, lines } = recorder();
    second((metrics) => {
      metrics.counter('tokens').add(1_000_000);
      metrics.trend('quality', 1);
    });
    reset();
    second((metrics) => {
      metrics.counter('tokens').add(5);
      metrics.trend('quality', 2);
    });
    expect(lines()).toEqual({ tokens: [[5]], quality: [[2], [2], [2]] });
  });

  it('has nothing of the test before', () => {
    const { second, newTest, lines } = recorder();
    second((metrics) => {
      metrics.counter('tokens').add(100);
      metrics.counter('other').add(1);
    });
    newTest();
    second((metrics) => metrics.counter('tokens').add(7));
    expect(lines()).toEqual({ tokens: [[7]] });
  });

  it('merges points: the lowest p5, the mean of the median, the highest p95', () => {
    const { second, history, lines } = recorder();
    second((metrics) => metrics.trend('quality', 4));
    second((metrics) => metrics.trend('quality', 2));
    second((metrics) => metrics.trend('quality', 8));
    history().merge([2, 1], [1, 1, 1]);
    const [low, middle, high] = (lines().quality ?? []) as number[][];
    expect([low?.[0], middle?.[0], high?.[0]]).toEqual([2, 3, 4]);
  });

  it('is bounded to 50 metrics', () => {
    const { second, lines } = recorder();
    second((metrics) => {
      for (let i = 0; i < 60; i++) metrics.gauge(`gauge ${i}`, i);
    });
    expect(Object.keys(lines())).toHaveLength(50);
  });
});
