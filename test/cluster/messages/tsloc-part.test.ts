import { describe, expect, it } from 'vitest';
import { readTslocPart, toTslocPart } from '../../../src/cluster/messages/tsloc-part.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

function drained() {
  const stats = new Stats();
  for (let i = 1; i <= 100; i++) stats.record(makeSample({ responseTime: i * 1.01 }));
  stats.exceptions.record(new Error('boom'), 'local');
  return stats.drain();
}

describe('the tsloc part of a report', () => {
  it('carries its number, its epoch, histograms and exceptions, which get the node', () => {
    const delta = drained();
    const part = readTslocPart(toTslocPart(delta, { number: 7, first: 5, epoch: 2 }), 'h_1', 5);
    expect(part).toMatchObject({ number: 7, first: 5, epoch: 2 });
    expect(part?.rows).toEqual(
      [delta.total, delta.entries[0]].map((one) => ({
        responseTimes: one?.responseTimes,
        outcomes: one?.outcomes,
        count: 100,
      })),
    );
    expect(part?.exceptions).toEqual([{ ...delta.exceptions[0], nodes: ['h_1'] }]);
  });

  it('is absent in a report of a Locust worker', () => {
    expect(readTslocPart(undefined, 'h_1', 5)).toBeNull();
  });

  it.each([
    ['unsorted indexes', [1, 2, [5, 4], [1, 1], []]],
    ['an index beyond all response times', [1, 2, [2 ** 31], [1], []]],
    ['fewer counts than indexes', [1, 2, [1, 2], [1], []]],
    ['no lists', [1, 2, 3, 4, []]],
  ])('refuses %s', (_, row) => {
    const part = { number: 1, first: 1, epoch: 1, rows: [row], exceptions: [] };
    expect(() => readTslocPart(part, 'h_1', 5)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});
