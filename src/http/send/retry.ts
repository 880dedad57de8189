/** When a request is sent again: only if it asks for that. */

import { TslocError } from '../../util/error.js';
import { epochSeconds } from '../../util/loop/clock.js';
import { BodyStream } from '../../wire/body-stream.js';
import { headerValue } from '../../wire/headers.js';
import type { RequestBody } from '../../wire/transport.js';
import { anyMethod, completeRetryOptions, type Retry, type RetryOptions } from '../request/retry-options.js';
import type { ResponseParts } from '../response/response.js';

/** Decides after each attempt of one request whether there is another one, and when. */
export class RetryPlan {
  readonly #options: Required<RetryOptions>;
  #waited = 0;

  /** @throws {TslocError} `BAD_RETRY` */
  constructor(retry: Retry) {
    this.#options = completeRetryOptions(retry);
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
