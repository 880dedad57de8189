/** The metrics that a test records itself, in the part of a report for tsloc alone. */
import type { MetricDelta } from '../../stats/metrics/metrics.js';
import type { TrendDelta } from '../../stats/metrics/trend-snapshot.js';
import { badMessage, readAmount, readCount, readList, readMap, readText, type WireMap } from './wire-values.js';

/** The most names that a run may have. */
const maxMetrics = 1_000;
/** Buckets of value-buckets.ts have 22 bits. */
const endOfBuckets = 2 ** 22;

/** The deltas that another node drained. @throws {TslocError} `BAD_MESSAGE` */
export function readMetrics(value: unknown): MetricDelta[] {
  const rows = readList(value ?? [], 'metrics');
  if (rows.length > maxMetrics) throw badMessage(`at most ${maxMetrics} metrics`, rows.length);
  return rows.map((row) => readMetric(readMap(row, 'a metric')));
}

function readMetric(row: WireMap): MetricDelta {
  const name = readText(row.name, 'name');
  switch (row.kind) {
    case 'trend':
      return readTrend(name, row);
    case 'counter': {
      const lastAt = readAmount(row.lastAt, 'lastAt');
      return {
        kind: 'counter',
        name,
        count: readCount(row.count, 'count'),
        total: readNumber(row.total, 'total', 0),
        lastAt,
      };
    }
    case 'gauge': {
      const values = readTrend(name, readMap(row.values, 'values'));
      return {
        kind: 'gauge',
        name,
        last: readNumber(row.last, 'last'),
        lastAt: readAmount(row.lastAt, 'lastAt'),
        values,
      };
    }
    case 'rate':
      return { kind: 'rate', name, count: readCount(row.count, 'count'), trues: readCount(row.trues, 'trues') };
    default:
      throw badMessage('a kind of metric', row.kind);
  }
}

function readTrend(name: string, row: WireMap): TrendDelta {
  const buckets = readList(row.buckets, 'buckets').map((bucket) => readCount(bucket, 'a bucket'));
  const counts = readList(row.counts, 'counts').map((count) => readCount(count, 'a count'));
  if (buckets.length !== counts.length || buckets.some((bucket) => bucket >= endOfBuckets))
    throw badMessage('a trend of buckets, each with a count', row);
  return {
    kind: 'trend',
    name,
    count: readCount(row.count, 'count'),
    sum: readNumber(row.sum, 'sum'),
    min: readNumber(row.min, 'min'),
    max: readNumber(row.max, 'max'),
    buckets,
    counts,
  };
}

function readNumber(value: unknown, what: string, min = Number.NEGATIVE_INFINITY): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= min) return value;
  throw badMessage(`${what} to be a number${min === 0 ? ' of 0 or more' : ''}`, value);
}
