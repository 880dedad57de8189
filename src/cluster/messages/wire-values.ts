/** Reads the values of a message from another node. Any program may have sent it, so each value is checked first. */
import { TslocError } from '../../util/error.js';
import { describeValue } from '../../util/rules.js';

/** Longest text that is kept of a name, an error or a traceback, in characters: the sender is not trusted. */
export const maxTextLength = 10_000;

/** Classes of a test: more than any file has. */
const maxClasses = 10_000;

/** A map of the codec: integer keys make a Map, texts an object. */
export type WireMap = Readonly<Record<string, unknown>>;

/** @throws {TslocError} `BAD_MESSAGE` */
export function readMap(value: unknown, what: string): WireMap {
  if (value instanceof Map) return Object.fromEntries(value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as WireMap;
  throw badMessage(`${what} to be a map`, value);
}

/** A map, or an empty one where there is none. @throws {TslocError} `BAD_MESSAGE` */
export function readOptionalMap(value: unknown, what: string): WireMap {
  return value === undefined || value === null ? {} : readMap(value, what);
}

/** @throws {TslocError} `BAD_MESSAGE` */
export function readList(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw badMessage(`${what} to be a list`, value);
}

/** A text; numbers count as texts, since Locust lets names be anything. @throws {TslocError} `BAD_MESSAGE` */
export function readText(value: unknown, what: string): string {
  if (typeof value === 'string') return value.length <= maxTextLength ? value : value.slice(0, maxTextLength);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return '';
  throw badMessage(`${what} to be a text`, value);
}

/** A number of 0 or more; `fallback` for none. @throws {TslocError} `BAD_MESSAGE` */
export function readAmount(value: unknown, what: string, fallback = 0): number {
  return readOptionalAmount(value, what) ?? fallback;
}

/** A number of 0 or more, or null for none. @throws {TslocError} `BAD_MESSAGE` */
export function readOptionalAmount(value: unknown, what: string): number | null {
  if (value === undefined || value === null) return null;
  const amount = typeof value === 'bigint' ? Number(value) : value;
  if (typeof amount === 'number' && amount >= 0 && amount <= Number.MAX_SAFE_INTEGER) return amount;
  throw badMessage(`${what} to be a number of 0 or more`, value);
}

/**
 * A duration, or null for none; one below 0, as Locust measures while its clock is set back, is 0.
 * @throws {TslocError} `BAD_MESSAGE`
 */
export function readOptionalTime(value: unknown, what: string): number | null {
  return readOptionalAmount(
    typeof value === 'number' && value < 0 && value > Number.NEGATIVE_INFINITY ? 0 : value,
    what,
  );
}

/** Whole numbers of 0 or more: the list itself if all are, as always between nodes of tsloc. @throws {TslocError} `BAD_MESSAGE` */
export function readCounts(value: unknown, what: string): readonly number[] {
  const list = readList(value, what);
  for (const one of list)
    if (!Number.isSafeInteger(one) || (one as number) < 0)
      return list.map((count) => readCount(count, `a count of ${what}`));
  return list as readonly number[];
}

/** A whole number of 0 or more; fractions are cut. @throws {TslocError} `BAD_MESSAGE` */
export function readCount(value: unknown, what: string): number {
  return Math.trunc(readAmount(value, what));
}

/** Users by class name. @throws {TslocError} `BAD_MESSAGE` */
export function readUserCounts(value: unknown, what: string): Map<string, number> {
  const counts = Object.entries(readOptionalMap(value, what));
  if (counts.length > maxClasses) throw badMessage(`${what} of at most ${maxClasses} classes`, counts.length);
  return new Map(counts.map(([name, count]) => [name.slice(0, maxTextLength), readCount(count, `${what} of ${name}`)]));
}

/**
 * Counts by whole number, ascending, as `readKey` reads it: keys should be integers, but may be strings.
 * @throws {TslocError} `BAD_MESSAGE`
 */
export function readCountsByInteger(value: unknown, what: string, readKey = readCount): [key: number, count: number][] {
  const pairs = pairsOf(value, what);
  const counts = new Array<[number, number]>(sizeOf(pairs)); // thousands of them, mostly of one pair
  let [i, last, isAscending] = [0, 0, true];
  for (const [key, count] of pairs) {
    const number = readKey(toNumber(key), what);
    counts[i++] = [number, readCount(count, what)];
    isAscending &&= number >= last;
    last = number;
  }
  return isAscending ? counts : counts.sort(([a], [b]) => a - b);
}

/** The sum of such counts. @throws {TslocError} `BAD_MESSAGE` */
export function sumCountsByInteger(value: unknown, what: string): number {
  let sum = 0;
  for (const [key, count] of pairsOf(value, what)) {
    readCount(toNumber(key), what);
    sum += readCount(count, what);
  }
  return sum;
}

/** `BAD_MESSAGE`: a peer sent something that the protocol does not allow. */
export function badMessage(expected: string, value: unknown): TslocError {
  return new TslocError('BAD_MESSAGE', `Expected ${expected}, got ${describeValue(value)}.`);
}

function pairsOf(value: unknown, what: string): ReadonlyMap<unknown, unknown> | readonly [unknown, unknown][] {
  return value instanceof Map ? value : Object.entries(readOptionalMap(value, what));
}

function sizeOf(pairs: ReturnType<typeof pairsOf>): number {
  return pairs instanceof Map ? pairs.size : (pairs as readonly unknown[]).length;
}

function toNumber(key: unknown): unknown {
  return typeof key === 'string' && key.trim() !== '' ? Number(key) : key;
}
