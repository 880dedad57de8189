import { describe, expect, it } from 'vitest';
import { readMetrics } from '../../../src/cluster/messages/metric-part.js';
import { Metrics } from '../../../src/stats/metrics/metrics.js';

describe('metrics in a report', () => {
  it('come back as they were drained', () => {
    const metrics = new Metrics();
    for (const value of [-5, 0.25, 1e6]) metrics.trend('t', value);
    metrics.counter('c').add(12);
    metrics.counter('huge').add(2 ** 60);
    metrics.gauge('g', -3);
    metrics.rate('r', true);
    const deltas = metrics.drain();
    expect(readMetrics(structuredClone(deltas))).toEqual(deltas);
    expect(readMetrics(undefined)).toEqual([]);
  });

  it.each([
    ['an unknown kind', [{ kind: 'x', name: 'a' }]],
    ['a bucket that does not exist', [{ kind: 'trend', name: 'a', buckets: [2 ** 23], counts: [1] }]],
    ['a negative total', [{ kind: 'counter', name: 'a', count: 1, total: -1, lastAt: 1 }]],
    ['no number', [{ kind: 'rate', name: 'a', count: 'x', trues: 1 }]],
    ['too many', Array.from({ length: 1_001 }, () => ({}))],
  ])('are refused with %s', (_, rows) => {
    expect(() => readMetrics(rows)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});
