/** One entry of a report of a tsloc worker, from its bytes: what locust-entry.ts and tsloc-row.ts read from values. */
import type { EntryDelta, SecondCounts } from '../../stats/delta.js';
import type { HistogramDelta } from '../../stats/histogram-snapshot.js';
import { NotDecodable } from '../msgpack/decoder.js';
import { encode } from '../msgpack/encoder.js';
import type { TypedReader } from '../msgpack/typed-reader.js';
import { type LocustEntry, maxSeconds } from './locust-entry.js';
import { maxBuckets } from './tsloc-row.js';
import { maxTextLength } from './wire-values.js';

/** An entry whose tsloc row follows later in the report. */
export interface OpenEntry {
  readonly entry: { -readonly [Key in keyof EntryDelta]: EntryDelta[Key] };
  /** How many response times Locust's buckets hold. */
  readonly timeCount: number;
}

/** As toLocustEntry writes it. @throws {NotDecodable} for any other form */
export function readOpenEntry(reader: TypedReader): OpenEntry {
  if (reader.map() !== keyNames.length) throw otherForm();
  reader.expect(keys.name);
  const name = reader.shortText(maxTextLength);
  reader.expect(keys.method);
  const method = reader.shortText(maxTextLength);
  reader.expect(keys.last_request_timestamp);
  const lastRequestTimestamp = reader.amountOrNull();
  reader.expect(keys.start_time);
  const startTime = reader.amount();
  reader.expect(keys.num_requests);
  const numRequests = reader.count();
  reader.expect(keys.num_none_requests);
  const numNoneRequests = reader.count();
  reader.expect(keys.num_failures);
  const numFailures = reader.count();
  reader.expect(keys.total_response_time);
  const totalResponseTime = reader.amount();
  reader.expect(keys.max_response_time);
  const maxResponseTime = reader.amount();
  reader.expect(keys.min_response_time);
  const minResponseTime = reader.amountOrNull();
  reader.expect(keys.total_content_length);
  const totalContentLength = reader.amount();
  reader.expect(keys.response_times);
  const timeCount = sumOfCounts(reader);
  reader.expect(keys.num_reqs_per_sec);
  const requestsPerSecond = readSeconds(reader);
  reader.expect(keys.num_fail_per_sec);
  const failuresPerSecond = readSeconds(reader);
  const entry = {
    name,
    method,
    startTime,
    lastRequestTimestamp,
    numRequests,
    numNoneRequests,
    numFailures,
    totalResponseTime,
    minResponseTime,
    maxResponseTime,
    totalContentLength,
    outcomes: none,
    responseTimes: noTimes,
    requestsPerSecond,
    failuresPerSecond,
  };
  return { entry, timeCount };
}

/** Adds what its tsloc row says, as toTslocRow writes it. @throws {NotDecodable} for any other form, and for a wrong histogram */
export function completeEntry(reader: TypedReader, { entry, timeCount }: OpenEntry): EntryDelta {
  if (reader.list() !== 5) throw otherForm();
  const min = reader.amount();
  const max = reader.amount();
  const indexes = reader.counts();
  const counts = reader.counts();
  if (!isHistogram(indexes, counts, timeCount)) throw otherForm();
  entry.responseTimes = { min, max, indexes, counts };
  entry.outcomes = reader.counts();
  return entry;
}

const keyNames = [
  'name',
  'method',
  'last_request_timestamp',
  'start_time',
  'num_requests',
  'num_none_requests',
  'num_failures',
  'total_response_time',
  'max_response_time',
  'min_response_time',
  'total_content_length',
  'response_times',
  'num_reqs_per_sec',
  'num_fail_per_sec',
] as const satisfies readonly (keyof LocustEntry)[];

const keys = Object.fromEntries(keyNames.map((name) => [name, encode(name)])) as Record<keyof LocustEntry, Buffer>;

const none: readonly number[] = [];
const noTimes: HistogramDelta = { min: 0, max: 0, indexes: none, counts: none };

function sumOfCounts(reader: TypedReader): number {
  let sum = 0;
  for (let rest = reader.map(); rest > 0; rest--) {
    reader.count();
    sum += reader.count();
  }
  return sum;
}

function readSeconds(reader: TypedReader): SecondCounts {
  const size = reader.map();
  if (size > maxSeconds) throw otherForm();
  const counts: [number, number][] = [];
  for (let i = 0, last = -1; i < size; i++) {
    const second = reader.count();
    if (second <= last) throw otherForm();
    last = second;
    counts.push([second, reader.count()]);
  }
  return counts;
}

function isHistogram(indexes: readonly number[], counts: readonly number[], timeCount: number): boolean {
  if (indexes.length !== counts.length) return false;
  let [last, count] = [-1, 0];
  for (let i = 0; i < indexes.length; i++) {
    const index = indexes[i] as number;
    if (index <= last || index >= maxBuckets) return false;
    last = index;
    count += counts[i] as number;
  }
  return count === timeCount;
}

function otherForm(): NotDecodable {
  return new NotDecodable('an entry of another form');
}
