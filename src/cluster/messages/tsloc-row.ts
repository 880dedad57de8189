/** The values of an entry that Locust's format rounds or omits: exact response times, and how requests ended. */
import type { EntryDelta } from '../../stats/delta.js';
import type { HistogramDelta } from '../../stats/histogram-snapshot.js';
import { badMessage, readAmount, readCounts, readList } from './wire-values.js';

/** Beside Locust's entry, in the part of a report for tsloc alone. */
export interface TslocRow {
  readonly responseTimes: HistogramDelta;
  /** How many response times that are. */
  readonly count: number;
  readonly outcomes: readonly number[];
}

export function toTslocRow({ responseTimes: { min, max, indexes, counts }, outcomes = [] }: EntryDelta): unknown[] {
  return [min, max, indexes, counts, outcomes];
}

/** The number of buckets of the longest response time; a bucket beyond would make the master allocate without bound. */
export const maxBuckets = 100_000;

/** @throws {TslocError} `BAD_MESSAGE` */
export function readTslocRow(value: unknown): TslocRow {
  const row = readList(value, 'a row');
  const indexes = readCounts(row[2], 'indexes');
  const counts = readCounts(row[3], 'counts');
  let [last, count] = [-1, 0];
  for (let i = 0; i < indexes.length; i++) {
    const index = indexes[i] as number;
    if (index <= last || index >= maxBuckets || i >= counts.length) throw badHistogram(value);
    last = index;
    count += counts[i] as number;
  }
  if (counts.length > indexes.length) throw badHistogram(value);
  const min = readAmount(row[0], 'the minimum of a histogram');
  const max = readAmount(row[1], 'the maximum of a histogram');
  return { responseTimes: { min, max, indexes, counts }, count, outcomes: readCounts(row[4], 'outcomes') };
}

function badHistogram(value: unknown): Error {
  return badMessage('a histogram with ascending indexes, each with a count', value);
}
