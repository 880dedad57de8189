import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.js';
import { defaultPercentiles, percentileLabel } from '../../src/stats/percentiles.js';
import { Stats } from '../../src/stats/stats.js';
import { viewStats } from '../../src/stats/view.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { sampleStart, workedSample, workedSampleEnd } from '../helpers/statistics/worked-sample.js';

const epoch = 1_700_000_000;

/** The same value at each reported percentile. */
const allPercentiles = (value: number) =>
  Object.fromEntries(defaultPercentiles.report.map((fraction) => [percentileLabel(fraction), value]));

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

describe('viewStats', () => {
  it('has Locust’s averages and rates for its worked sample', () => {
    const { total, entries } = workedSampleEnd().stats;
    expect(total).toMatchObject({
      method: '',
      name: 'Aggregated',
      numRequests: 8,
      numNoneRequests: 1,
      numFailures: 2,
      avgResponseTime: 711.1857142857143,
      minResponseTime: 12.3,
      maxResponseTime: 3432,
      avgContentLength: 70.125,
      totalRps: 8 / 14,
      totalFailPerSec: 2 / 14,
      currentRps: 0.4,
      currentFailPerSec: 0.1,
    });
    expect(entries.map(({ method, name, totalRps }) => [method, name, totalRps])).toEqual([
      ['GET', '/a', 5 / 14],
      ['POST', '/b, "new"', 2 / 14],
      ['WS', 'feed', 1 / 14],
    ]);
  });

  it('has the rates of ten seconds before the last request, also after traffic has stopped', () => {
    const rates = workedSample().map(({ stats }) => stats.total.currentRps);
    expect(rates).toEqual([0, 0, 0, 1, 0.4, 0.4, 0.4]);
  });

  it('has the percentiles of the last ten seconds, and none where no snapshot is near', () => {
    const current = workedSample(true).map(({ stats }) => stats.total.currentPercentiles);
    expect(current[4]).toEqual(allPercentiles(91));
    expect(current[6]).toBeNull();
    expect(workedSample(false)[4]?.stats.entries.every((entry) => entry.currentPercentiles === null)).toBe(true);
  });

  it('shows zeros before the first request', () => {
    const [firstPass] = workedSample() as [Snapshot];
    const { total, entries, lastRequestTimestamp, startTime } = firstPass.stats;
    expect(entries).toEqual([]);
    expect(lastRequestTimestamp).toBeNull();
    expect(startTime).toBe(sampleStart);
    const { method, name, percentiles, currentPercentiles, outcomes, ...numbers } = total;
    expect(new Set([...Object.values(numbers), ...Object.values(outcomes)])).toEqual(new Set([0]));
    expect(percentiles).toEqual(allPercentiles(0));
  });

  it('sorts entries by name, then by method', () => {
    const stats = new Stats({}, epoch);
    for (const [requestType, name] of [
      ['POST', '/b'],
      ['GET', '/b'],
      ['GET', '/B'],
      ['WS', '/a'],
    ] as const) {
      stats.record(makeSample({ requestType, name }), epoch);
    }
    expect(viewStats(stats, epoch).entries.map(({ name, method }) => `${name} ${method}`)).toEqual([
      '/B GET',
      '/a WS',
      '/b GET',
      '/b POST',
    ]);
  });

  it('lists failures and exceptions in the order in which they were first seen', () => {
    const { failures, exceptions } = workedSampleEnd().stats;
    expect(failures.map(({ method, occurrences }) => [method, occurrences])).toEqual([
      ['POST', 1],
      ['GET', 1],
    ]);
    expect(exceptions).toMatchObject([{ count: 2, message: 'division by zero', nodes: ['local'] }]);
  });

  it('is frozen throughout, and does not change with what is measured later', () => {
    const stats = new Stats({ windowedEntries: true }, epoch);
    stats.record(makeSample({ exception: 'bad' }), epoch);
    stats.exceptions.record(new Error('x'), 'local');
    const view = viewStats(stats, epoch + 10);
    expect(isDeeplyFrozen(view)).toBe(true);
    const before = JSON.stringify(view);
    stats.record(makeSample({ exception: 'bad' }), epoch + 11);
    stats.exceptions.record(new Error('x'), 'other');
    expect(JSON.stringify(view)).toBe(before);
  });

  it('has the percentiles that the run asks for', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ responseTime: 7 }), epoch);
    stats.percentilesToReport = [0.25, 0.6];
    const { total, percentilesToReport } = viewStats(stats, epoch);
    expect(percentilesToReport).toEqual([0.25, 0.6]);
    expect(total.percentiles).toEqual({ '25%': 7, '60%': 7 });
  });

  it('has no rate over the whole run while that has no duration', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ exception: 'bad' }), epoch);
    expect(viewStats(stats, epoch).total).toMatchObject({ totalRps: 0, totalFailPerSec: 0 });
  });

  it('counts resets of all statistics, not of the custom metrics alone', () => {
    const stats = new Stats({}, epoch);
    const resets = () => viewStats(stats, epoch).resets;
    const before = resets();
    stats.metrics.reset();
    stats.metrics.clear(epoch);
    expect(resets()).toBe(before);
    stats.resetAll(epoch);
    stats.clearAll(epoch);
    expect(resets()).toBe(before + 2);
  });

  it('shows rows that add up to the total', () => {
    const request = fc.record({
      name: fc.constantFrom('/a', '/b'),
      requestType: fc.constantFrom('GET', 'POST'),
      responseTime: fc.option(fc.nat(2000)),
      exception: fc.option(fc.constantFrom('x', 'y')),
      gap: fc.nat(3000).map((ms) => ms / 1000),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        const stats = new Stats({}, epoch);
        let at = epoch;
        for (const { gap, ...given } of requests) {
          at += gap;
          stats.record(makeSample(given), at);
        }
        const { total, entries, failures } = viewStats(stats, at);
        const sum = (key: 'numRequests' | 'numFailures' | 'totalRps' | 'currentRps' | 'currentFailPerSec') =>
          entries.reduce((all, entry) => all + entry[key], 0);
        expect(sum('numRequests')).toBe(total.numRequests);
        expect(sum('numFailures')).toBe(total.numFailures);
        expect(sum('totalRps')).toBeCloseTo(total.totalRps, 9);
        expect(sum('currentRps')).toBeCloseTo(total.currentRps, 9);
        expect(sum('currentFailPerSec')).toBeCloseTo(total.currentFailPerSec, 9);
        expect(failures.reduce((all, { occurrences }) => all + occurrences, 0)).toBe(total.numFailures);
      }),
    );
  });
});
