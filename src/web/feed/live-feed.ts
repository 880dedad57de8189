/** Feeds the page: records the charts of each snapshot, and sends every viewer what changed, as server-sent events. */
import { randomUUID } from 'node:crypto';
import type { Reporter } from '../../core/reporter.js';
import { isActive } from '../../core/runner.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { Backend } from '../contracts/backend.js';
import type {
  FeedEvents,
  FeedSnapshot,
  FrozenFeed,
  History,
  LogLine,
  TotalPoint,
  TotalPoints,
} from '../contracts/feed.js';
import { ChartHistory } from '../history/chart-history.js';
import { entryRow, exceptionRow, failureRow, metricRow, workerRow } from './feed-rows.js';
import type { LogLines } from './log-lines.js';
import { newestOfEachNode } from './newest-log-lines.js';
import { RowChanges, type Rows } from './row-changes.js';

/** Percentiles of chart points besides those that the test configures. */
const chartFractions = [0.5, 0.9, 0.95, 0.99];
/** Failures, and exceptions, that viewers get: Locust's limit. Reports have all of them. */
const maxErrorRows = 500;

/** One open stream. */
export interface Viewer {
  /** Takes one event, in UTF-8. All viewers may get the same bytes: they must not be changed. */
  send(event: Uint8Array): void;
}

/** A reporter; one for each run. */
export class LiveFeed implements Reporter {
  readonly name = 'web page';
  readonly #backend: Backend;
  readonly #log: LogLines;
  readonly #viewers = new Set<Viewer>();
  #charts: ChartHistory;
  readonly #isWindowed: boolean;
  /** Of this process: another one may run the same test with the same seed. */
  readonly #id = randomUUID();
  #latest: Snapshot | null = null;
  #point: TotalPoint | null = null;
  #changes = new RowChanges();
  /** The number of the first line of the log that viewers have not seen. */
  #sentLog = 0;
  #sentWorkerLog = 0;
  #testNumber = 0;
  /** Those of the latest snapshot. */
  #resets = -1;
  /** Users by class in the last second before users were stopped. */
  #lastUsers: Snapshot['userClassesCount'] = {};

  constructor(backend: Backend, log: LogLines) {
    this.#backend = backend;
    this.#log = log;
    const { parsedOptions, stats } = backend.environment;
    this.#isWindowed = parsedOptions.statsHistoryEnabled;
    const fractions = [...new Set([...chartFractions, ...stats.percentilesToChart])].sort((a, b) => a - b);
    this.#charts = new ChartHistory(fractions, this.#testId());
  }

  /** The snapshot that viewers have seen last; null before the first. */
  get latest(): Snapshot | null {
    return this.#latest;
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  start(snapshot: Snapshot): void {
    this.tick(snapshot);
  }

  tick(snapshot: Snapshot): void {
    this.#noticeNewTest(snapshot);
    const { targetResults } = this.#backend.environment;
    const added = this.#hasPoint(snapshot)
      ? this.#charts.add(snapshot, targetResults)
      : { point: null, markers: this.#charts.addMarkers(snapshot, targetResults) };
    if (isActive(snapshot.state)) this.#lastUsers = snapshot.userClassesCount;
    this.#latest = snapshot;
    this.#point = added.point;
    if (this.#viewers.size === 0) return;
    for (const marker of added.markers) this.#broadcast('marker', marker);
    this.#broadcast('snapshot', this.#composeChanges(snapshot));
  }

  end(snapshot: Snapshot): void {
    this.tick(snapshot);
  }

  /** Sends the whole state, then every change, until the returned function is called. */
  connect(viewer: Viewer): () => void {
    if (this.#viewers.size === 0) {
      if (this.#latest !== null) this.#changes.update(liveRows(this.#latest));
      this.#sentLog = this.#log.count;
      this.#sentWorkerLog = this.#log.workers.count;
    }
    viewer.send(encodeEvent('history', this.#history()));
    if (this.#latest !== null) viewer.send(encodeEvent('snapshot', this.#composeWhole(this.#latest)));
    this.#viewers.add(viewer);
    return () => {
      this.#viewers.delete(viewer);
    };
  }

  /** The history of one row; null for a row that has none. */
  row(method: string, name: string, since: number): ReturnType<ChartHistory['row']> {
    return this.#charts.row(method, name, since);
  }

  /** Users by class of a report: those that run, or those that ran before the test was stopped. */
  usersOf({ state, userClassesCount }: Snapshot): Snapshot['userClassesCount'] {
    return isActive(state) ? userClassesCount : this.#lastUsers;
  }

  /** The points of the whole test. Much cheaper than those of all rows in {@link freeze}. */
  points(): TotalPoints {
    return this.#charts.points();
  }

  /** Everything, for a report; without the log, which is not for all readers of a report. */
  freeze(snapshot: Snapshot): FrozenFeed {
    return {
      endTime: snapshot.stats.lastRequestTimestamp,
      peakUsers: this.#charts.peakUsers,
      history: { ...this.#history(), startTime: snapshot.stats.startTime, points: this.points() },
      snapshot: this.#compose(snapshot, snapshot.stats, [], null),
      rows: this.#charts.rows(),
    };
  }

  #testId(): string {
    return `${this.#id}-${this.#testNumber}`;
  }

  /** Handles a test that started between two ticks, or statistics that were reset: the charts begin anew. */
  #noticeNewTest({ stats: { resets, startTime } }: Snapshot): void {
    if (this.#latest === null || resets === this.#resets) this.#charts.startTime = startTime;
    else this.#restart(startTime);
    this.#resets = resets;
  }

  #restart(startTime: number): void {
    this.#testNumber++;
    this.#charts = this.#charts.next(this.#testId(), startTime);
    this.#changes = new RowChanges();
    if (this.#viewers.size > 0) this.#broadcast('history', this.#history());
  }

  /** Also when a test has stopped: its last requests, and the last reports of workers, arrive after the last second. */
  #hasPoint({ state, stats }: Snapshot): boolean {
    if (state === 'stopped') return stats.total.numRequests > this.#charts.numRequests;
    return state !== 'ready';
  }

  #history(): History {
    return this.#charts.history(this.#latest?.stats.percentilesToReport ?? chartFractions);
  }

  #composeChanges(snapshot: Snapshot): FeedSnapshot {
    const lines = [...ownLines(this.#log.since(this.#sentLog)), ...this.#log.workers.since(this.#sentWorkerLog)];
    this.#sentLog = this.#log.count;
    this.#sentWorkerLog = this.#log.workers.count;
    return this.#compose(snapshot, this.#changes.update(liveRows(snapshot)), lines, this.#point);
  }

  /** All rows, and the log lines that viewers have seen: newer ones are sent with the next change. */
  #composeWhole(snapshot: Snapshot): FeedSnapshot {
    const lines = this.#log.newest();
    const seen = lines.slice(0, lines.length - this.#log.since(this.#sentLog).length);
    const seenOfWorkers = this.#log.workers.before(this.#sentWorkerLog);
    const newest = newestOfEachNode([...ownLines(seen), ...seenOfWorkers]);
    return this.#compose(snapshot, liveRows(snapshot), newest, null);
  }

  #compose(snapshot: Snapshot, rows: Rows, lines: readonly LogLine[], point: TotalPoint | null): FeedSnapshot {
    const { at, state, userCount, targetUserCount, userClassesCount, stats } = snapshot;
    const fractions = stats.percentilesToReport;
    const { targetResults } = this.#backend.environment;
    return {
      at,
      testId: this.#testId(),
      state,
      userCount,
      targetUserCount,
      userClassesCount,
      endsAt: this.#backend.endsAt,
      workers: this.#backend.workers?.map(workerRow) ?? null,
      ...(targetResults.length === 0 ? {} : { targets: targetResults }),
      total: entryRow(stats.total, fractions, true),
      entries: rows.entries.map((entry) => entryRow(entry, fractions, this.#isWindowed)),
      failures: rows.failures.map(failureRow),
      exceptions: rows.exceptions.map(exceptionRow),
      ...(stats.metrics.length === 0 ? {} : { metrics: rows.metrics.map(metricRow) }),
      log: lines,
      point,
    };
  }

  #broadcast<Name extends keyof FeedEvents>(name: Name, data: FeedEvents[Name]): void {
    const event = encodeEvent(name, data); // once for all viewers
    for (const viewer of this.#viewers) viewer.send(event);
  }
}

/** The rows that viewers get: those of a test with thousands of long error texts would be megabytes each second. */
function liveRows({ stats: { entries, failures, exceptions, metrics } }: Snapshot): Rows {
  return {
    entries,
    failures: failures.slice(0, maxErrorRows),
    exceptions: exceptions.slice(0, maxErrorRows),
    metrics,
  };
}

function ownLines(texts: readonly string[]): LogLine[] {
  return texts.map((text) => ({ node: '', text }));
}

/** A server-sent event. */
function encodeEvent(name: string, data: unknown): Uint8Array {
  return encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

const encoder = new TextEncoder();
