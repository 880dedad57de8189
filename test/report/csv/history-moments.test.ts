import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/snapshot.js';
import { HistoryMoments } from '../../../src/report/csv/history-moments.js';

const at = (second: number, numRequests: number, userCount = 3) =>
  ({ at: second, userCount, reachedUserCount: 5, stats: { total: { numRequests } } }) as unknown as Snapshot;

describe('the moments of a history', () => {
  it('are one for each second', () => {
    const moments = new HistoryMoments();
    expect([10.2, 10.9, 11.1].map((second) => moments.next(at(second, 1))?.at)).toEqual([10, undefined, 11]);
  });

  it('end with one for what came after the last rows, with the users before the end', () => {
    const moments = new HistoryMoments();
    moments.next(at(10.2, 1));
    moments.userCount = 3;
    expect(moments.last(at(10.8, 1, 0))).toBeNull();
    expect(moments.last(at(10.8, 2, 0))).toMatchObject({ at: 11, userCount: 3 });
    expect(moments.last(at(12.8, 1, 0))).toMatchObject({ at: 12, userCount: 3 });
  });

  it('have the users that the load reached where there was no tick', () => {
    expect(new HistoryMoments().last(at(10.2, 1, 0))).toMatchObject({ at: 10, userCount: 5 });
  });
});
