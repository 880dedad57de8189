import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TotalPoints } from '../../../../src/web/contracts/feed.js';
import { mergeOldest } from '../../../../src/web/page/series/merge-oldest.js';
import { emptyPoints } from '../../../helpers/page/feed.js';

const five: TotalPoints = {
  ...emptyPoints(),
  at: [1, 2, 3, 4, 5],
  seconds: [1, 1, 1, 1, 1],
  users: [1, 9, 3, 4, 5],
  targetUsers: [9, 9, 9, 9, 9],
  rps: [10, 20, 30, 40, 50],
  failPerSec: [0, 2, 0, 0, 0],
  fractions: [0.5],
  percentiles: [[7, null, null, null, 8]],
  latency: [[1, 2], [1, 1, 4, 1], [], [2, 2], [3, 3]],
  errors: [[], [0, 2], [], [], []],
};

describe('merging old points', () => {
  it('merges two points: means of rates, maxima of users and percentiles, sums of counts', () => {
    expect(mergeOldest(five, 1)).toMatchObject({
      at: [2, 4, 5],
      seconds: [2, 2, 1],
      users: [9, 4, 5],
      rps: [15, 35, 50],
      failPerSec: [1, 0, 0],
      percentiles: [[7, null, 8]],
      latency: [
        [1, 3, 4, 1],
        [2, 2],
        [3, 3],
      ],
      errors: [[0, 2], [], []],
    });
  });

  it('shows no more users than there were, in thousands of points', () => {
    const many = Array.from({ length: 5000 }, (_, i) => i);
    const ones = many.map(() => 1);
    const points: TotalPoints = {
      ...emptyPoints(),
      at: many,
      seconds: ones,
      users: ones,
      targetUsers: ones,
      rps: ones,
      failPerSec: ones,
      latency: many.map(() => []),
      errors: many.map(() => []),
    };
    const { users, targetUsers } = mergeOldest(points, 600) as TotalPoints;
    expect(new Set([...users, ...targetUsers])).toEqual(new Set([1]));
  });

  it('keeps an odd one', () => {
    expect(mergeOldest(five, 2).at).toEqual([2, 3, 4, 5]);
    expect(mergeOldest(five, 9).at).toEqual(five.at);
  });

  it('weights rates by time: the number of requests stays the same, however often points are merged', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), fc.nat(10), (rps, kept) => {
        const zeros = rps.map(() => 0);
        const none = rps.map(() => []);
        const points: TotalPoints = {
          ...five,
          at: rps.map((_, i) => i),
          seconds: rps.map(() => 1),
          users: zeros,
          targetUsers: zeros,
          rps,
          failPerSec: zeros,
          percentiles: [zeros],
          latency: none,
          errors: none,
        };
        const merged = mergeOldest(mergeOldest(points, kept), kept);
        const requests = ({ rps: rates, seconds }: Pick<TotalPoints, 'rps' | 'seconds'>) =>
          rates.reduce((sum, rate, i) => sum + rate * (seconds[i] as number), 0);
        expect(requests(merged)).toBeCloseTo(requests(points), 6);
      }),
    );
  });

  it('keeps trends an envelope, and passes over gaps', () => {
    const metrics = [
      {
        kind: 'trend',
        name: 'quality',
        lines: [
          [4, 2, 7],
          [4, 6, 7],
          [5, 9, 7],
        ],
      },
      { kind: 'gauge', name: 'queue', lines: [[null, 3, 7]] },
    ] as const;
    const points = { ...five, at: [1, 2, 3], seconds: [1, 1, 1], metrics };
    expect((mergeOldest(points, 1) as TotalPoints).metrics).toEqual([
      {
        kind: 'trend',
        name: 'quality',
        lines: [
          [2, 7],
          [5, 7],
          [9, 7],
        ],
      },
      { kind: 'gauge', name: 'queue', lines: [[3, 7]] },
    ]);
  });
});
