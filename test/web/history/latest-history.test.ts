import { expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/snapshot.js';
import { LatestHistory, reduceLatest } from '../../../src/web/history/latest-history.js';

/** The moment `n` of a test. */
const moment = (n: number) => {
  const total = { avgResponseTime: n * 10, currentRps: n / 2, currentFailPerSec: n / 4 };
  return { userCount: n, stats: { total } } as unknown as Snapshot;
};

it('has the values at the end of each point, also of merged ones', () => {
  const history = new LatestHistory();
  for (let n = 1; n <= 5; n++) history.add(n - 1, moment(n));
  history.merge([2, 2, 1], [1, 1, 1, 1, 1]);
  expect(history.slice(3)).toEqual({
    users: [2, 4, 5],
    averages: [20, 40, 50],
    currentRps: [1, 2, 2.5],
    currentFailPerSec: [0.5, 1, 1.25],
  });
});

it('keeps them when points are reduced further', () => {
  const values = { users: [1, 2, 3], averages: [5, 6, 7], currentRps: [3, 4, 5], currentFailPerSec: [0, 1, 0] };
  expect(reduceLatest([1, 2], values)).toEqual({
    users: [1, 3],
    averages: [5, 7],
    currentRps: [3, 5],
    currentFailPerSec: [0, 0],
  });
});
