import { describe, expect, it } from 'vitest';
import type { RunnerState } from '../../../src/core/runner.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { Stats } from '../../../src/stats/stats.js';
import type { FeedSnapshot, History, Marker } from '../../../src/web/contracts/feed.js';
import { LiveFeed } from '../../../src/web/feed/live-feed.js';
import { LogLines } from '../../../src/web/feed/log-lines.js';
import { TestBackend } from '../../helpers/page/web-backend.js';
import { makeSample } from '../../helpers/statistics/samples.js';

/** A feed whose seconds the test controls, and the events of its viewer. */
function liveFeed() {
  const backend = new TestBackend();
  const log = new LogLines();
  const feed = new LiveFeed(backend, log);
  const { stats } = backend.environment;
  let at = stats.total.startTime;
  const tick = (requests: number, state: RunnerState = 'running', users = 5) => {
    backend.setRunner(state, users);
    at++;
    for (let i = 0; i < requests; i++) stats.record(makeSample(), at);
    feed.tick(takeSnapshot(backend.environment, at));
  };
  const view = () => {
    const events: { name: string; data: unknown }[] = [];
    const disconnect = feed.connect({
      send(event) {
        const text = new TextDecoder().decode(event);
        const [, name, data] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(text) as unknown as [string, string, string];
        events.push({ name, data: JSON.parse(data) });
      },
    });
    const ofName = <T>(name: string) => events.filter((event) => event.name === name).map(({ data }) => data as T);
    return {
      events,
      disconnect,
      histories: () => ofName<History>('history'),
      snapshots: () => ofName<FeedSnapshot>('snapshot'),
      markers: () => ofName<Marker>('marker'),
    };
  };
  return { backend, feed, log, tick, view };
}

describe('LiveFeed', () => {
  it('sends a viewer the history, then the whole snapshot, then changes', () => {
    const { tick, view } = liveFeed();
    tick(3);
    const { events, histories, snapshots } = view();
    expect(events.map(({ name }) => name)).toEqual(['history', 'snapshot']);
    expect(histories()[0]?.points.rps).toEqual([3]);
    expect(snapshots()[0]).toMatchObject({ point: null, entries: [{ numRequests: 3 }] });
    tick(2);
    expect(snapshots()[1]).toMatchObject({ point: { rps: 2, users: 5 }, entries: [{ numRequests: 5 }] });
  });

  it('omits unchanged rows from changes', () => {
    const { backend, tick, view } = liveFeed();
    backend.environment.stats.record(makeSample({ name: '/once' }), backend.environment.stats.total.startTime + 1);
    tick(1);
    const { snapshots } = view();
    tick(1);
    expect(snapshots()[1]?.entries.map(({ name }) => name)).toEqual(['/a']);
  });

  it('gives each viewer each line of the log once', () => {
    const { log, tick, view } = liveFeed();
    log.add('before');
    tick(0);
    const first = view();
    log.add('between');
    const second = view();
    tick(0);
    const lines = ({ snapshots }: ReturnType<typeof view>) =>
      snapshots().flatMap(({ log: some }) => some.map(({ text }) => text));
    expect(lines(first)).toEqual(['before', 'between']);
    expect(lines(second)).toEqual(['before', 'between']);
  });

  it('gives each viewer the lines of all workers: a busy one displaces none of others', () => {
    const { log, tick, view } = liveFeed();
    const busy = Array.from({ length: 5_000 }, (_, i) => `line ${i}`);
    log.add('of the master');
    log.workers.replace('quiet', ['before']);
    for (let from = 0; from < busy.length; from += 500) log.workers.replace('busy', busy.slice(from, from + 500));
    tick(0);
    const first = view();
    log.workers.replace('quiet', ['before', 'between']);
    const second = view();
    tick(0);
    const newestOfBusy = busy.slice(-500).map((text) => ({ node: 'busy', text }));
    const before = [{ node: '', text: 'of the master' }, { node: 'quiet', text: 'before' }, ...newestOfBusy];
    for (const { snapshots } of [first, second])
      expect(snapshots().map((sent) => sent.log)).toEqual([before, [{ node: 'quiet', text: 'between' }]]);
  });

  it('records the mean response time of the test until each second', () => {
    const { backend, feed, tick } = liveFeed();
    const { stats } = backend.environment;
    stats.record(makeSample({ responseTime: 10 }), stats.total.startTime + 1);
    tick(0);
    stats.record(makeSample({ responseTime: 30 }), stats.total.startTime + 2);
    tick(0);
    expect(feed.points().latest?.averages).toEqual([10, 20]);
  });

  it('records the rates of the last ten seconds: workers report many requests at once, and then none', () => {
    const { feed, tick } = liveFeed();
    for (const requests of [30, 0, 0, 30, 0, 0, 30, 0, 0]) tick(requests);
    const { rps, latest } = feed.points();
    expect(rps).toEqual([30, 0, 0, 30, 0, 0, 30, 0, 0]);
    const rates = latest?.currentRps.slice(6) ?? [];
    expect([rates.length, rates.every((rate) => rate > 0)]).toEqual([3, true]);
  });

  it('sends the page nothing that only Locust’s history has', () => {
    const { tick, view } = liveFeed();
    tick(1);
    expect(view().histories()[0]?.points).not.toHaveProperty('latest');
  });

  it('marks the start, changes of the load and the stop', () => {
    const { tick, view } = liveFeed();
    tick(0, 'ready', 0);
    const { markers } = view();
    tick(1, 'spawning', 5);
    tick(1, 'running', 5);
    tick(1, 'running', 9);
    tick(0, 'stopped', 0);
    expect(markers().map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'start: started with 5 users',
      'load: 9 users',
      'stop: stopped',
    ]);
  });

  it('records the requests that arrive after the last second of a test, once', () => {
    const { feed, tick } = liveFeed();
    tick(4);
    tick(3, 'stopped', 0); // such as the last reports of workers
    tick(0, 'stopped', 0);
    expect(feed.points().rps).toEqual([4, 3]);
    const latency = feed.row('GET', '/a', 0)?.latency ?? [];
    expect(latency.filter((_, i) => i % 2 === 1).reduce((sum, count) => sum + count, 0)).toBe(7);
  });

  it('records the requests of a test that ends within a second', () => {
    const { backend, feed, tick } = liveFeed();
    tick(4);
    tick(0, 'stopped', 0);
    backend.environment.stats.clearAll(backend.environment.stats.total.startTime + 1);
    tick(2, 'stopped', 0);
    expect(feed.points().rps).toEqual([2]);
  });

  it('sends viewers 500 failures and 500 exceptions; a report has all of them', () => {
    const { backend, feed, tick, view } = liveFeed();
    const { stats } = backend.environment;
    const fail = () => {
      for (let i = 0; i < 501; i++) {
        stats.failures.record('GET', '/a', `failure ${i}`, 1);
        stats.exceptions.record(Object.assign(new Error(), { stack: `Error\n    at f (/a.ts:${i}:1)` }), 'local');
      }
    };
    const countsOf = (sent: FeedSnapshot | undefined) => [sent?.failures.length, sent?.exceptions.length];
    fail();
    tick(1);
    const { snapshots } = view();
    fail();
    tick(1);
    expect(snapshots().map(countsOf)).toEqual([
      [500, 500],
      [500, 500],
    ]);
    expect(countsOf(feed.freeze(takeSnapshot(backend.environment)).snapshot)).toEqual([501, 501]);
  });

  it('records no points while no test runs', () => {
    const { tick, view } = liveFeed();
    tick(0, 'ready', 0);
    tick(0, 'ready', 0);
    expect(view().histories()[0]?.points.at).toEqual([]);
  });

  it('starts a new history for a new test, without numbers of the previous one', () => {
    const { backend, tick, view } = liveFeed();
    tick(3);
    const { histories } = view();
    backend.environment.stats.clearAll(backend.environment.stats.total.startTime + 100);
    tick(1);
    expect(histories()[1]?.points.rps).toEqual([]);
    expect(histories()[1]?.testId).not.toBe(histories()[0]?.testId);
    expect(view().histories()[0]?.points.rps).toEqual([1]);
  });

  it('tells the test of another process from its own, in spite of the same seed', () => {
    const ids = [1, 2].map(() => {
      const feed = new LiveFeed(new TestBackend({ seed: '7' }), new LogLines());
      return feed.freeze(takeSnapshot(new TestBackend().environment)).history.testId;
    });
    expect(new Set(ids).size).toBe(2);
  });

  it('sends an empty history after a reset', () => {
    const { backend, tick, view } = liveFeed();
    tick(3);
    const { histories } = view();
    backend.environment.stats.resetAll(backend.environment.stats.total.startTime + 1);
    tick(0);
    expect(histories()[1]?.points.at).toEqual([]);
  });

  it('starts one history for a reset, whenever the measurements of workers began that arrive after it', () => {
    const { backend, tick, view } = liveFeed();
    const { stats } = backend.environment;
    tick(3);
    const { histories } = view();
    const resetAt = stats.startTime + 1;
    stats.resetAll(resetAt);
    tick(1);
    const worker = new Stats({}, resetAt - 0.5);
    worker.record(makeSample(), resetAt + 1);
    stats.absorb(worker.drain(resetAt + 2));
    tick(1);
    expect(histories()).toHaveLength(2);
    expect(view().histories()[0]).toMatchObject({
      testId: histories()[1]?.testId,
      startTime: resetAt - 0.5,
      points: { rps: [1, 2] },
    });
  });

  it('sends nothing to a viewer that has left', () => {
    const { feed, tick, view } = liveFeed();
    const { disconnect, events } = view();
    disconnect();
    tick(1);
    expect([events.length, feed.viewerCount]).toEqual([1, 0]);
  });

  it('returns the points of one row, and those after a given time', () => {
    const { backend, feed, tick } = liveFeed();
    for (const requests of [1, 2, 3]) tick(requests);
    expect(feed.row('GET', '/a', 0)?.points.rps).toEqual([1, 2, 3]);
    const { startTime } = backend.environment.stats.total;
    expect(feed.row('GET', '/a', startTime + 2)?.points.rps).toEqual([3]);
    expect(feed.row('GET', '/unknown', 0)).toBeNull();
  });

  it('freezes everything for a report', () => {
    const { backend, feed, tick } = liveFeed();
    tick(4);
    const frozen = feed.freeze(takeSnapshot(backend.environment));
    expect(frozen).toMatchObject({ history: { points: { rps: [4] } }, snapshot: { entries: [{ numRequests: 4 }] } });
    expect(frozen.rows.map(({ name }) => name)).toEqual(['/a']);
  });

  it('freezes the start of the statistics also before the first second', () => {
    const { backend, feed } = liveFeed();
    const { startTime } = backend.environment.stats;
    expect(feed.freeze(takeSnapshot(backend.environment)).history.startTime).toBe(startTime);
  });

  it('freezes the peak of users, which merged points do not have, of the current test', () => {
    const { backend, feed, tick } = liveFeed();
    const freeze = () => feed.freeze(takeSnapshot(backend.environment));
    for (let second = 0; second < 2_000; second++) tick(0, 'running', second === 600 ? 90 : 5);
    expect([Math.max(...freeze().history.points.users) < 90, freeze().peakUsers]).toEqual([true, 90]);
    backend.environment.stats.clearAll(backend.environment.stats.total.startTime + 5_000);
    tick(0, 'running', 7);
    expect(freeze().peakUsers).toBe(7);
  });

  it('keeps the log out of reports', () => {
    const { backend, feed, log, tick, view } = liveFeed();
    log.add('token=abc');
    log.workers.replace('vm_1', ['of a worker']);
    tick(1);
    expect(view().snapshots()[0]?.log).toHaveLength(2);
    expect(feed.freeze(takeSnapshot(backend.environment)).snapshot.log).toEqual([]);
  });

  it('sends custom metrics: rows that changed, and a point for each second', () => {
    const { backend, tick, view } = liveFeed();
    const { metrics } = backend.environment.stats;
    metrics.counter('tokens').add(12);
    metrics.gauge('queue', 4);
    tick(1);
    const { histories, snapshots } = view();
    expect(histories()[0]?.points.metrics).toEqual([
      { kind: 'gauge', name: 'queue', lines: [[4]] },
      { kind: 'counter', name: 'tokens', lines: [[12]] },
    ]);
    expect(snapshots()[0]?.metrics?.map(({ name }) => name)).toEqual(['queue', 'tokens']);
    metrics.gauge('queue', 5);
    tick(1);
    expect(snapshots()[1]).toMatchObject({
      metrics: [{ name: 'queue', value: 5 }],
      point: { metrics: [{ values: [5] }, { values: [0] }] },
    });
  });

  it('sends of a worker what the page shows, also if it is an object with getters', () => {
    class Worker {
      readonly id = 'vm_1';
      readonly state = 'running';
      readonly cpuUsage = 12;
      readonly memoryUsage = 1e8;
      readonly command = { host: 'http://user:password@h' };
      get userCount(): number {
        return 3;
      }
    }
    const { backend, tick, view } = liveFeed();
    backend.workers = [new Worker()];
    tick(1);
    expect(view().snapshots()[0]?.workers).toEqual([
      { id: 'vm_1', state: 'running', userCount: 3, cpuUsage: 12, memoryUsage: 1e8 },
    ]);
  });

  it('knows which users ran before the test was stopped', () => {
    const { backend, feed, tick } = liveFeed();
    tick(1, 'running', 5);
    tick(1, 'cleanup', 2);
    tick(0, 'stopped', 0);
    expect(feed.usersOf(takeSnapshot(backend.environment))).toEqual({ Visitor: 5 });
    tick(1, 'running', 3);
    expect(feed.usersOf(takeSnapshot(backend.environment))).toEqual({ Visitor: 3 });
  });

  it('sends the same bytes to all viewers', () => {
    const { feed, tick } = liveFeed();
    tick(1);
    const seen: Uint8Array[][] = [[], []];
    for (const list of seen) feed.connect({ send: (event) => list.push(event) });
    tick(1);
    expect(seen[0]?.at(-1)).toBe(seen[1]?.at(-1));
  });
});
