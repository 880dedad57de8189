import { describe, expect, it } from 'vitest';
import type { RowHistory } from '../../../../src/web/contracts/feed.js';
import { historyAddress, historyOf, joinHistory } from '../../../../src/web/page/row/use-row-history.js';
import { rowKey } from '../../../../src/web/page/series/row-trends.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';

const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
test.step();
const first = test.row('GET', '/api/jobs') as RowHistory;
test.step();
const second = test.row('GET', '/api/jobs') as RowHistory;

describe('the history of a row', () => {
  it('is requested by name and method, and later only for new points', () => {
    expect(historyAddress('GET /a b&c', null)).toBe('stats/history?name=%2Fa+b%26c&method=GET');
    const query = rowKey({ method: 'SQL query', name: 'select 1' });
    expect(historyAddress(query, null)).toBe('stats/history?name=select+1&method=SQL+query');
    expect(historyAddress(' no method', first)).toBe('stats/history?name=no+method&method=&since=1001');
  });

  it('grows by new points', () => {
    expect(joinHistory(first, second).points.at).toEqual([1001, 1002]);
    expect(joinHistory(first, second).latency).toBe(second.latency);
  });

  it('is unknown at first in another test, and of another row', () => {
    expect(historyOf(first, first.testId, 'GET /api/jobs')).toBe(first);
    expect(historyOf(first, 'other', 'GET /api/jobs')).toBeNull();
    expect(historyOf(first, first.testId, 'GET /b')).toBeNull();
  });

  it('is replaced for another test', () => {
    expect(joinHistory({ ...first, testId: 'other' }, second)).toBe(second);
    expect(joinHistory(null, second)).toBe(second);
  });
});
