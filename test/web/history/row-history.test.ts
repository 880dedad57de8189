import { expect, it } from 'vitest';
import { Stats } from '../../../src/stats/stats.js';
import { viewStats } from '../../../src/stats/view.js';
import { latencyBounds } from '../../../src/web/history/latency-classes.js';
import { packCounts } from '../../../src/web/history/packed-counts.js';
import { RowHistory } from '../../../src/web/history/row-history.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const classOf = (ms: number) => latencyBounds.findIndex((bound) => ms <= bound);

it('derives each point from the views at both of its ends', () => {
  const stats = new Stats({}, 1_000);
  const history = new RowHistory([0.5]);
  const second = (at: number, times: number[]) => {
    for (const responseTime of times)
      stats.record(makeSample({ responseTime, exception: responseTime > 50 ? 'slow' : null }), at);
    return history.add(at - 1_000, 2, viewStats(stats, at).total);
  };
  expect(second(1_000, [10, 10])).toMatchObject({ rps: 1, failPerSec: 0, percentiles: [10] });
  const point = second(1_001, [100]);
  expect(point).toMatchObject({ rps: 0.5, failPerSec: 0.5 });
  expect(packCounts(point.latency)).toEqual([classOf(100), 1]);
  expect(second(1_002, []).rps).toBe(0);
  expect(history.slice(0, 3).rps).toEqual([1, 0.5, 0]);
  expect(packCounts(history.totalLatency(3))).toEqual([classOf(10), 2, classOf(100), 1]);
});

it('has no percentile once nothing was measured for ten seconds', () => {
  const stats = new Stats({}, 1_000);
  const history = new RowHistory([0.5]);
  stats.record(makeSample(), 1_000);
  const points = Array.from({ length: 14 }, (_, i) => history.add(i, 1, viewStats(stats, 1_000 + i).total));
  expect(points[0]?.percentiles).toEqual([10]);
  expect(points.at(-1)?.percentiles).toEqual([null]);
});
