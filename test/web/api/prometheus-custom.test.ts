import { describe, expect, it } from 'vitest';
import { customMetrics } from '../../../src/web/api/prometheus-custom.js';
import { formatMetric } from '../../../src/web/api/prometheus-format.js';
import { ownMetrics } from '../../helpers/statistics/custom-metrics.js';

const text = customMetrics(ownMetrics().metrics).map(formatMetric).join('');

describe('customMetrics', () => {
  it.each([
    '# TYPE tsloc_trend summary',
    'tsloc_trend{name="quality",quantile="0.05"} 0.051',
    'tsloc_trend{name="quality",quantile="0.5"} 0.501',
    'tsloc_trend{name="quality",quantile="0.99"} 0.991',
    'tsloc_trend_count{name="quality"} 1000',
    '# TYPE tsloc_counter_total counter',
    'tsloc_counter_total{name="tokens"} 1200',
    'tsloc_gauge{name="queue"} 4',
  ])('has the line %s', (line) => expect(text.split('\n')).toContain(line));

  it('has the sum of a trend and the share of a rate', () => {
    expect(Number(/^tsloc_trend_sum\{name="quality"\} (.*)$/m.exec(text)?.[1])).toBeCloseTo(500.5, 6);
    expect(Number(/^tsloc_rate\{name="=cache hit"\} (.*)$/m.exec(text)?.[1])).toBeCloseTo(2 / 3, 12);
  });

  it('has only the kinds that the test recorded', () => {
    expect(customMetrics([])).toEqual([]);
    expect(text.match(/^# HELP \w+/gm)).toHaveLength(4);
  });
});
