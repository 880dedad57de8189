/** Locust's `stats` message: what a worker has measured since the one before, and its users. */
import type { FailureDelta, StatsDelta } from '../../stats/delta.js';
import { failureKey } from '../../stats/failures.js';
import { fromLocustEntry, type LocustEntry, toLocustEntry } from './locust-entry.js';
import { readMetrics } from './metric-part.js';
import { type PackedParts, PackedReport } from './packed-report.js';
import { type ReportMark, readExceptions, readMark, readTslocPart, toTslocPart } from './tsloc-part.js';
import {
  readCount,
  readList,
  readMap,
  readOptionalAmount,
  readOptionalMap,
  readText,
  readUserCounts,
  type WireMap,
} from './wire-values.js';

/** The data of a `stats` message; listeners of `reportToMaster` may add keys. */
export interface StatsReport extends Record<string, unknown> {
  readonly stats: readonly LocustEntry[];
  readonly stats_total: LocustEntry;
  readonly errors: Readonly<Record<string, object>>;
  readonly user_classes_count: Readonly<Record<string, number>>;
  readonly user_count: number;
}

/** The contents of a report. */
export interface ReadReport {
  readonly delta: StatsDelta;
  readonly userCounts: ReadonlyMap<string, number>;
}

/** `mark` is null for a master that is not tsloc. */
export function toStatsReport(
  delta: StatsDelta,
  userCounts: ReadonlyMap<string, number>,
  mark: ReportMark | null,
): StatsReport {
  return {
    stats: delta.entries.map(toLocustEntry),
    stats_total: toLocustEntry(delta.total),
    errors: Object.fromEntries(delta.failures.map((row) => [keyOf(row), toLocustError(row)])),
    user_classes_count: Object.fromEntries(userCounts),
    user_count: [...userCounts.values()].reduce((sum, count) => sum + count, 0),
    ...(mark === null ? {} : { tsloc: toTslocPart(delta, mark) }),
  };
}

/**
 * null for a report of a worker that is not tsloc. `given`: a {@link PackedReport}, or the data of a message of another form.
 * @throws {TslocError} `BAD_MESSAGE`
 */
export function readReportMark(given: unknown): ReportMark | null {
  if (given instanceof PackedReport) return given.parts;
  const { tsloc } = readMap(given, 'a stats report');
  return tsloc === undefined ? null : readMark(readMap(tsloc, 'tsloc'));
}

/** The contents of a report that `node` sent, `given` as above; `now` in epoch seconds. @throws {TslocError} `BAD_MESSAGE` */
export function readStatsReport(given: unknown, node: string, now: number): ReadReport {
  return given instanceof PackedReport ? readPacked(given.parts, node, now) : readData(given, node, now);
}

function readPacked({ total, entries, groups, ...rest }: PackedParts, node: string, now: number): ReadReport {
  return {
    delta: {
      total,
      entries,
      groups,
      failures: readFailures(rest.errors, now),
      exceptions: readExceptions(rest.exceptions, node),
      metrics: readMetrics(rest.metrics),
    },
    userCounts: readUserCounts(rest.userCounts, 'user_classes_count'),
  };
}

function readData(data: unknown, node: string, now: number): ReadReport {
  const report = readMap(data, 'a stats report');
  const tsloc = readTslocPart(report.tsloc, node, now);
  const total = fromLocustEntry(readMap(report.stats_total, 'stats_total'), now, tsloc?.rows[0]);
  const entries = readList(report.stats, 'stats').map((entry, i) =>
    fromLocustEntry(readMap(entry, 'an entry'), now, tsloc?.rows[i + 1]),
  );
  return {
    delta: {
      total: { ...total, name: 'Aggregated', method: '' },
      entries,
      groups: tsloc?.groups ?? [],
      failures: readFailures(report.errors, now),
      exceptions: tsloc?.exceptions ?? [],
      metrics: tsloc?.metrics ?? [],
    },
    userCounts: readUserCounts(report.user_classes_count, 'user_classes_count'),
  };
}

function keyOf({ method, name, error }: FailureDelta): string {
  return failureKey(method, name, error);
}

function toLocustError({ name, method, error, occurrences, firstSeen, lastSeen }: FailureDelta): object {
  return { name, method, error, occurrences, first_seen: firstSeen, last_seen: lastSeen };
}

function readFailures(errors: unknown, now: number): FailureDelta[] {
  return Object.values(readOptionalMap(errors, 'errors')).map((row) => readFailure(readMap(row, 'an error'), now));
}

function readFailure(row: WireMap, now: number): FailureDelta {
  const first = readOptionalAmount(row.first_seen, 'first_seen');
  const last = readOptionalAmount(row.last_seen, 'last_seen');
  return {
    method: readText(row.method, 'method'),
    name: readText(row.name, 'name'),
    error: readText(row.error, 'error'),
    occurrences: readCount(row.occurrences, 'occurrences'),
    firstSeen: first ?? last ?? now,
    lastSeen: last ?? first ?? now,
  };
}
