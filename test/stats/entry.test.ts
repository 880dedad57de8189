import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Entry } from '../../src/stats/entry.js';

const epoch = 1_700_000_000;

describe('Entry', () => {
  it('counts requests, times and lengths exactly', () => {
    const entry = new Entry('/a', 'GET', epoch, false);
    entry.record(12.3, 100, epoch + 1);
    entry.record(147, 100, epoch + 1.5);
    entry.record(155, 101, epoch + 2);
    expect(entry).toMatchObject({
      name: '/a',
      method: 'GET',
      numRequests: 3,
      numNoneRequests: 0,
      numFailures: 0,
      totalResponseTime: 12.3 + 147 + 155,
      minResponseTime: 12.3,
      maxResponseTime: 155,
      totalContentLength: 301,
      startTime: epoch,
      lastRequestTimestamp: epoch + 2,
    });
    expect(entry.histogram.count).toBe(3);
  });

  it('counts a request without a time as a request with a length, and in nothing about times', () => {
    const entry = new Entry('feed', 'WS', epoch, false);
    entry.record(null, 10, epoch + 4);
    expect(entry).toMatchObject({
      numRequests: 1,
      numNoneRequests: 1,
      totalResponseTime: 0,
      minResponseTime: null,
      maxResponseTime: 0,
      totalContentLength: 10,
      lastRequestTimestamp: epoch + 4,
    });
    expect(entry.histogram.count).toBe(0);
    expect(entry.requestRate.rate(epoch + 7, epoch + 4)).toBe(1);
  });

  it('counts failures by themselves, second by second', () => {
    const entry = new Entry('/a', 'GET', epoch, false);
    expect(entry.failureRate).toBeNull();
    entry.recordFailure(epoch + 1.9);
    entry.recordFailure(epoch + 1);
    expect(entry.numFailures).toBe(2);
    expect(entry.numRequests).toBe(0);
    expect(entry.failureRate?.rate(epoch + 4, epoch + 1)).toBe(2);
  });

  it('has sums, minimum and maximum of whatever was recorded', () => {
    const request = fc.record({
      time: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true })),
      length: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 100 }), (requests) => {
        const entry = new Entry('/a', 'GET', epoch, true);
        for (const { time, length } of requests) entry.record(time, length, epoch);
        const times = requests.flatMap(({ time }) => (time === null ? [] : [time]));
        expect(entry.numRequests - entry.numNoneRequests).toBe(times.length);
        expect(entry.totalResponseTime).toBe(times.reduce((sum, time) => sum + time, 0));
        expect(entry.minResponseTime).toBe(times.length === 0 ? null : Math.min(...times));
        expect(entry.maxResponseTime + 0).toBe(Math.max(0, ...times) + 0);
        expect(entry.totalContentLength).toBe(requests.reduce((sum, { length }) => sum + length, 0));
      }),
    );
  });

  describe('percentiles of the last ten seconds', () => {
    function traffic(windowed: boolean): Entry {
      const entry = new Entry('', 'Aggregated', epoch, windowed);
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
        entry.record(time, 0, epoch + second);
      }
      return entry;
    }

    it('leave out what came before', () => {
      // 91.5 ms, to the 0.1 % of the histogram.
      expect(traffic(true).currentPercentiles(epoch + 14.3, [0.5, 0.95])).toEqual([91, 91]);
    });

    it('are unknown once no snapshot is near enough', () => {
      expect(traffic(true).currentPercentiles(epoch + 40.3, [0.5])).toBeNull();
    });

    it('are not kept unless asked for', () => {
      expect(traffic(false).currentPercentiles(epoch + 14.3, [0.5])).toBeNull();
    });

    it('begin anew after a reset', () => {
      const entry = traffic(true);
      entry.reset(epoch + 14.4);
      entry.record(7, 0, epoch + 15);
      expect(entry.currentPercentiles(epoch + 24, [0.5])).toEqual([7]);
    });
  });

  it('is after a reset as if it had just been made', () => {
    const entry = new Entry('/a', 'GET', epoch, false);
    entry.record(50, 10, epoch + 1);
    entry.record(null, 10, epoch + 1);
    entry.recordFailure(epoch + 1);
    entry.reset(epoch + 5);
    expect(entry).toEqual(new Entry('/a', 'GET', epoch + 5, false));
    expect(entry.histogram.count).toBe(0);
    expect(entry.requestRate.rate(epoch + 4, epoch)).toBe(0);
  });
});
