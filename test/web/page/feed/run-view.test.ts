import { describe, expect, it } from 'vitest';
import {
  frozenRun,
  unknownRun,
  withHistory,
  withMarker,
  withSnapshot,
} from '../../../../src/web/page/feed/run-view.js';
import { emptyHistory, entryRow, snapshot } from '../../../helpers/page/feed.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';

const test = new SimulatedTest({ names: 3, users: 10, spawnRate: 5, startTime: 1000 });
const point = test.step();
const begun = withSnapshot(
  withHistory(unknownRun, { ...emptyHistory(), points: { ...test.points, at: [] } }),
  snapshot(),
);

describe('the view of a test', () => {
  it('contains history and snapshot', () => {
    const run = withSnapshot(withHistory(unknownRun, test.history()), test.snapshot());
    expect(run).toMatchObject({ testId: 'test-1', startTime: 1000 });
    expect(run.entries.get('GET /api/jobs')?.numRequests).toBe(test.rows[0]?.requests);
    expect(run.points.at).toEqual([1001]);
  });

  it('replaces changed rows, and keeps the identity of others', () => {
    const [a, b] = [entryRow({ name: '/a' }), entryRow({ name: '/b' })];
    const first = withSnapshot(begun, snapshot({ entries: [a, b] }));
    const second = withSnapshot(first, snapshot({ entries: [entryRow({ name: '/b', numRequests: 7 })] }));
    expect(second.entries.get('GET /a')).toBe(a);
    expect(second.entries.get('GET /b')?.numRequests).toBe(7);
    expect(withSnapshot(second, snapshot()).entries).toBe(second.entries);
  });

  it('distinguishes failures by error, too', () => {
    const failure = { method: 'GET', name: '/a', error: 'X', occurrences: 1, firstSeen: 1, lastSeen: 1 };
    const run = withSnapshot(begun, snapshot({ failures: [failure, { ...failure, error: 'Y' }] }));
    expect(run.failures.size).toBe(2);
  });

  it('gets a point and a trend a second while a test runs, none otherwise', () => {
    const run = withSnapshot(begun, { ...test.snapshot(point) });
    expect(run.points.at).toEqual([1001]);
    expect(run.trends.get('GET /api/jobs')).toHaveLength(1);
    expect(withSnapshot(run, snapshot()).points).toBe(run.points);
  });

  it('is replaced by a new history, except for the log', () => {
    const line = { node: '', text: 'one' };
    const known = withMarker(withSnapshot(begun, snapshot({ log: [line], entries: [entryRow()] })), {
      at: 1,
      kind: 'load',
      text: '5 users',
    });
    const run = withHistory(known, { ...emptyHistory(), testId: 'test-2' });
    expect(run).toMatchObject({ testId: 'test-2', markers: [], log: [line], snapshot: null });
    expect(run.entries.size).toBe(0);
  });

  it('keeps its rows and figures when a new connection sends the history of the same test', () => {
    const known = withSnapshot(begun, snapshot({ state: 'running', entries: [entryRow({ name: '/a' })] }));
    const run = withHistory(known, { ...emptyHistory(), points: test.points });
    expect([run.points, run.snapshot, run.entries]).toEqual([test.points, known.snapshot, known.entries]);
  });

  it('keeps the latest 500 lines of each node', () => {
    const own = { node: '', text: 'one' };
    const log = Array.from({ length: 2100 }, (_, i) => ({ node: 'w1', text: String(i) }));
    const run = withSnapshot(withSnapshot(begun, snapshot({ log: [own] })), snapshot({ log }));
    expect([run.log.length, run.log[0], run.log[1]?.text]).toEqual([501, own, '1600']);
  });

  it('is complete in a report', () => {
    const run = frozenRun(test.frozen());
    expect(run.entries.size).toBe(3);
    expect(run.points.at).toEqual([1001]);
    expect(run.snapshot?.state).toBe('stopped');
  });
});
