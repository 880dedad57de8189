/** The messages by which a worker leases numbers from its master. Only tsloc sends and reads them. */

import {
  badMessage,
  readCount,
  readList,
  readMap,
  readOptionalAmount,
  readText,
  type WireMap,
} from '../messages/wire-values.js';
import type { NumberRange } from './number-ranges.js';

/** The type of a request and of its answer; one of {@link LeaseCheck}. */
export const leaseType = 'tsloc_lease';
export const leaseCheckType = 'tsloc_lease_check';

/** A worker asks for numbers, gives numbers back, or both. It sends a request again until it is answered. */
export interface LeaseRequest {
  readonly series: string;
  /** Higher than that of any earlier request of the worker. */
  readonly number: number;
  /** How many numbers it asks for. */
  readonly want: number;
  /** Unused numbers that it holds, without those that it gives back. */
  readonly held: number;
  /** The lowest of these: it has used those below, or given them back. 0 if it holds none. */
  readonly lowest: number;
  /** Numbers from here on do not exist; Infinity as long as the worker does not know. */
  readonly limit: number;
  /** Numbers that it gives back: it has not used them, and will not. */
  readonly returned: readonly NumberRange[];
}

/** The answer to the request of the same number. */
export interface LeaseAnswer {
  readonly series: string;
  readonly number: number;
  readonly numbers: readonly NumberRange[];
  /** Every number of the series is used. */
  readonly isEnd: boolean;
}

/** The master tells a worker to ask again; `isRecall`: and to give back what it has not used, since others wait. */
export interface LeaseCheck {
  readonly series: string;
  readonly isRecall: boolean;
}

export function toLeaseRequest({ limit, returned, ...request }: LeaseRequest): WireMap {
  return { ...request, limit: Number.isFinite(limit) ? limit : null, returned: returned.flat() };
}

/** @throws {TslocError} `BAD_MESSAGE` */
export function readLeaseRequest(data: unknown): LeaseRequest {
  const request = readMap(data, leaseType);
  return {
    series: readText(request.series, 'series'),
    number: readCount(request.number, 'number'),
    want: readCount(request.want, 'want'),
    held: readCount(request.held, 'held'),
    lowest: readCount(request.lowest, 'lowest'),
    limit: Math.trunc(readOptionalAmount(request.limit, 'limit') ?? Number.POSITIVE_INFINITY),
    returned: readRanges(request.returned, 'returned'),
  };
}

export function toLeaseAnswer({ numbers, ...answer }: LeaseAnswer): WireMap {
  return { ...answer, numbers: numbers.flat() };
}

/** @throws {TslocError} `BAD_MESSAGE` */
export function readLeaseAnswer(data: unknown): LeaseAnswer {
  const answer = readMap(data, leaseType);
  return {
    series: readText(answer.series, 'series'),
    number: readCount(answer.number, 'number'),
    numbers: readRanges(answer.numbers, 'numbers'),
    isEnd: answer.isEnd === true,
  };
}

/** @throws {TslocError} `BAD_MESSAGE` */
export function readLeaseCheck(data: unknown): LeaseCheck {
  const check = readMap(data, leaseCheckType);
  return { series: readText(check.series, 'series'), isRecall: check.isRecall === true };
}

/** `[from, to, from, to, …]` */
function readRanges(value: unknown, what: string): NumberRange[] {
  const bounds = readList(value, what).map((one) => readCount(one, what));
  const ranges: NumberRange[] = [];
  for (let i = 0; i + 1 < bounds.length; i += 2) ranges.push([bounds[i] as number, bounds[i + 1] as number]);
  if (bounds.length % 2 === 0 && ranges.every(([from, to]) => from < to)) return ranges;
  throw badMessage(`${what} to be ranges`, value);
}
