/**
 * What a report carries for tsloc alone, under the key `tsloc`, which Locust ignores: its number, exact histograms of
 * response times, how requests ended, the groups of targets, exceptions with their counts, and the metrics of the test.
 */
import type { EntryDelta, ExceptionDelta, StatsDelta } from '../../stats/delta.js';
import type { HistogramDelta } from '../../stats/histogram-snapshot.js';
import type { MetricDelta } from '../../stats/metrics/metrics.js';
import { fromLocustEntry, toLocustEntry } from './locust-entry.js';
import { readMetrics } from './metric-part.js';
import {
  badMessage,
  readAmount,
  readCount,
  readList,
  readMap,
  readOptionalMap,
  readText,
  type WireMap,
} from './wire-values.js';

/** Number and epoch of a report of a tsloc worker. */
export interface ReportMark {
  /** 1, 2, 3… since the worker joined: a master counts each once. */
  readonly number: number;
  /** The number of the oldest report that the worker still has: those before it were acknowledged, or will never come. */
  readonly first: number;
  /** The master's number of the test: reports of an earlier one do not count. */
  readonly epoch: number;
}

/** The extra part of a report. */
export interface ExactPart extends ReportMark {
  readonly exceptions: readonly ExceptionDelta[];
  readonly metrics: readonly MetricDelta[];
  /** Of the total first, then of the entries in the order of the report. */
  readonly rows: readonly ExactRow[];
  /** The entries of user classes and tags. */
  readonly groups: readonly EntryDelta[];
}

/** The values of an entry that Locust's format rounds or omits. */
export type ExactRow = Pick<EntryDelta, 'responseTimes' | 'outcomes'>;

export function toExactPart(
  { total, entries, groups = [], exceptions, metrics }: StatsDelta,
  { number, first, epoch }: ReportMark,
): WireMap {
  return {
    number,
    first,
    epoch,
    rows: [total, ...entries].map(toRow),
    groups: groups.map((group) => [toLocustEntry(group), toRow(group)]),
    metrics,
    exceptions: exceptions.map(({ key, count, message, traceback }) => ({ key, count, message, traceback })),
  };
}

/**
 * null for a report of a worker that is not tsloc. `node` is the worker that recorded the exceptions, `now` epoch seconds.
 * @throws {TslocError} `BAD_MESSAGE`
 */
export function readExactPart(value: unknown, node: string, now: number): ExactPart | null {
  if (value === undefined) return null;
  const part = readMap(value, 'tsloc');
  return {
    number: readCount(part.number, 'number'),
    first: readCount(part.first, 'first'),
    epoch: readCount(part.epoch, 'epoch'),
    rows: readList(part.rows, 'rows').map(readRow),
    groups: readList(part.groups ?? [], 'groups').map((group) => readGroup(group, now)),
    metrics: readMetrics(part.metrics),
    exceptions: readList(part.exceptions ?? [], 'exceptions').map((row) =>
      readException(readOptionalMap(row, 'row'), node),
    ),
  };
}

/** The entry with its exact row, if that holds as many response times. @throws {TslocError} `BAD_MESSAGE` */
export function withExactRow(entry: EntryDelta, row: ExactRow | undefined): EntryDelta {
  if (row === undefined) return entry;
  const sumOf = ({ counts }: HistogramDelta) => counts.reduce((sum, count) => sum + count, 0);
  if (sumOf(row.responseTimes) === sumOf(entry.responseTimes)) return { ...entry, ...row };
  throw badMessage('a histogram of all response times of its entry', sumOf(row.responseTimes));
}

function toRow({ responseTimes: { min, max, indexes, counts }, outcomes = [] }: EntryDelta): unknown[] {
  return [min, max, indexes, counts, outcomes];
}

/** The number of buckets of the longest response time; a bucket beyond would make the master allocate without bound. */
const maxBuckets = 100_000;

function readRow(value: unknown): ExactRow {
  const [min, max, indexes, counts, outcomes] = readList(value, 'a row');
  const responseTimes = {
    min: readAmount(min, 'the minimum of a histogram'),
    max: readAmount(max, 'the maximum of a histogram'),
    indexes: readList(indexes, 'indexes').map((one) => readCount(one, 'an index')),
    counts: readList(counts, 'counts').map((one) => readCount(one, 'a count')),
  };
  const { indexes: places } = responseTimes;
  const isSorted = places.every((index, i) => index < maxBuckets && index > (places[i - 1] ?? -1));
  if (isSorted && places.length === responseTimes.counts.length)
    return { responseTimes, outcomes: readList(outcomes, 'outcomes').map((one) => readCount(one, 'an outcome')) };
  throw badMessage('a histogram with ascending indexes, each with a count', value);
}

function readGroup(value: unknown, now: number): EntryDelta {
  const [entry, row] = readList(value, 'a group');
  return withExactRow(fromLocustEntry(readMap(entry, 'the entry of a group'), now), readRow(row));
}

function readException(row: WireMap, node: string): ExceptionDelta {
  return {
    key: readText(row.key, 'key'),
    count: readCount(row.count, 'count'),
    message: readText(row.message, 'message'),
    traceback: readText(row.traceback, 'traceback'),
    nodes: [node],
  };
}
