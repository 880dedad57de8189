/** Feeds for tests of the page: small hand-written ones, and that of a simulated test. */
import type { EntryRow, FeedSnapshot, FrozenFeed, History, TotalPoints } from '../../../src/web/contracts/feed.js';
import { unknownRun } from '../../../src/web/page/feed/run-view.js';

export const fractions = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1];

export function emptyPoints(): TotalPoints {
  return { ...unknownRun.points, fractions, percentiles: fractions.map(() => []) };
}

export function emptyHistory(): History {
  return { testId: 'test-1', startTime: null, fractions, points: emptyPoints(), trends: [], markers: [] };
}

export function entryRow(given: Partial<EntryRow> = {}): EntryRow {
  return {
    method: 'GET',
    name: '/',
    numRequests: 0,
    numFailures: 0,
    currentRps: 0,
    currentFailPerSec: 0,
    totalRps: 0,
    totalFailPerSec: 0,
    medianResponseTime: 0,
    avgResponseTime: 0,
    minResponseTime: 0,
    maxResponseTime: 0,
    avgContentLength: 0,
    percentiles: fractions.map(() => 0),
    ...given,
  };
}

export function snapshot(given: Partial<FeedSnapshot> = {}): FeedSnapshot {
  return {
    at: 1_700_000_000,
    testId: 'test-1',
    state: 'ready',
    userCount: 0,
    targetUserCount: 0,
    userClassesCount: {},
    endsAt: null,
    workers: null,
    total: entryRow({ method: '', name: 'Aggregated' }),
    entries: [],
    failures: [],
    exceptions: [],
    log: [],
    point: null,
    ...given,
  };
}

export function emptyFrozenFeed(): FrozenFeed {
  return { endTime: null, peakUsers: 0, history: emptyHistory(), snapshot: snapshot(), rows: [] };
}
