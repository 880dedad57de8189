import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTslocRow, toTslocRow } from '../../../src/cluster/messages/tsloc-row.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const bad = expect.objectContaining({ code: 'BAD_MESSAGE' });

describe('a tsloc row', () => {
  it('comes back with every response time and outcome, whatever was recorded', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { maxLength: 400 }), (times) => {
        const stats = new Stats();
        for (const responseTime of times) stats.record(makeSample({ responseTime }));
        const { total } = stats.drain();
        const { responseTimes, outcomes } = total;
        expect(readTslocRow(toTslocRow(total))).toEqual({ responseTimes, outcomes, count: times.length });
      }),
    );
  });

  it.each([
    ['no list', 5],
    ['an empty list', []],
    ['unsorted indexes', [1, 2, [5, 4], [1, 1], []]],
    ['the same index twice', [1, 2, [5, 5], [1, 1], []]],
    ['an index beyond all response times', [1, 2, [2 ** 31], [1], []]],
    ['a negative index', [1, 2, [-1], [1], []]],
    ['fewer counts than indexes', [1, 2, [1, 2], [1], []]],
    ['more counts than indexes', [1, 2, [1], [1, 2], []]],
    ['a negative count', [1, 2, [1], [-1], []]],
    ['a negative minimum', [-1, 2, [1], [1], []]],
    ['a maximum of text', [1, 'a', [1], [1], []]],
    ['an outcome of text', [1, 2, [1], [1], ['a']]],
    ['no lists', [1, 2, 3, 4, []]],
  ])('refuses %s', (_, row) => {
    expect(() => readTslocRow(row)).toThrow(bad);
  });
});
