/** One entry of a `stats` message: converts a row of the statistics to Locust's format and back. */
import type { EntryDelta, SecondCounts } from '../../stats/delta.js';
import { bucketOf } from '../../stats/hdr-buckets.js';
import { type HistogramDelta, HistogramSnapshot } from '../../stats/histogram-snapshot.js';
import type { TslocRow } from './tsloc-row.js';
import {
  badMessage,
  readAmount,
  readCount,
  readCountsByInteger,
  readOptionalAmount,
  readOptionalTime,
  readText,
  sumCountsByInteger,
  type WireMap,
} from './wire-values.js';

/** Durations in ms, timestamps in epoch seconds. Keys of the Maps are whole numbers: Locust fails on strings. */
export interface LocustEntry {
  readonly name: string;
  readonly method: string;
  /** null where no request has finished. */
  readonly last_request_timestamp: number | null;
  readonly start_time: number;
  readonly num_requests: number;
  readonly num_none_requests: number;
  readonly num_failures: number;
  readonly total_response_time: number;
  readonly max_response_time: number;
  /** null where no request has a time: 0 would become the minimum of all workers. */
  readonly min_response_time: number | null;
  readonly total_content_length: number;
  /** Counts by Locust's rounded ms. */
  readonly response_times: ReadonlyMap<number, number>;
  readonly num_reqs_per_sec: ReadonlyMap<number, number>;
  readonly num_fail_per_sec: ReadonlyMap<number, number>;
}

export function toLocustEntry(delta: EntryDelta): LocustEntry {
  return {
    name: delta.name,
    method: delta.method,
    last_request_timestamp: delta.lastRequestTimestamp,
    start_time: delta.startTime,
    num_requests: delta.numRequests,
    num_none_requests: delta.numNoneRequests,
    num_failures: delta.numFailures,
    total_response_time: delta.totalResponseTime,
    max_response_time: delta.maxResponseTime,
    min_response_time: delta.minResponseTime,
    total_content_length: delta.totalContentLength,
    response_times: locustBuckets(delta.responseTimes),
    num_reqs_per_sec: new Map(delta.requestsPerSecond),
    num_fail_per_sec: new Map(delta.failuresPerSecond),
  };
}

/**
 * The delta of an entry that any worker sent; `now` in epoch seconds is the start where it names none. Response times are
 * those of its tsloc row, else Locust's rounded ones, within the exact extremes. @throws {TslocError} `BAD_MESSAGE`
 */
export function fromLocustEntry(entry: WireMap, now: number, tslocRow?: TslocRow): EntryDelta {
  const numRequests = readCount(entry.num_requests, 'num_requests');
  const numNoneRequests = readCount(entry.num_none_requests, 'num_none_requests');
  const minimum = readOptionalTime(entry.min_response_time, 'min_response_time');
  const isTimed = tslocRow !== undefined || numRequests > numNoneRequests;
  const maxResponseTime = readOptionalTime(entry.max_response_time, 'max_response_time') ?? 0;
  return {
    name: readText(entry.name, 'name'),
    method: readText(entry.method, 'method'),
    startTime: readAmount(entry.start_time, 'start_time', now),
    lastRequestTimestamp: readOptionalAmount(entry.last_request_timestamp, 'last_request_timestamp'),
    numRequests,
    numNoneRequests,
    numFailures: readCount(entry.num_failures, 'num_failures'),
    totalResponseTime: readOptionalTime(entry.total_response_time, 'total_response_time') ?? 0,
    minResponseTime: isTimed ? minimum : null, // Boomer sends 0 without any request
    maxResponseTime,
    totalContentLength: readAmount(entry.total_content_length, 'total_content_length'),
    outcomes: tslocRow?.outcomes,
    responseTimes:
      tslocRow === undefined
        ? histogramOf(entry.response_times, minimum ?? 0, maxResponseTime)
        : exactTimes(entry.response_times, tslocRow),
    requestsPerSecond: readSeconds(entry.num_reqs_per_sec, 'num_reqs_per_sec'),
    failuresPerSecond: readSeconds(entry.num_fail_per_sec, 'num_fail_per_sec'),
  };
}

function locustBuckets({ indexes, counts, min, max }: HistogramDelta): ReadonlyMap<number, number> {
  return HistogramSnapshot.of(indexes, counts, min, max).locustBuckets();
}

/** More seconds than any report covers: what is older or newer than the window of rates does not count anyway. */
export const maxSeconds = 120;

function readSeconds(value: unknown, what: string): SecondCounts {
  const counts = readCountsByInteger(value, what);
  return counts.length > maxSeconds ? counts.slice(-maxSeconds) : counts;
}

/** The histogram of the row, if it holds as many response times as Locust's buckets. */
function exactTimes(buckets: unknown, { responseTimes, count }: TslocRow): HistogramDelta {
  if (sumCountsByInteger(buckets, 'response_times') === count) return responseTimes;
  throw badMessage('a histogram of all response times of its entry', count);
}

/** Locust's buckets as those of a histogram of microseconds, each within the extremes: Locust rounds only the buckets. */
function histogramOf(buckets: unknown, minMs: number, maxMs: number): HistogramDelta {
  const min = toMicroseconds(minMs);
  const max = Math.max(min, toMicroseconds(maxMs));
  const byIndex = new Map<number, number>();
  for (const [milliseconds, count] of readCountsByInteger(buckets, 'response_times', readTime)) {
    const index = bucketOf(Math.min(Math.max(toMicroseconds(milliseconds), min), max));
    if (count > 0) byIndex.set(index, (byIndex.get(index) ?? 0) + count);
  }
  return { min, max, indexes: [...byIndex.keys()], counts: [...byIndex.values()] };
}

function readTime(value: unknown, what: string): number {
  return Math.trunc(readOptionalTime(value, what) ?? 0);
}

function toMicroseconds(milliseconds: number): number {
  return Math.min(Math.round(milliseconds * 1000), Number.MAX_SAFE_INTEGER);
}
