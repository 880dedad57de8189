import { describe, expect, it } from 'vitest';
import { rowMatcher, takeMark } from '../../../src/analysis/targets/mark.js';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';
import type { MetricReading } from '../../../src/core/metric-source.js';
import { TargetRun } from '../../helpers/statistics/target-run.js';

describe('a pattern', () => {
  it.each([
    ['/items', true],
    ['GET /items', true],
    ['POST /items', false],
    ['/item', false],
    ['*items', true],
    ['GET /*', true],
    ['* /items', true],
    ['/it.ms', false],
    ['*', true],
  ])('%s names GET /items: %s', (pattern, matches) => {
    expect(rowMatcher(pattern)({ method: 'GET', name: '/items' })).toBe(matches);
  });
});

it('holds the rows of its target, and a custom metric rather than rows of the same name', () => {
  const run = new TargetRun().recordSample({ name: 'login' }).recordSample({ name: '/a' });
  const rowsOf = (line: string) => takeMark(parseTarget(line), run.moment()).rows.map(({ name }) => name);
  expect(rowsOf('p95 < 5s')).toEqual(['Aggregated']);
  expect(rowsOf('* p95 < 5s')).toEqual(['/a', 'login']);
  expect(rowsOf('login p95 < 5s')).toEqual(['login']);
  expect(rowsOf('user Shopper p95 < 5s')).toEqual([]);
  const view = { startedAt: null, statisticSince: () => 3 };
  run.metrics.push({ kind: 'custom', view: (name) => (name === 'login' ? view : null) });
  expect(takeMark(parseTarget('login p95 < 5s'), run.moment())).toMatchObject({ rows: [], metric: view });
});

it('holds what its target is about where a custom metric has the name of one of the load generator', () => {
  const run = new TargetRun();
  const [custom, generator] = [0.05, 0.99].map((value) => ({ startedAt: null, statisticSince: () => value }));
  const metricOf = (line: string) => takeMark(parseTarget(line), run.moment()).metric;
  run.metrics.push({ kind: 'custom', view: () => custom as MetricReading });
  expect([metricOf('cpu < 80%'), metricOf('loop delay < 1s')]).toEqual([null, null]);
  run.metrics.push({ kind: 'generator', view: () => generator as MetricReading });
  expect(metricOf('cpu < 80%')).toBe(generator);
  expect(metricOf('"cpu" value < 80%')).toBe(custom);
  expect(metricOf('queue value < 80%')).toBe(custom);
  expect(metricOf('GET /queue p95 < 1s')).toBeNull();
});
