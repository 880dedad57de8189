/** Decides after each attempt of a request whether it is sent again, and after which wait. */

import { TslocError } from '../../util/error.js';
import { epochSeconds } from '../../util/loop/clock.js';
import { BodyStream } from '../../wire/body-stream.js';
import { headerValue } from '../../wire/headers.js';
import type { RequestBody } from '../../wire/transport.js';
import { anyMethod, completeRetryOptions, type Retry, type RetryOptions } from '../request/retry-options.js';
import type { ResponseParts } from '../response/response.js';

/** The retries of one request. */
export class RetryPlan {
  readonly #options: Required<RetryOptions>;
  #waitedMs = 0;

  /** @throws {TslocError} `BAD_RETRY` */
  constructor(retry: Retry) {
    this.#options = completeRetryOptions(retry);
  }

  /** @throws {TslocError} `BODY_USED` if the body cannot be sent more than once */
  checkBody(body: RequestBody): void {
    if (!(body instanceof BodyStream) || body.isRewindable) return;
    body.release();
    const hint = 'Give text, bytes, a list or a Blob (fs.openAsBlob() streams a file), or leave retry out.';
    const message = 'Expected a body that can be sent again with retry, got a stream that can be read once.';
    throw new TslocError('BODY_USED', message, { hint });
  }

  /**
   * Milliseconds until the next attempt; null if this attempt was the last.
   * @param attempt 1 for the first
   */
  delayAfter(attempt: number, method: string, parts: ResponseParts): number | null {
    const { limit, statuses, methods, delaySeconds, backoff, maxWaitSeconds } = this.#options;
    if (attempt > limit) return null;
    if (methods !== anyMethod && !methods.some((one) => one.toUpperCase() === method)) return null;
    if (parts.error === null ? !statuses.includes(parts.status) : isFinal(parts.error)) return null;
    const requestedMs = retryAfter(headerValue(parts.rawHeaders, 'retry-after'));
    const delayMs = requestedMs ?? (delaySeconds * 1000 * backoff ** (attempt - 1) || 0); // 0 × Infinity is NaN
    this.#waitedMs += delayMs;
    return this.#waitedMs > maxWaitSeconds * 1000 ? null : delayMs;
  }
}

/** The next attempt would follow the same redirects. */
function isFinal(error: Error): boolean {
  return error.name === 'TooManyRedirects';
}

/** The wait in a `Retry-After` header, ms: a number of seconds, or a date. Null if it is neither. */
export function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = hasLetter.test(header) ? Date.parse(header) : Number.NaN; // '-5' and '1.5' would be dates
  return Number.isNaN(date) ? null : Math.max(0, date - epochSeconds() * 1000);
}

const hasLetter = /[a-z]/i;
