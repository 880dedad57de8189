import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendTrends, rowIdOf, rowKey, trendsOf } from '../../../../src/web/page/series/row-trends.js';
import { emptyHistory, entryRow } from '../../../helpers/page/feed.js';

describe('trends of rows', () => {
  it('start with the history, and grow by the current rate', () => {
    const trends = trendsOf({ ...emptyHistory(), trends: [{ method: 'GET', name: '/a', rps: [1, 2] }] });
    const rows = [entryRow({ name: '/a', currentRps: 3 }), entryRow({ name: '/b', currentRps: 9 })];
    expect([...extendTrends(trends, rows)]).toEqual([
      ['GET /a', [1, 2, 3]],
      ['GET /b', [9]],
    ]);
  });

  it('keep a minute', () => {
    let trends = trendsOf(emptyHistory());
    for (let second = 1; second <= 70; second++) trends = extendTrends(trends, [entryRow({ currentRps: second })]);
    const kept = trends.get(rowKey(entryRow())) as readonly number[];
    expect([kept.length, kept.at(0), kept.at(-1)]).toEqual([60, 11, 70]);
  });
});

describe('the key of a row', () => {
  it('is short, and a different one for each method and name', () => {
    expect(rowKey({ method: 'GET', name: '/a b' })).toBe('GET /a b');
    expect(rowIdOf('/a')).toEqual({ method: '', name: '/a' });
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '%', '2', '0', '5'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (method, name) => {
        expect(rowIdOf(rowKey({ method, name }))).toEqual({ method, name });
      }),
    );
  });
});
