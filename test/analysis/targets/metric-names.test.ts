import { describe, expect, it } from 'vitest';
import { findMetric, metricNames, nameOfMetric, percentOf } from '../../../src/analysis/targets/metric-names.js';

describe('the table of metrics', () => {
  it('prints a name for every metric that is read as the same one', () => {
    for (const name of [...metricNames, 'cpu max', 'memory p95', 'loop delay median']) {
      const found = findMetric(name);
      expect(found, name).toBeDefined();
      expect(findMetric(nameOfMetric(found?.metric as never)), name).toEqual(found);
    }
  });

  it('reads percentiles above 0 and up to 100', () => {
    expect(findMetric('p99.99')?.metric).toEqual({ kind: 'percentile', fraction: 0.9999 });
    expect(findMetric('P5 latency')?.metric).toEqual({ kind: 'percentile', fraction: 0.05 });
    for (const wrong of ['p0', 'p101', 'p', 'p1.23456', 'p95x']) expect(findMetric(wrong)).toBeUndefined();
  });

  it('has statistics of the load generator, and no others', () => {
    expect(findMetric('cpu')?.metric).toEqual({ kind: 'sampled', name: 'cpu', statistic: 'average' });
    expect(findMetric('mem p95')?.metric).toEqual({ kind: 'sampled', name: 'memory', statistic: { fraction: 0.95 } });
    expect(findMetric('cpu rps')).toBeUndefined();
  });

  it('prints percentages without the noise of floating point', () => {
    expect(percentOf(0.29)).toBe(29);
    expect(percentOf(0.999)).toBe(99.9);
  });
});
