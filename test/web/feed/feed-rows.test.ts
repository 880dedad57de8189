import { expect, it } from 'vitest';
import { entryRow, exceptionRow, failureRow, metricRow } from '../../../src/web/feed/feed-rows.js';
import { ownMetrics } from '../../helpers/statistics/custom-metrics.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const { stats } = workedSampleEnd();

it('has the requested percentiles, in order', () => {
  const row = entryRow(stats.total, [0.5, 1], false);
  expect(row).toMatchObject({ method: '', name: 'Aggregated', numRequests: 8, percentiles: [147, 3432] });
  expect(row).not.toHaveProperty('currentPercentiles');
});

it('has current percentiles if they are kept', () => {
  expect(entryRow(stats.total, [0.5], true)).toHaveProperty('currentPercentiles');
});

it('copies failures and exceptions without their inner keys', () => {
  expect(Object.keys(failureRow(stats.failures[0] as never)).sort()).toEqual([
    'error',
    'firstSeen',
    'lastSeen',
    'method',
    'name',
    'occurrences',
  ]);
  expect(exceptionRow(stats.exceptions[0] as never)).toMatchObject({
    count: 2,
    message: 'division by zero',
    nodes: ['local'],
  });
});

it('has the figures of custom metrics that their kinds have', () => {
  const rows = Object.fromEntries(ownMetrics().metrics.map((metric) => [metric.name, metricRow(metric)]));
  expect(rows.tokens).toEqual({ kind: 'counter', name: 'tokens', count: 1, value: 1200, perSecond: 120 });
  expect(rows['=cache hit']).toEqual({ kind: 'rate', name: '=cache hit', count: 3, value: 2 / 3 });
  expect(rows.queue).toEqual({ kind: 'gauge', name: 'queue', count: 2, value: 4, avg: 5.625, min: 4, max: 7.25 });
  expect(rows.quality).toMatchObject({
    count: 1000,
    percentiles: [0.011, 0.051, 0.101, 0.251, 0.501, 0.751, 0.901, 0.951, 0.991, 1],
  });
});
