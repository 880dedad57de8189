/**
 * What a report carries for tsloc alone, under the key `tsloc`, which Locust ignores: its number, exact histograms of
 * response times, how requests ended, the groups of targets, exceptions with their counts, and the metrics of the test.
 */
import type { EntryDelta, ExceptionDelta, StatsDelta } from '../../stats/delta.js';
import type { MetricDelta } from '../../stats/metrics/metrics.js';
import { fromLocustEntry, toLocustEntry } from './locust-entry.js';
import { readMetrics } from './metric-part.js';
import { readTslocRow, type TslocRow, toTslocRow } from './tsloc-row.js';
import { readCount, readList, readMap, readOptionalMap, readText, type WireMap } from './wire-values.js';

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
export interface TslocPart extends ReportMark {
  readonly exceptions: readonly ExceptionDelta[];
  readonly metrics: readonly MetricDelta[];
  /** The row of the total first, then those of the entries, in the order of the report. */
  readonly rows: readonly TslocRow[];
  /** The entries of user classes and tags. */
  readonly groups: readonly EntryDelta[];
}

export function toTslocPart(
  { total, entries, groups = [], exceptions, metrics }: StatsDelta,
  { number, first, epoch }: ReportMark,
): WireMap {
  return {
    number,
    first,
    epoch,
    rows: [total, ...entries].map(toTslocRow),
    groups: groups.map((group) => [toLocustEntry(group), toTslocRow(group)]),
    metrics,
    exceptions: exceptions.map(({ key, count, message, traceback }) => ({ key, count, message, traceback })),
  };
}

/**
 * null for a report of a worker that is not tsloc. `node` is the worker that recorded the exceptions, `now` epoch seconds.
 * @throws {TslocError} `BAD_MESSAGE`
 */
export function readTslocPart(value: unknown, node: string, now: number): TslocPart | null {
  if (value === undefined) return null;
  const part = readMap(value, 'tsloc');
  return {
    ...readMark(part),
    rows: readList(part.rows, 'rows').map(readTslocRow),
    groups: readList(part.groups ?? [], 'groups').map((group) => readGroup(group, now)),
    metrics: readMetrics(part.metrics),
    exceptions: readExceptions(part.exceptions, node),
  };
}

/** That of the extra part of a report. @throws {TslocError} `BAD_MESSAGE` */
export function readMark(part: WireMap): ReportMark {
  return {
    number: readCount(part.number, 'number'),
    first: readCount(part.first, 'first'),
    epoch: readCount(part.epoch, 'epoch'),
  };
}

/** `node` is the worker that recorded them. @throws {TslocError} `BAD_MESSAGE` */
export function readExceptions(value: unknown, node: string): ExceptionDelta[] {
  return readList(value ?? [], 'exceptions').map((row) => readException(readOptionalMap(row, 'row'), node));
}

function readGroup(value: unknown, now: number): EntryDelta {
  const [entry, row] = readList(value, 'a group');
  return fromLocustEntry(readMap(entry, 'the entry of a group'), now, readTslocRow(row));
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
