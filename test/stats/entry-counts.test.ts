import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryCounts } from '../../src/stats/entry-counts.js';

const epoch = 1_700_000_000;

describe('EntryCounts', () => {
  it('counts requests, times and lengths exactly', () => {
    const entry = new EntryCounts('/a', 'GET', epoch);
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

  it('counts a request without a time as a request with a length only', () => {
    const entry = new EntryCounts('feed', 'WS', epoch);
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

  it('counts failures apart from requests, second by second', () => {
    const entry = new EntryCounts('/a', 'GET', epoch);
    expect(entry.failureRate).toBeNull();
    entry.recordFailure(epoch + 1.9);
    entry.recordFailure(epoch + 1);
    expect(entry.numFailures).toBe(2);
    expect(entry.numRequests).toBe(0);
    expect(entry.failureRate?.rate(epoch + 4, epoch + 1)).toBe(2);
  });

  it('has the exact sums, minimum and maximum of any requests', () => {
    const request = fc.record({
      time: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true })),
      length: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 100 }), (requests) => {
        const entry = new EntryCounts('/a', 'GET', epoch);
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

  describe('the window of ten seconds', () => {
    it('is kept from keepWindow() on, and after a reset', () => {
      const entry = new EntryCounts('/a', 'GET', epoch);
      entry.record(1, 0, epoch);
      expect(entry.windowStart(epoch + 10)).toBeUndefined();
      entry.keepWindow(epoch + 1);
      entry.record(2, 0, epoch + 2);
      expect(entry.windowStart(epoch + 11)?.count).toBe(1);
      entry.reset(epoch + 20);
      expect(entry.windowStart(epoch + 30)?.count).toBe(0);
    });

    it('has a snapshot of every second with a request', () => {
      const entry = new EntryCounts('/a', 'GET', epoch);
      entry.keepWindow(epoch);
      for (let second = 1; second < 30; second++) entry.record(5, 0, epoch + second);
      expect(entry.windowStart(epoch + 29.5)?.count).toBe(19);
    });
  });

  it('copies its histogram again only after a response time was added', () => {
    const entry = new EntryCounts('/a', 'GET', epoch);
    entry.record(5, 0, epoch);
    const first = entry.snapshot();
    entry.record(null, 0, epoch);
    expect(entry.snapshot()).toBe(first);
    entry.record(6, 0, epoch);
    expect(entry.snapshot().count).toBe(2);
    entry.reset(epoch);
    entry.record(9, 0, epoch);
    entry.record(9, 0, epoch);
    expect(entry.snapshot().percentiles([0])).toEqual([9]);
  });

  it('equals a new entry after a reset', () => {
    const entry = new EntryCounts('/a', 'GET', epoch);
    entry.record(50, 10, epoch + 1);
    entry.record(null, 10, epoch + 1);
    entry.recordFailure(epoch + 1);
    entry.reset(epoch + 5);
    expect(entry).toEqual(new EntryCounts('/a', 'GET', epoch + 5));
    expect(entry.histogram.count).toBe(0);
    expect(entry.requestRate.rate(epoch + 4, epoch)).toBe(0);
  });

  describe('drain and absorb', () => {
    // Eighths of milliseconds: their sums are exact in any order.
    const request = fc.record({
      time: fc.option(fc.nat(500_000).map((eighths) => eighths / 8)),
      length: fc.nat(1_000_000),
      failed: fc.boolean(),
      gap: fc.nat(20_000).map((eighths) => eighths / 8_192),
      part: fc.nat(3),
      outcome: fc.nat(7),
    });
    const countsOf = (entry: EntryCounts) => ({ ...entry.drain(0), startTime: 0 });

    it('equal one entry that counted everything, however the requests are divided', () => {
      fc.assert(
        fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
          const whole = new EntryCounts('/a', 'GET', epoch);
          const parts = Array.from({ length: 4 }, () => new EntryCounts('/a', 'GET', epoch));
          const absorbed = new EntryCounts('/a', 'GET', epoch);
          let at = epoch;
          for (const { time, length, failed, gap, part, outcome } of requests) {
            at += gap;
            for (const entry of [whole, parts[part] as EntryCounts]) {
              entry.record(time, length, at, outcome);
              if (failed) entry.recordFailure(at);
            }
          }
          for (const part of parts) absorbed.absorb(structuredClone(part.drain(at)));
          expect(absorbed.startTime).toBe(whole.startTime);
          expect(absorbed.requestRate.rate(Math.trunc(at), epoch)).toBe(whole.requestRate.rate(Math.trunc(at), epoch));
          expect(countsOf(absorbed)).toEqual(countsOf(whole));
        }),
      );
    });

    it('leave the drained entry as new', () => {
      const entry = new EntryCounts('/a', 'GET', epoch);
      entry.record(5, 10, epoch + 1);
      entry.recordFailure(epoch + 1);
      entry.drain(epoch + 3);
      expect(entry).toEqual(new EntryCounts('/a', 'GET', epoch + 3));
      expect(entry.drain(epoch + 6)).toMatchObject({ numRequests: 0, startTime: epoch + 3, requestsPerSecond: [] });
    });

    it('keep a snapshot of the window when a newer second was absorbed, as Locust’s master does', () => {
      const [worker, master] = [new EntryCounts('', 'Aggregated', epoch), new EntryCounts('', 'Aggregated', epoch)];
      master.keepWindow(epoch);
      for (const second of [1, 4, 7]) {
        worker.record(second, 0, epoch + second);
        master.absorb(worker.drain(epoch + second));
      }
      expect(master.windowStart(epoch + 14)?.count).toBe(2);
    });
  });
});
