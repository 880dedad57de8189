/** Simulated faults of the whole service: a rate limit, a capacity, a leak, and responses that become slower. */

import type { Reply } from '../routes/route.js';
import type { DemoSettings } from '../settings.js';
import { Capacity } from './capacity.js';
import { Leak } from './leak.js';
import { parseRateLimit, RateLimit } from './rate-limit.js';
import { Slowdown } from './slowdown.js';

/** Asked once for each request, in the order of their arrival. */
export class Impairments {
  readonly #rateLimit: RateLimit | null;
  readonly #capacity: Capacity | null;
  readonly #leak: Leak | null;
  readonly #slowdown: Slowdown;

  /** `now` in ms. */
  constructor({ rateLimit, capacity, slowAfter, leak, degrade }: DemoSettings, now: number) {
    this.#rateLimit = rateLimit === null ? null : new RateLimit(parseRateLimit(rateLimit), now);
    this.#capacity = capacity === null ? null : new Capacity(capacity);
    this.#leak = leak ? new Leak() : null;
    this.#slowdown = new Slowdown(slowAfter, degrade);
  }

  /** How long a request that comes at `now` is delayed, ms; or the reply that refuses it, which is sent at once. */
  admit(now: number): number | Reply {
    const retryAfter = this.#rateLimit?.take(now) ?? 0;
    if (retryAfter > 0) return errorReply(429, 'Expected fewer requests: the rate limit is reached.', retryAfter);
    if (this.#leak?.allocate() === false) return errorReply(503, 'The memory is full: this service leaks on purpose.');
    const queueMs = this.#capacity === null ? 0 : this.#capacity.enter(now);
    if (queueMs === null) return errorReply(503, 'The queue is full: the capacity is exceeded.');
    return queueMs + this.#slowdown.nextMs();
  }

  /** Bytes that the leak has kept; null without one. */
  get leakedBytes(): number | null {
    return this.#leak?.bytes ?? null;
  }
}

function errorReply(status: number, error: string, retryAfterSeconds?: number): Reply {
  const json = { error };
  if (retryAfterSeconds === undefined) return { status, json };
  return { status, json, headers: { 'retry-after': String(retryAfterSeconds) } };
}
