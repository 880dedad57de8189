import { describe, expect, it } from 'vitest';
import { Entry } from '../../src/stats/entry.js';
import { TslocError } from '../../src/util/error.js';

const epoch = 1_700_000_000;

/** The totals of Locust's worked sample. */
function sample(): Entry {
  const entry = new Entry('Aggregated', '', epoch);
  entry.keepWindow(epoch);
  for (const [second, time] of [
    [1, 12.3],
    [1.5, 147],
    [2, 155],
    [2.5, 1050],
    [3, 3432],
    [4, null],
    [12, 90.5],
    [14, 91.5],
  ] as const) {
    entry.record(time, 10, epoch + second);
  }
  entry.recordFailure(epoch + 2.5);
  entry.recordFailure(epoch + 12);
  return entry;
}

describe('Entry', () => {
  it('has Locust’s figures under Locust’s names', () => {
    const entry = sample();
    expect(entry.numRequests).toBe(8);
    expect(entry.failRatio).toBe(0.25);
    expect(entry.avgResponseTime).toBe(711.1857142857143);
    expect(entry.medianResponseTime).toBe(147);
    expect(entry.minResponseTime).toBe(12.3);
    expect(entry.maxResponseTime).toBe(3432);
    expect(entry.avgContentLength).toBe(10);
    expect(entry.totalRps).toBe(8 / 14);
    expect(entry.totalFailPerSec).toBe(2 / 14);
    expect(entry.currentRps).toBe(0.4);
    expect(entry.currentFailPerSec).toBe(0.1);
    expect(entry.getResponseTimePercentile(0.95)).toBe(3432);
    expect([...entry.responseTimes.values()].reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(entry.responseTimes.get(12)).toBe(1);
  });

  it('has zeros before the first request', () => {
    const entry = new Entry('/a', 'GET', epoch);
    const { failRatio, avgResponseTime, medianResponseTime, avgContentLength, totalRps, currentRps } = entry;
    expect([failRatio, avgResponseTime, medianResponseTime, avgContentLength, totalRps, currentRps]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(entry.getResponseTimePercentile(0.95)).toBe(0);
    expect(entry.minResponseTime).toBeNull();
  });

  it('has a fail ratio of 1 for failures without requests', () => {
    const entry = new Entry('/a', 'GET', epoch);
    entry.recordFailure(epoch);
    expect(entry.failRatio).toBe(1);
  });

  it('has rates over the time span of the total', () => {
    const total = sample();
    const entry = new Entry('/a', 'GET', epoch + 13, total);
    entry.record(5, 0, epoch + 14);
    expect(entry.totalRps).toBe(1 / 14);
  });

  describe('getCurrentResponseTimePercentile', () => {
    it('excludes requests before the last ten seconds', () => {
      // 91.5 ms, to the 0.1 % of the histogram.
      expect(sample().getCurrentResponseTimePercentile(0.5, epoch + 14.3)).toBe(91);
    });

    it('is null where no snapshot is near enough', () => {
      expect(sample().getCurrentResponseTimePercentile(0.5, epoch + 40.3)).toBeNull();
    });

    it('begins with the first call for an entry that keeps no window', () => {
      const entry = new Entry('/a', 'GET', epoch);
      entry.record(1000, 0, epoch + 1);
      expect(entry.getCurrentResponseTimePercentile(0.5, epoch + 2)).toBeNull();
      entry.record(7, 0, epoch + 3);
      expect(entry.getCurrentResponseTimePercentile(0.5, epoch + 12)).toBe(7);
    });
  });

  it.each([95, -0.1, Number.NaN, '0.95', undefined])(
    'refuses %j as a fraction, which Locust answers with nonsense',
    (given) => {
      for (const read of ['getResponseTimePercentile', 'getCurrentResponseTimePercentile'] as const) {
        expect(() => sample()[read](given as number)).toThrow(
          expect.objectContaining({ code: 'BAD_PERCENTILE', hint: expect.stringContaining('0.95') }),
        );
      }
    },
  );

  it('refuses Locust’s Python names', () => {
    expect(() => Reflect.get(sample(), 'fail_ratio')).toThrow(TslocError);
    expect(() => Reflect.get(sample(), 'num_reqs_per_sec')).toThrow(/stats entry\.num_reqs_per_sec/);
  });
});
