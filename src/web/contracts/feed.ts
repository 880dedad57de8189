/**
 * What the server sends to the page, as plain data: live events, and their frozen copy in an HTML report. Times in ms,
 * lengths in bytes, rates per second, timestamps in epoch seconds.
 *
 * `GET /stats/stream` sends {@link FeedEvents}, and `alive`, an empty object, once a second: the page takes silence for a
 * lost server. `GET /stats/history?name=&method=&since=` answers with a {@link RowHistory}; with `since`, an epoch second,
 * it has only newer points. Paths are relative to the page.
 *
 * A page knows which form it has by what its document holds: `window.authArgs` is the login form, a `<script id="feed">` with
 * a {@link FrozenFeed} (JSON, deflated, as base64) a report, anything else the live page.
 */
import type { TargetResult } from '../../core/results/target-result.js';
import type { MetricKind } from '../../stats/metrics/metrics.js';
import type { OutcomeCounts } from '../../stats/outcomes.js';

/** The live feed's events, by name. */
export interface FeedEvents {
  /** Sent first, and again whenever it replaces all earlier data: statistics were reset, or another test started. */
  readonly history: History;
  /** Once a second, also while no test runs; less often while reports are slow. */
  readonly snapshot: FeedSnapshot;
  /** An event that charts show. Past ones are in `history`. */
  readonly marker: Marker;
}

/** The recorded data of the test so far, without the current second. */
export interface History {
  /** Differs for each test and each process; the same again after a lost connection means the same test. */
  readonly testId: string;
  /** Start of the statistics; null before the first test, and in reports of CSV files without a history. */
  readonly startTime: number | null;
  /** The fractions of {@link EntryRow.percentiles}, 0..1, ascending. */
  readonly fractions: readonly number[];
  readonly points: TotalPoints;
  /** Requests per second of each row at its last points, for its sparkline; oldest first, at most 60 numbers a row. */
  readonly trends: readonly { readonly method: string; readonly name: string; readonly rps: readonly number[] }[];
  readonly markers: readonly Marker[];
}

/**
 * Points over time, one list per column, all of the same length, oldest first. A point stands for the `seconds` until
 * `at`: more than one where old points are merged.
 */
export interface Points {
  readonly at: readonly number[];
  readonly seconds: readonly number[];
  readonly rps: readonly number[];
  readonly failPerSec: readonly number[];
  /** The fractions of `percentiles`, 0..1, ascending. */
  readonly fractions: readonly number[];
  /** One list for each of `fractions`: the percentile of about the last ten seconds, null where nothing was measured. */
  readonly percentiles: readonly (readonly (number | null)[])[];
  /** Upper bounds of latency classes in ms, ascending; the last class, beyond the last bound, is open. */
  readonly latencyBounds: readonly number[];
  /** For each point: class, count, class, count, … of the response times of its seconds; empty classes left out. */
  readonly latency: readonly (readonly number[])[];
  /** Texts of errors, without the URL of the request. */
  readonly errorKinds: readonly string[];
  /** For each point: index in `errorKinds`, count, … of the failures of its seconds. */
  readonly errors: readonly (readonly number[])[];
}

/** Points of a whole test. */
export interface TotalPoints extends Points {
  readonly users: readonly number[];
  readonly targetUsers: readonly number[];
  /** Absent without any; at most 50. */
  readonly metrics?: readonly MetricPoints[];
  /** For Locust's `history`; not sent to the page, which does not show them. */
  readonly latest?: LatestValues;
}

/** Values at the end of each point, one list per column, beside `at`. */
export interface LatestValues {
  readonly users: readonly number[];
  /** Mean response times of the whole test until then. */
  readonly averages: readonly number[];
  /** Rates of about the last ten seconds. */
  readonly currentRps: readonly number[];
  readonly currentFailPerSec: readonly number[];
}

/** A custom metric over time. */
export interface MetricPoints {
  readonly kind: MetricKind;
  readonly name: string;
  /** One list for each line of metric-lines.ts, beside `at`; null where nothing was recorded. */
  readonly lines: readonly (readonly (number | null)[])[];
}

/** The values of a custom metric in one point, in the order of its lines. */
export interface MetricPoint {
  readonly kind: MetricKind;
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** One new point, sent with a snapshot: the values to append to the columns of {@link TotalPoints}. */
export interface TotalPoint {
  readonly at: number;
  readonly seconds: number;
  readonly users: number;
  readonly targetUsers: number;
  readonly rps: number;
  readonly failPerSec: number;
  /** At the `fractions` of the history's points. */
  readonly percentiles: readonly (number | null)[];
  /** Class, count, … */
  readonly latency: readonly number[];
  /** Failures by the text of their error. */
  readonly errors: readonly (readonly [text: string, count: number])[];
  /** Absent without any. */
  readonly metrics?: readonly MetricPoint[];
}

/**
 * State, users and figures at one instant. Its rows are those that have changed since the previous snapshot; after a
 * `history`, all of them.
 */
export interface FeedSnapshot {
  readonly at: number;
  readonly testId: string;
  /** Locust's states: `ready`, `spawning`, `running`, `cleanup`, `stopping`, `stopped`, `missing`. */
  readonly state: string;
  readonly userCount: number;
  readonly targetUserCount: number;
  readonly userClassesCount: Readonly<Record<string, number>>;
  /** When the run time ends the test; null where nothing does. */
  readonly endsAt: number | null;
  /** All of them; null where the test is not distributed. */
  readonly workers: readonly WorkerRow[] | null;
  /** What became of the targets so far; absent without any. */
  readonly targets?: readonly TargetResult[];
  readonly total: EntryRow;
  readonly entries: readonly EntryRow[];
  readonly failures: readonly FailureRow[];
  readonly exceptions: readonly ExceptionRow[];
  /** Custom metrics; absent without any. */
  readonly metrics?: readonly MetricRow[];
  /**
   * Log lines since the previous snapshot; the first snapshot of a connection has the latest 500 of each node, or its share
   * of 10,000 if that is less.
   */
  readonly log: readonly LogLine[];
  /** The second that is over; null while no test runs. */
  readonly point: TotalPoint | null;
}

/** A row of the statistics, identified by method and name. Figures cover the whole test, except `current…`. */
export interface EntryRow {
  readonly method: string;
  readonly name: string;
  readonly numRequests: number;
  readonly numFailures: number;
  readonly currentRps: number;
  readonly currentFailPerSec: number;
  readonly totalRps: number;
  readonly totalFailPerSec: number;
  readonly medianResponseTime: number;
  readonly avgResponseTime: number;
  readonly minResponseTime: number;
  readonly maxResponseTime: number;
  readonly avgContentLength: number;
  /** By class of status, timeouts, connection errors; absent in reports of CSV files, which do not have them. */
  readonly outcomes?: OutcomeCounts;
  /** At the `fractions` of the history. */
  readonly percentiles: readonly number[];
  /** The same over about the last ten seconds; null where nothing was measured, absent where it is not kept. */
  readonly currentPercentiles?: readonly number[] | null;
}

/** Identified by method, name and error. */
export interface FailureRow {
  readonly method: string;
  readonly name: string;
  readonly error: string;
  readonly occurrences: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** Identified by message and traceback. */
export interface ExceptionRow {
  readonly count: number;
  readonly message: string;
  readonly traceback: string;
  readonly nodes: readonly string[];
}

/** Identified by kind and name. Figures that the kind does not have are absent. */
export interface MetricRow {
  readonly kind: MetricKind;
  readonly name: string;
  /** Values recorded. */
  readonly count: number;
  /** A counter's total, a gauge's latest value, the share of true of a rate (0..1). */
  readonly value?: number;
  /** Of counters: from the start of the test to the last addition. */
  readonly perSecond?: number;
  readonly avg?: number;
  readonly min?: number;
  readonly max?: number;
  /** Of trends, at the fractions of metric-lines.ts. */
  readonly percentiles?: readonly number[];
}

export interface WorkerRow {
  readonly id: string;
  readonly state: string;
  readonly userCount: number;
  /** Per cent of one core. */
  readonly cpuUsage: number;
  /** Bytes. */
  readonly memoryUsage: number;
}

export interface LogLine {
  /** The worker's id; empty for this process. */
  readonly node: string;
  readonly text: string;
}

/** A vertical line in the charts. */
export interface Marker {
  readonly at: number;
  readonly kind: 'start' | 'load' | 'stop' | 'target';
  /** A few words: `started with 200 users`, `300 users`, `stopped`. */
  readonly text: string;
}

/** One row over time. */
export interface RowHistory {
  readonly testId: string;
  readonly method: string;
  readonly name: string;
  readonly points: Points;
  /** Class, count, … of the whole test, by the classes of `points.latencyBounds`. */
  readonly latency: readonly number[];
}

/** All that a report holds. Its `snapshot` has every row and no line of the log, its `points` may be merged further. */
export interface FrozenFeed {
  /** The last request; null if there was none, or its time is not known. */
  readonly endTime: number | null;
  /** The greatest number of users of a second; the `points` have means. Null where it is not known. */
  readonly peakUsers: number | null;
  readonly history: History;
  readonly snapshot: FeedSnapshot;
  readonly rows: readonly RowHistory[];
}
