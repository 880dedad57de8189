import { afterEach, describe, expect, it, vi } from 'vitest';
import { Stats } from '../../src/stats/stats.js';
import { makeSample } from '../helpers/samples.js';

const epoch = 1_700_000_000;

describe('Stats', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts each request in its own entry and in the total', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ responseTime: 20 }), epoch + 1);
    stats.record(makeSample({ requestType: 'POST', responseTime: 30, responseLength: 5 }), epoch + 2);
    expect(stats.entry('/a', 'GET')).toMatchObject({ numRequests: 1, totalResponseTime: 20, totalContentLength: 100 });
    expect(stats.entry('/a', 'POST')).toMatchObject({ numRequests: 1, totalResponseTime: 30, totalContentLength: 5 });
    expect(stats.total).toMatchObject({
      name: 'Aggregated',
      method: '',
      startTime: epoch,
      numRequests: 2,
      totalResponseTime: 50,
      lastRequestTimestamp: epoch + 2,
    });
  });

  it('counts a failed request as a request, as a failure, and in the error report', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ exception: new Error('bad') }), epoch + 1);
    expect(stats.total).toMatchObject({ numRequests: 1, numFailures: 1 });
    expect(stats.total.histogram.count).toBe(1);
    expect(stats.entry('/a', 'GET')).toMatchObject({ numRequests: 1, numFailures: 1 });
    expect(stats.failures.list()).toMatchObject([{ error: "Error('bad')", occurrences: 1, firstSeen: epoch + 1 }]);
  });

  it('keeps names apart from methods, whatever characters they have', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ requestType: 'a b', name: 'c' }), epoch);
    stats.record(makeSample({ requestType: 'a', name: 'b c' }), epoch);
    stats.record(makeSample({ requestType: '__proto__', name: 'constructor' }), epoch);
    expect(stats.entries().map((entry) => entry.numRequests)).toEqual([1, 1, 1]);
  });

  it('starts an entry at the moment of its first request', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample(), epoch + 7.5);
    expect(stats.entries().map(({ startTime }) => startTime)).toEqual([epoch + 7.5]);
  });

  it('takes the wall clock where no moment is given', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: epoch * 1000 });
    const stats = new Stats();
    vi.setSystemTime((epoch + 3) * 1000);
    stats.record(makeSample());
    expect(stats.total).toMatchObject({ startTime: epoch, lastRequestTimestamp: epoch + 3 });
  });

  it('keeps a window of percentiles for the total always, for entries when asked', () => {
    for (const windowedEntries of [false, true]) {
      const stats = new Stats({ windowedEntries }, epoch);
      stats.record(makeSample({ responseTime: 42 }), epoch);
      expect(stats.total.currentPercentiles(epoch + 10, [0.5])).toEqual([42]);
      expect(stats.entry('/a', 'GET').currentPercentiles(epoch + 10, [0.5])).toEqual(windowedEntries ? [42] : null);
    }
  });

  function busy(): Stats {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ exception: 'bad' }), epoch + 1);
    stats.exceptions.record(new Error('x'), 'local');
    return stats;
  }

  it('forgets everything when a new test starts', () => {
    const stats = busy();
    stats.clearAll(epoch + 9);
    expect(stats.entries()).toEqual([]);
    expect(stats.failures.size).toBe(0);
    expect(stats.exceptions.size).toBe(0);
    expect(stats.total).toMatchObject({
      numRequests: 0,
      numFailures: 0,
      startTime: epoch + 9,
      lastRequestTimestamp: null,
    });
  });

  it('keeps entries listed with zeros, and exceptions, when statistics are reset', () => {
    const stats = busy();
    stats.resetAll(epoch + 9);
    expect(stats.entries()).toMatchObject([{ name: '/a', method: 'GET', numRequests: 0, startTime: epoch + 9 }]);
    expect(stats.failures.size).toBe(0);
    expect(stats.exceptions.size).toBe(1);
    expect(stats.total).toMatchObject({ numRequests: 0, numFailures: 0, startTime: epoch + 9 });
  });
});
