import { describe, expect, it } from 'vitest';
import type { Points } from '../../../../src/web/contracts/feed.js';
import { joinPoints } from '../../../../src/web/page/series/join-points.js';
import { emptyPoints } from '../../../helpers/page/feed.js';

function points(at: number[], kind: string): Points {
  const { users: _users, targetUsers: _target, ...none } = emptyPoints();
  return {
    ...none,
    at,
    seconds: at.map(() => 1),
    rps: at,
    failPerSec: at,
    fractions: [0.5],
    percentiles: [at],
    latency: at.map(() => [1, 1]),
    errorKinds: [kind],
    errors: at.map((moment) => [0, moment]),
  };
}

describe('joining points', () => {
  it('adds only newer points', () => {
    const joined = joinPoints(points([1, 2], 'A'), points([2, 3, 4], 'B'));
    expect(joined).toMatchObject({ at: [1, 2, 3, 4], rps: [1, 2, 3, 4], percentiles: [[1, 2, 3, 4]] });
    expect(joined.latency).toHaveLength(4);
  });

  it('keeps kinds of errors apart', () => {
    const joined = joinPoints(points([1], 'A'), points([2], 'B'));
    expect(joined.errorKinds).toEqual(['A', 'B']);
    expect(joined.errors).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('changes nothing without newer points', () => {
    const older = points([1, 2], 'A');
    expect(joinPoints(older, points([2], 'A'))).toBe(older);
  });

  it('uses the newer part if the percentiles differ', () => {
    const newer = { ...points([3], 'A'), fractions: [0.5, 0.9], percentiles: [[3], [3]] };
    expect(joinPoints(points([1], 'A'), newer)).toBe(newer);
  });
});
