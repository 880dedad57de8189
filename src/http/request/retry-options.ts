/** When a request is to be sent again: the `retry` option, checked and completed. */
import { TslocError } from '../../util/error.js';
import { findUnknownKey } from '../../util/rules.js';

/** How often a request is sent again, after which responses, and after how long a wait. */
export interface RetryOptions {
  /** Attempts after the first one. */
  readonly limit: number;
  /** Statuses that are retried; default 408, 425, 429, 500, 502, 503, 504. Connection errors are always retried. */
  readonly statuses?: readonly number[];
  /** Methods that are retried; all by default. */
  readonly methods?: readonly string[];
  /** Wait before the second attempt, unless the response has `Retry-After`; 0.3 by default. */
  readonly delaySeconds?: number;
  /** Factor from each wait to the next; 2 by default. */
  readonly backoff?: number;
  /** Maximum of all waits of one request together; 60 by default. A longer wait is not begun: the attempt was the last. */
  readonly maxWaitSeconds?: number;
}

/** A number is the `limit`. */
export type Retry = number | RetryOptions;

/** Compared by identity: every method is retried. */
export const anyMethod: readonly string[] = [];
const defaults = { statuses: [408, 425, 429, 500, 502, 503, 504], delaySeconds: 0.3, backoff: 2, maxWaitSeconds: 60 };
const known = ['limit', 'methods', ...Object.keys(defaults)];

/** All options, with the defaults for those that are left out. @throws {TslocError} `BAD_RETRY` */
export function completeRetryOptions(retry: Retry): Required<RetryOptions> {
  const given = typeof retry === 'number' ? { limit: retry } : retry;
  const hint = 'Write retry: 2, or { limit, statuses, methods, delaySeconds, backoff, maxWaitSeconds }.';
  const fail = (expected: string, got: unknown) => {
    const text = typeof got === 'object' ? 'an object' : String(got);
    throw new TslocError('BAD_RETRY', `Expected ${expected}, got ${text}.`, { hint });
  };
  if (typeof given !== 'object' || given === null) fail('retry as a number or an object', given);
  const unknown = findUnknownKey(given, known);
  if (unknown !== undefined) fail('a known option of retry', `'${unknown}'`);
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
