import { describe, expect, it } from 'vitest';
import type { TotalPoint, TotalPoints } from '../../../../src/web/contracts/feed.js';
import { appendPoint } from '../../../../src/web/page/series/append-point.js';
import { emptyPoints, fractions } from '../../../helpers/page/feed.js';

function pointAt(at: number, errors: TotalPoint['errors'] = []): TotalPoint {
  const percentiles = fractions.map(() => at);
  const levels = { users: 5, targetUsers: 9 };
  return { at, seconds: 1, ...levels, rps: at, failPerSec: 0, percentiles, latency: [3, 1], errors };
}

describe('appendPoint', () => {
  it('appends to every column', () => {
    const points = appendPoint(emptyPoints(), pointAt(100));
    expect(points).toMatchObject({
      at: [100],
      seconds: [1],
      users: [5],
      targetUsers: [9],
      rps: [100],
      latency: [[3, 1]],
    });
    expect(points.percentiles.every((column) => column[0] === 100)).toBe(true);
  });

  it('ignores a point that is not newer', () => {
    const points = appendPoint(emptyPoints(), pointAt(100));
    expect(appendPoint(points, pointAt(100))).toBe(points);
    expect(appendPoint(points, pointAt(99))).toBe(points);
  });

  it('adds new kinds of errors, and counts known ones', () => {
    const first = appendPoint(emptyPoints(), pointAt(1, [['A', 2]]));
    const second = appendPoint(
      first,
      pointAt(2, [
        ['B', 5],
        ['A', 1],
      ]),
    );
    expect(second.errorKinds).toEqual(['A', 'B']);
    expect(second.errors).toEqual([
      [0, 2],
      [1, 5, 0, 1],
    ]);
  });

  it('keeps at most 7,200 points, and never merges the newest ten minutes', () => {
    const column = Array.from({ length: 7200 }, (_, i) => i + 1);
    const none = column.map(() => []);
    const full: TotalPoints = {
      ...emptyPoints(),
      at: column,
      seconds: column.map(() => 1),
      users: column,
      targetUsers: column,
      rps: column,
      failPerSec: column,
      percentiles: fractions.map(() => column),
      latency: none,
      errors: none,
    };
    const points = appendPoint(full, pointAt(7201));
    expect(points.at.length).toBeLessThan(4000);
    expect(points.seconds.slice(-600)).toEqual(new Array(600).fill(1));
    expect(points.seconds.reduce((sum, seconds) => sum + seconds, 0)).toBe(7201);
  });
});
