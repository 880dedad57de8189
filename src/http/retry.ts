/** When a request is sent again: only if it asks for that. */

import { TslocError } from '../util/error.js';
import { epochSeconds } from '../util/loop/clock.js';
import { BodyStream } from '../wire/body-stream.js';
import { headerValue } from '../wire/headers.js';
import type { RequestBody } from '../wire/transport.js';
import type { ResponseParts } from './response/response.js';

/** How often, when, and after how long. */
export interface RetryOptions {
  /** Attempts after the first one. */
  readonly limit: number;
  /** Answers that are no answer; by default 408, 425, 429, 500, 502, 503 and 504. Errors of the connection always are none. */
  readonly statuses?: readonly number[];
  /** Methods that may be sent again; by default the one that asks for it, whichever it is. */
  readonly methods?: readonly string[];
  /** The wait before the second attempt, unless the server says how long (`Retry-After`); 0.3 by default. */
  readonly delaySeconds?: number;
  /** How many times longer each wait is than the one before; 2 by default. */
  readonly backoff?: number;
  /** All waits of one request together; 60 by default. What would take longer is not waited for: the answer is the last. */
  readonly maxWaitSeconds?: number;
}

/** A number is a limit. */
export type Retry = number | RetryOptions;

/** Options that say everything, checked; of one request. */
export class RetryPlan {
  readonly #options: Required<RetryOptions>;
  #waited = 0;

  /** @throws {TslocError} `BAD_RETRY` */
  constructor(retry: Retry) {
    const given = typeof retry === 'number' ? { limit: retry } : retry;
    this.#options = checked(given);
  }

  /** @throws {TslocError} `BODY_USED` if the body cannot be sent a second time */
  checkBody(body: RequestBody): void {
    if (!(body instanceof BodyStream) || body.isRewindable) return;
    body.release();
    const hint = 'Give text, bytes, a list or a Blob (fs.openAsBlob() streams a file), or leave retry out.';
    const message = 'Expected a body that can be sent again with retry, got a stream that can be read once.';
    throw new TslocError('BODY_USED', message, { hint });
  }

  /**
   * Milliseconds that are to be waited now, before another attempt, or null if this one was the last.
   * @param attempt 1 for the first one
   */
  delayAfter(attempt: number, method: string, parts: ResponseParts): number | null {
    const { limit, statuses, methods, delaySeconds, backoff, maxWaitSeconds } = this.#options;
    if (attempt > limit) return null;
    if (methods !== anyMethod && !methods.some((one) => one.toUpperCase() === method)) return null;
    if (parts.error === null ? !statuses.includes(parts.status) : isFinal(parts.error)) return null;
    const asked = retryAfter(headerValue(parts.rawHeaders, 'retry-after'));
    const delay = asked ?? (delaySeconds * 1000 * backoff ** (attempt - 1) || 0); // 0 times Infinity is no number
    this.#waited += delay;
    return this.#waited > maxWaitSeconds * 1000 ? null : delay;
  }
}

const anyMethod: readonly string[] = [];
const defaults = { statuses: [408, 425, 429, 500, 502, 503, 504], delaySeconds: 0.3, backoff: 2, maxWaitSeconds: 60 };

/** The chain of redirects would be the same again. */
function isFinal(error: Error): boolean {
  return error.name === 'TooManyRedirects';
}

/** Milliseconds that a `Retry-After` asks for: it is a number of seconds, or a date. Null if it is neither. */
export function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - epochSeconds() * 1000);
}

/** With the defaults for what is not said. */
function checked(given: RetryOptions): Required<RetryOptions> {
  const hint = 'Write retry: 2, or { limit, statuses, methods, delaySeconds, backoff, maxWaitSeconds }.';
  const fail = (expected: string, got: unknown) => {
    const text = typeof got === 'object' ? 'an object' : String(got);
    throw new TslocError('BAD_RETRY', `Expected ${expected}, got ${text}.`, { hint });
  };
  if (typeof given !== 'object' || given === null) fail('retry as a number or an object', given);
  for (const name in given)
    if (!(name === 'limit' || name === 'methods' || name in defaults)) fail('a known option of retry', `'${name}'`);
  const { limit, statuses = defaults.statuses, methods = anyMethod, backoff = defaults.backoff } = given;
  const { delaySeconds = defaults.delaySeconds, maxWaitSeconds = defaults.maxWaitSeconds } = given;
  if (!(limit >= 0 && (Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY)))
    fail('a whole number as the limit of retry', limit);
  if (!Array.isArray(statuses)) fail('a list of statuses in retry', statuses);
  if (!Array.isArray(methods)) fail('a list of methods in retry', methods);
  if (!(delaySeconds >= 0)) fail('delaySeconds of 0 or more in retry', delaySeconds);
  if (!(backoff >= 0)) fail('a backoff of 0 or more in retry', backoff);
  if (!(maxWaitSeconds >= 0)) fail('maxWaitSeconds of 0 or more in retry', maxWaitSeconds);
  if (delaySeconds > maxWaitSeconds)
    fail(`delaySeconds of at most maxWaitSeconds (${maxWaitSeconds}) in retry`, delaySeconds);
  return { limit, statuses, methods, delaySeconds, backoff, maxWaitSeconds };
}
