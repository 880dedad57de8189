/** Everything measured since the last `drain()`, as plain data for another process. Timestamps in epoch seconds. */
import type { HistogramDelta } from './histogram-snapshot.js';
import type { MetricDelta } from './metrics/metrics.js';

/** Counts per epoch second, ascending. */
export type SecondCounts = readonly (readonly [second: number, times: number])[];

/** The part of one entry. Times in ms, lengths in bytes. */
export interface EntryDelta {
  readonly name: string;
  readonly method: string;
  readonly startTime: number;
  readonly lastRequestTimestamp: number | null;
  readonly numRequests: number;
  readonly numNoneRequests: number;
  readonly numFailures: number;
  readonly totalResponseTime: number;
  readonly minResponseTime: number | null;
  readonly maxResponseTime: number;
  readonly totalContentLength: number;
  /** By outcomes.ts; absent from nodes that do not count them. */
  readonly outcomes?: readonly number[] | undefined;
  readonly responseTimes: HistogramDelta;
  readonly requestsPerSecond: SecondCounts;
  readonly failuresPerSecond: SecondCounts;
}

/** The part of one row of the error report. */
export interface FailureDelta {
  readonly method: string;
  readonly name: string;
  readonly error: string;
  readonly occurrences: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** The part of one row of the exception table. */
export interface ExceptionDelta {
  readonly key: string;
  readonly count: number;
  readonly message: string;
  readonly traceback: string;
  readonly nodes: readonly string[];
}

/** Everything measured since the last `drain()`; entries without a request or failure are left out. */
export interface StatsDelta {
  readonly total: EntryDelta;
  readonly entries: readonly EntryDelta[];
  /** The entries of user classes and tags, by name; absent from nodes that do not count them. */
  readonly groups?: readonly EntryDelta[];
  readonly failures: readonly FailureDelta[];
  readonly exceptions: readonly ExceptionDelta[];
  /** What the test recorded itself; metrics without a value are left out. */
  readonly metrics: readonly MetricDelta[];
}
