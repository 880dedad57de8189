/** Timeouts of a request: given in seconds, used in ms. */
import { TslocError } from '../../util/error.js';

/**
 * Seconds. A number limits connecting, the wait for a response and each wait for more of its body, as in Python's
 * requests; it does not limit the whole request. An object limits each of them, and the whole by `total`. Null: none.
 */
export type Timeout = number | TimeoutParts | null;

/** Limits in seconds; parts that are left out have none. */
export interface TimeoutParts {
  /** Name lookup, connecting and TLS; not the wait for other requests of this user. */
  connect?: number;
  /** From the sent request to the response headers. */
  headers?: number;
  /** The longest wait between two chunks of the body. */
  body?: number;
  /** The whole request: waits for other requests of this user, redirects and the body. */
  total?: number;
}

/** The same in ms; Infinity for none. */
export type Limits = Readonly<Required<TimeoutParts>>;

/** The limits of `timeout`; null for none. @throws {TslocError} `BAD_TIMEOUT` */
export function limitsOf(timeout: Timeout): Limits | null {
  if (timeout === null) return null;
  if (typeof timeout !== 'number') return limitsOfParts(timeout);
  const limit = milliseconds(timeout, 'timeout');
  return { connect: limit, headers: limit, body: limit, total: none };
}

function limitsOfParts(parts: TimeoutParts): Limits {
  const limits = { connect: none, headers: none, body: none, total: none };
  if (typeof parts !== 'object' || Array.isArray(parts)) throw badTimeout('a number or an object as timeout', parts);
  for (const [name, seconds] of Object.entries(parts)) {
    if (!Object.hasOwn(limits, name)) throw badTimeout('connect, headers, body or total in timeout', name);
    if (seconds !== undefined) limits[name as keyof Limits] = milliseconds(seconds, `timeout.${name}`);
  }
  return limits;
}

const none = Number.POSITIVE_INFINITY;

function milliseconds(seconds: unknown, name: string): number {
  if (typeof seconds === 'number' && seconds > 0) return seconds * 1000;
  throw badTimeout(`a number of seconds above 0 as ${name}`, seconds);
}

function badTimeout(expected: string, got: unknown): TslocError {
  const hint = 'Write seconds, { connect: 1, headers: 5, body: 5, total: 60 } or some of these, or null for no limit.';
  const isInJson = typeof got === 'string' || typeof got === 'object';
  return new TslocError('BAD_TIMEOUT', `Expected ${expected}, got ${isInJson ? JSON.stringify(got) : String(got)}.`, {
    hint,
  });
}
