import { expect, it } from 'vitest';
import type { TotalPoints } from '../../../src/web/contracts/feed.js';
import { reducePoints } from '../../../src/web/history/reduce-points.js';

const points: TotalPoints = {
  at: [1, 2, 3, 4],
  seconds: [1, 1, 1, 1],
  rps: [10, 20, 30, 50],
  failPerSec: [0, 0, 0, 4],
  fractions: [0.5],
  percentiles: [[5, null, null, null]],
  latencyBounds: [1],
  latency: [[0, 1], [1, 2], [], [1, 5]],
  errorKinds: ['a'],
  errors: [[], [], [], [0, 4]],
  users: [1, 2, 3, 4],
  targetUsers: [4, 4, 4, 4],
  latest: { users: [1, 2, 3, 4], averages: [5, 6, 7, 9], currentRps: [1, 3, 5, 7], currentFailPerSec: [0, 0, 0, 1] },
};

it('keeps short lists', () => expect(reducePoints(points, 4)).toBe(points));

it('merges by the rules of the live history', () => {
  expect(reducePoints(points, 2)).toEqual({
    ...points,
    at: [2, 4],
    seconds: [2, 2],
    rps: [15, 40],
    failPerSec: [0, 2],
    percentiles: [[5, null]],
    latency: [
      [0, 1, 1, 2],
      [1, 5],
    ],
    errors: [[], [0, 4]],
    users: [1.5, 3.5],
    targetUsers: [4, 4],
    latest: { users: [2, 4], averages: [6, 9], currentRps: [3, 7], currentFailPerSec: [0, 1] },
  });
});

it('merges custom metrics: trends keep their envelope', () => {
  const metrics = [
    {
      kind: 'trend',
      name: 'quality',
      lines: [
        [4, 2, null, null],
        [4, 6, null, 1],
        [5, 9, null, null],
      ],
    },
    { kind: 'counter', name: 'tokens', lines: [[1, 3, 0.00001, 0.00003]] },
  ] as const;
  expect(reducePoints({ ...points, metrics }, 2).metrics).toEqual([
    {
      kind: 'trend',
      name: 'quality',
      lines: [
        [2, null],
        [5, 1],
        [9, null],
      ],
    },
    { kind: 'counter', name: 'tokens', lines: [[2, 0.00002]] },
  ]);
});
