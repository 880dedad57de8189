/** Everything that charts show of a test, recorded from snapshots once a second and bounded: below 64 MB for 500 rows. */

import type { TargetResult } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import type {
  History,
  Marker,
  MetricPoint,
  Points,
  RowHistory as RowHistoryFeed,
  TotalPoint,
  TotalPoints,
} from '../contracts/feed.js';
import { Column, meanOverTime } from './columns.js';
import { ErrorHistory } from './error-history.js';
import { latencyBounds } from './latency-classes.js';
import { LatestHistory } from './latest-history.js';
import { Markers } from './markers.js';
import { MetricHistory } from './metric-history.js';
import { packCounts } from './packed-counts.js';
import { RowHistory, type RowPoint } from './row-history.js';
import { Timeline } from './timeline.js';

/** The maximum number of rows with a history, in first-seen order; later rows are in the total only. */
const maxRows = 500;
/** Numbers of a sparkline. */
const trendPoints = 60;

/** What {@link ChartHistory.add} added. */
export interface AddedPoint {
  readonly point: TotalPoint;
  readonly markers: readonly Marker[];
}

/** The history of one test. */
export class ChartHistory {
  readonly testId: string;
  readonly #fractions: readonly number[];
  /** Of the statistics, epoch seconds; null before the first. A report of a worker may move it back. */
  startTime: number | null;
  readonly #timeline = new Timeline();
  readonly #total: RowHistory;
  readonly #users = new Column(meanOverTime, 0);
  readonly #targetUsers = new Column(meanOverTime, 0);
  readonly #latest = new LatestHistory();
  readonly #errors = new ErrorHistory();
  readonly #metrics: MetricHistory;
  readonly #rows = new Map<string, { method: string; name: string; history: RowHistory }>();
  readonly #markers = new Markers();
  #peakUsers = 0;
  #lastAt: number | null = null;
  #numRequests = 0;

  /** `fractions`: percentiles of each point, ascending. */
  constructor(
    fractions: readonly number[],
    testId: string,
    startTime: number | null = null,
    metrics = new MetricHistory(),
  ) {
    this.#fractions = fractions;
    this.testId = testId;
    this.startTime = startTime;
    this.#total = new RowHistory(fractions);
    this.#metrics = metrics;
  }

  /** Requests that the points so far contain. */
  get numRequests(): number {
    return this.#numRequests;
  }

  /** The greatest number of users of a second: points have means once they are merged. */
  get peakUsers(): number {
    return this.#peakUsers;
  }

  /** Of the points of all rows. */
  get byteLength(): number {
    return [...this.#rows.values()].reduce((sum, { history }) => sum + history.byteLength, this.#total.byteLength);
  }

  /** The history after this one: another test starts, or statistics were reset. */
  next(testId: string, startTime: number | null): ChartHistory {
    return new ChartHistory(this.#fractions, testId, startTime, this.#metrics.restart());
  }

  /** Records the seconds since the snapshot before. */
  add(snapshot: Snapshot, targets: readonly TargetResult[] = []): AddedPoint {
    const seconds = this.#lastAt === null ? 1 : Math.max(0.001, snapshot.at - this.#lastAt);
    this.#lastAt = snapshot.at;
    const index = this.#timeline.length;
    const { total, entries, failures, metrics: views } = snapshot.stats;
    const row = this.#total.add(index, seconds, total);
    this.#numRequests = total.numRequests;
    this.#users.set(index, snapshot.userCount);
    this.#peakUsers = Math.max(this.#peakUsers, snapshot.userCount);
    this.#targetUsers.set(index, snapshot.targetUserCount);
    this.#latest.add(index, snapshot);
    const errors = this.#errors.add(index, failures);
    for (const view of entries) this.#historyOf(view.method, view.name)?.add(index, seconds, view);
    const metrics = this.#metrics.add(index, seconds, views);
    const markers = this.#markers.add(snapshot, targets);
    this.#advance(snapshot.at, seconds);
    return { point: totalPoint(snapshot, seconds, row, errors, metrics), markers };
  }

  /** Records markers only: for the seconds in which no test runs. */
  addMarkers(snapshot: Snapshot, targets: readonly TargetResult[] = []): readonly Marker[] {
    this.#lastAt = snapshot.at;
    return this.#markers.add(snapshot, targets);
  }

  /** All points so far, with `fractions` for the rows of snapshots. */
  history(fractions: readonly number[]): History {
    return {
      testId: this.testId,
      startTime: this.startTime,
      fractions,
      points: this.#totalPoints(),
      trends: [...this.#rows.values()].map(({ method, name, history }) => ({
        method,
        name,
        rps: history.slice(Math.max(0, this.#timeline.length - trendPoints), this.#timeline.length).rps,
      })),
      markers: this.#markers.list,
    };
  }

  /** Those of the whole test, with the values of Locust's `history`. */
  points(): TotalPoints {
    return { ...this.#totalPoints(), latest: this.#latest.slice(this.#timeline.length) };
  }

  /** The points of one row after the epoch second `since`; null for a row that has no history. */
  row(method: string, name: string, since = 0): RowHistoryFeed | null {
    const row = this.#rows.get(keyOf(method, name));
    if (row === undefined) return null;
    const from = this.#timeline.at.findIndex((at) => at > since);
    const latency = packCounts(row.history.totalLatency(this.#timeline.length));
    return { testId: this.testId, method, name, points: this.#rowPoints(row.history, from), latency };
  }

  /** Every row that has a history. */
  rows(): RowHistoryFeed[] {
    return [...this.#rows.values()].flatMap(({ method, name }) => this.row(method, name) ?? []);
  }

  #totalPoints(): TotalPoints {
    const to = this.#timeline.length;
    const metrics = this.#metrics.slice(to);
    const numbers = (column: Column) => column.slice(0, to).map((value) => value ?? 0);
    return {
      ...this.#rowPoints(this.#total, 0),
      users: numbers(this.#users),
      targetUsers: numbers(this.#targetUsers),
      errorKinds: [...this.#errors.kinds],
      errors: this.#errors.slice(0, to),
      ...(metrics.length === 0 ? {} : { metrics }),
    };
  }

  #historyOf(method: string, name: string): RowHistory | undefined {
    const key = keyOf(method, name);
    const known = this.#rows.get(key);
    if (known !== undefined || this.#rows.size >= maxRows) return known?.history;
    const history = new RowHistory(this.#fractions);
    this.#rows.set(key, { method, name, history });
    return history;
  }

  #advance(at: number, seconds: number): void {
    const before = [...this.#timeline.seconds, seconds];
    const plan = this.#timeline.add(at, seconds);
    if (plan === null) return;
    this.#total.merge(plan, before);
    this.#users.merge(plan, before);
    this.#targetUsers.merge(plan, before);
    this.#latest.merge(plan, before);
    this.#errors.merge(plan);
    this.#metrics.merge(plan, before);
    for (const { history } of this.#rows.values()) history.merge(plan, before);
  }

  #rowPoints(history: RowHistory, from: number): Points {
    const to = this.#timeline.length;
    const start = from < 0 ? to : from;
    const { latency, ...columns } = history.slice(start, to);
    return {
      at: this.#timeline.at.slice(start),
      seconds: this.#timeline.seconds.slice(start),
      ...columns,
      fractions: this.#fractions,
      latencyBounds,
      latency: latency.map(packCounts),
      errorKinds: [],
      errors: columns.rps.map(() => []),
    };
  }
}

function totalPoint(
  { at, userCount, targetUserCount }: Snapshot,
  seconds: number,
  { rps, failPerSec, percentiles, latency }: RowPoint,
  errors: readonly (readonly [string, number])[],
  metrics: readonly MetricPoint[],
): TotalPoint {
  const levels = { users: userCount, targetUsers: targetUserCount };
  const point = { at, seconds, ...levels, rps, failPerSec, percentiles, latency: packCounts(latency), errors };
  return metrics.length === 0 ? point : { ...point, metrics };
}

function keyOf(method: string, name: string): string {
  return JSON.stringify([method, name]);
}
