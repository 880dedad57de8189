import { expect, it } from 'vitest';
import { entryRow, exceptionRow, failureRow } from '../../src/web/feed-rows.js';
import { workedSampleEnd } from '../helpers/worked-sample.js';

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
