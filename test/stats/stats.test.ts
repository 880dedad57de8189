import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Stats } from '../../src/stats/stats.js';
import { viewStats } from '../../src/stats/view.js';
import { makeSample } from '../helpers/statistics/samples.js';

const epoch = 1_700_000_000;

describe('Stats', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts each request in its own entry and in the total', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ responseTime: 20 }), epoch + 1);
    stats.record(makeSample({ requestType: 'POST', responseTime: 30, responseLength: 5 }), epoch + 2);
    expect(stats.get('/a', 'GET')).toMatchObject({ numRequests: 1, totalResponseTime: 20, totalContentLength: 100 });
    expect(stats.get('/a', 'POST')).toMatchObject({ numRequests: 1, totalResponseTime: 30, totalContentLength: 5 });
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
    expect(stats.get('/a', 'GET')).toMatchObject({ numRequests: 1, numFailures: 1 });
    expect(stats.failures.list()).toMatchObject([{ error: "Error('bad')", occurrences: 1, firstSeen: epoch + 1 }]);
  });

  it('keeps names apart from methods, whatever characters they have', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ requestType: 'a b', name: 'c' }), epoch);
    stats.record(makeSample({ requestType: 'a', name: 'b c' }), epoch);
    stats.record(makeSample({ requestType: '__proto__', name: 'constructor' }), epoch);
    expect(stats.entries.map((entry) => entry.numRequests)).toEqual([1, 1, 1]);
  });

  it('starts an entry at the moment of its first request', () => {
    const stats = new Stats({}, epoch);
    stats.record(makeSample(), epoch + 7.5);
    expect(stats.entries.map(({ startTime }) => startTime)).toEqual([epoch + 7.5]);
  });

  it('takes the time of a monotonic clock by default: a step of the wall clock changes nothing', () => {
    vi.useFakeTimers({ now: epoch * 1000 });
    const stats = new Stats();
    for (const step of [0, 3_600, -7_200]) {
      vi.setSystemTime(Date.now() + step * 1_000);
      for (let i = 0; i < 100; i++) {
        vi.advanceTimersByTime(100);
        stats.record(makeSample());
      }
      expect(viewStats(stats).total.currentRps).toBeCloseTo(10, 0);
    }
    expect(stats.total.lastRequestTimestamp).toBeCloseTo(stats.total.startTime + 30, 3);
    expect(viewStats(stats).total.totalRps).toBeCloseTo(10, 1);
  });

  it('lists entries sorted by name, then method, also after more are created or all are dropped', () => {
    const stats = new Stats({}, epoch);
    const sorted = () => stats.sortedEntries.map(({ name, method }) => `${method} ${name}`);
    stats.record(makeSample({ name: '/b' }), epoch);
    expect(sorted()).toEqual(['GET /b']);
    for (const requestType of ['PUT', 'GET']) stats.record(makeSample({ name: '/a', requestType }), epoch);
    expect(sorted()).toEqual(['GET /a', 'PUT /a', 'GET /b']);
    stats.clearAll(epoch);
    expect(sorted()).toEqual([]);
  });

  it('keeps a window of percentiles for the total always, for entries by an option', () => {
    for (const windowedEntries of [false, true]) {
      const stats = new Stats({ windowedEntries }, epoch);
      stats.record(makeSample({ responseTime: 42 }), epoch);
      expect(stats.total.getCurrentResponseTimePercentile(0.5, epoch + 10)).toBe(42);
      const current = stats.get('/a', 'GET').getCurrentResponseTimePercentile(0.5, epoch + 10);
      expect(current).toBe(windowedEntries ? 42 : null);
    }
  });

  function busy(): Stats {
    const stats = new Stats({}, epoch);
    stats.record(makeSample({ exception: 'bad' }), epoch + 1);
    stats.exceptions.record(new Error('x'), 'local');
    return stats;
  }

  it('drops everything when a new test starts', () => {
    const stats = busy();
    stats.clearAll(epoch + 9);
    expect(stats.entries).toEqual([]);
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
    expect(stats.entries).toMatchObject([{ name: '/a', method: 'GET', numRequests: 0, startTime: epoch + 9 }]);
    expect(stats.failures.size).toBe(0);
    expect(stats.exceptions.size).toBe(1);
    expect(stats.total).toMatchObject({ numRequests: 0, numFailures: 0, startTime: epoch + 9 });
  });

  it('gives zeros for what was never requested, without listing it', () => {
    const stats = busy();
    expect(stats.get('/b', 'GET')).toMatchObject({ name: '/b', method: 'GET', numRequests: 0, failRatio: 0 });
    expect(stats.entries).toHaveLength(1);
    expect(stats.get('/a', 'POST').numRequests).toBe(0);
  });

  it('counts what follows in an entry that was asked for before its first request', () => {
    const stats = new Stats({ windowedEntries: true }, epoch);
    const [recorded, absorbed] = [stats.get('/a', 'GET'), stats.get('/a', 'POST')];
    expect(stats.get('/a', 'GET')).toBe(recorded);
    expect([stats.entries, stats.entryCount, stats.has('/a', 'GET')]).toEqual([[], 0, false]);
    expect(stats.drain(epoch + 1).entries).toEqual([]);
    stats.record(makeSample({ responseTime: 20 }), epoch + 2);
    expect(stats.entries).toEqual([recorded]);
    expect(recorded).toMatchObject({ numRequests: 1, startTime: epoch + 2 });
    expect(recorded.getCurrentResponseTimePercentile(0.5, epoch + 10)).toBe(20);
    const other = new Stats({}, epoch);
    other.record(makeSample({ requestType: 'POST', responseTime: 30 }), epoch + 3);
    stats.absorb(other.drain(epoch + 4));
    expect(stats.entries).toEqual([recorded, absorbed]);
    expect(absorbed).toMatchObject({ numRequests: 1, startTime: epoch + 3 });
  });

  it('keeps an entry that was asked for when statistics are reset, not when a new test starts', () => {
    const stats = busy();
    const entry = stats.get('/b', 'GET');
    stats.resetAll(epoch + 2);
    expect(stats.get('/b', 'GET')).toBe(entry);
    stats.clearAll(epoch + 3);
    stats.record(makeSample({ name: '/b' }), epoch + 4);
    expect([entry.numRequests, stats.get('/b', 'GET').numRequests]).toEqual([0, 1]);
  });

  it('has the counts of the total as its own, as Locust has', () => {
    const { numRequests, numNoneRequests, numFailures, startTime, lastRequestTimestamp } = busy();
    expect([numRequests, numNoneRequests, numFailures, startTime, lastRequestTimestamp]).toEqual([
      1,
      0,
      1,
      epoch,
      epoch + 1,
    ]);
  });

  it('refuses Locust’s Python names', () => {
    expect(() => Reflect.get(busy(), 'num_requests')).toThrow(expect.objectContaining({ hint: 'Use numRequests.' }));
    expect(() => Reflect.get(busy(), 'errors')).toThrow(expect.objectContaining({ hint: 'Use failures.list().' }));
  });

  it('keeps custom metrics: a reset empties trends and rates, a new test all of them', () => {
    const stats = new Stats({}, epoch);
    const names = () => stats.metrics.list().map(({ name }) => name);
    stats.metrics.trend('quality', 1);
    stats.metrics.rate('cache hit', true);
    stats.metrics.counter('tokens').add(3);
    stats.resetAll();
    expect(names()).toEqual(['tokens']);
    stats.clearAll(epoch + 5);
    expect([names(), stats.metrics.startTime]).toEqual([[], epoch + 5]);
  });

  it('passes on what it has absorbed, once it has', () => {
    const [stats, other] = [new Stats({}, epoch), new Stats({}, epoch)];
    other.record(makeSample(), epoch + 1);
    const added = other.drain(epoch + 2);
    const calls: unknown[] = [];
    stats.onAbsorbed = (delta) => calls.push(delta === added, stats.numRequests);
    stats.absorb(added);
    expect(calls).toEqual([true, 1]);
  });

  it('drains and absorbs custom metrics', () => {
    const [worker, master] = [new Stats({}, epoch), new Stats({}, epoch)];
    worker.metrics.counter('tokens').add(3);
    for (let i = 0; i < 2; i++) master.absorb(worker.drain(epoch + 1));
    expect(master.metrics.counter('tokens').total).toBe(3);
    expect(worker.metrics.list()).toEqual([]);
  });

  describe('drain and absorb', () => {
    const request = fc.record({
      name: fc.constantFrom('/a', '/b'),
      requestType: fc.constantFrom('GET', 'POST'),
      responseTime: fc.option(fc.nat(500_000).map((eighths) => eighths / 8)),
      responseLength: fc.nat(1_000),
      exception: fc.option(fc.constantFrom('x', 'y')),
      gap: fc.nat(10_000).map((eighths) => eighths / 8_192),
      node: fc.nat(2),
      reports: fc.boolean(),
    });

    it('equal one process that recorded everything, whenever each node reports', () => {
      fc.assert(
        fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
          const [whole, master] = [new Stats({}, epoch), new Stats({}, epoch)];
          const nodes = Array.from({ length: 3 }, () => new Stats({}, epoch));
          let at = epoch;
          for (const { gap, node, reports, ...given } of requests) {
            const worker = nodes[node] as Stats;
            at += gap;
            for (const stats of [whole, worker]) stats.record(makeSample(given), at);
            if (given.exception !== null) {
              for (const stats of [whole, worker]) stats.exceptions.record(thrownText(given.name), `node ${node}`);
            }
            if (reports) master.absorb(JSON.parse(JSON.stringify(worker.drain(at))));
          }
          for (const worker of nodes) master.absorb(worker.drain(at));
          expect(figuresOf(master)).toEqual(figuresOf(whole));
        }),
      );
    });

    it('leave entries listed, and the next delta without unchanged ones', () => {
      const stats = busy();
      expect(stats.drain(epoch + 3).entries).toHaveLength(1);
      expect(stats.entries).toMatchObject([{ name: '/a', numRequests: 0 }]);
      expect(stats.drain(epoch + 6)).toMatchObject({ entries: [], failures: [], exceptions: [] });
    });

    function thrownText(text: string): Error {
      const error = new Error(text);
      error.stack = `Error: ${text}\n    at t (${text}.ts:1:1)`;
      return error;
    }

    /** Everything that must be equal; what depends on the order of reports is sorted. */
    function figuresOf(stats: Stats) {
      const { total, entries } = viewStats(stats, epoch);
      const rows = [total, ...entries].map(({ currentPercentiles: _, ...row }) => row);
      const failures = stats.failures.list().toSorted((a, b) => (a.key < b.key ? -1 : 1));
      const exceptions = stats.exceptions.list().map(({ nodes, ...row }) => ({ ...row, nodes: [...nodes].sort() }));
      return { rows, failures, exceptions: exceptions.toSorted((a, b) => (a.message < b.message ? -1 : 1)) };
    }
  });
});
