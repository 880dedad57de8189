import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/snapshot.js';
import { Stats } from '../../../src/stats/stats.js';
import { type StatsView, viewStats } from '../../../src/stats/view.js';
import { ChartHistory } from '../../../src/web/history/chart-history.js';
import { makeSample } from '../../helpers/statistics/samples.js';

/** A history of `seconds`, each with a request of every one of `names`. */
function historyOf(seconds: number, names: readonly string[], requestsEachSecond = true): ChartHistory {
  const stats = new Stats({}, 0);
  const history = new ChartHistory([0.5, 0.95], 'test', 0);
  let view = viewStats(stats, 0);
  for (let at = 1; at <= seconds; at++) {
    if (requestsEachSecond || at === 1) for (const name of names) stats.record(makeSample({ name }), at);
    if (requestsEachSecond || at === 1) view = viewStats(stats, at);
    history.add(snapshot(view, at));
  }
  return history;
}

function snapshot(stats: StatsView, at: number): Snapshot {
  const users = { userCount: 7, targetUserCount: 7, userClassesCount: {} };
  return { at, state: 'running', ...users, stats } as Snapshot;
}

describe('ChartHistory', () => {
  it('loses no request when points are merged', () => {
    const { points } = historyOf(2_500, ['/a']).history([0.5]);
    const requests = points.rps.reduce((sum, rps, i) => sum + rps * (points.seconds[i] as number), 0);
    expect(requests).toBeCloseTo(2_500, 0);
    expect(points.latency.flatMap((pairs) => pairs.filter((_, i) => i % 2 === 1)).reduce((a, b) => a + b, 0)).toBe(
      2_500,
    );
    expect(points.at.length).toBeLessThanOrEqual(1_200);
    expect(points.users.every((users) => users === 7)).toBe(true);
  });

  it('has columns of one length', () => {
    const { points } = historyOf(1_500, ['/a']).history([0.5]);
    const { length } = points.at;
    const columns = [points.seconds, points.rps, points.failPerSec, points.users, points.latency, points.errors];
    for (const column of [...columns, ...points.percentiles]) expect(column.length).toBe(length);
  });

  it('keeps histories of the first 500 rows', () => {
    const names = Array.from({ length: 510 }, (_, i) => `/${String(i).padStart(3, '0')}`);
    const history = historyOf(2, names);
    expect(history.rows().length).toBe(500);
    expect(history.row('GET', '/509')).toBeNull();
  });

  it('stays below 64 MB with 500 rows at its full length', () => {
    const share = 50; // of the rows: each needs the same memory
    const names = Array.from({ length: share }, (_, i) => `/${i}`);
    const history = historyOf(1_205, names, false);
    expect(history.byteLength * (500 / share)).toBeLessThan(64e6);
    expect(history.byteLength).toBeGreaterThan(historyOf(1_205, names.slice(0, share / 2), false).byteLength * 1.9);
    expect(history.rows().length).toBe(share);
  });

  it('begins empty for the next test', () => {
    const history = historyOf(3, ['/a']).next('next', 100);
    expect(history.history([0.5])).toMatchObject({ testId: 'next', startTime: 100, points: { at: [] }, trends: [] });
    expect(history.rows()).toEqual([]);
  });
});
