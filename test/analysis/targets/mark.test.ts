import { describe, expect, it } from 'vitest';
import { rowMatcher, takeMark } from '../../../src/analysis/targets/mark.js';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';
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
  run.metrics.push({ view: () => null }, { view: (name) => (name === 'login' ? view : null) });
  expect(takeMark(parseTarget('login p95 < 5s'), run.moment())).toMatchObject({ rows: [], metric: view });
});
