/** Refuses requests above a rate with status 429, as an API with a quota does. */
import { TslocError } from '../../util/error.js';

/** A number of requests in a number of seconds. */
export interface RateLimitSettings {
  readonly requests: number;
  readonly perSeconds: number;
}

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads `100/s`, `600/m` or `1000/h`; a number alone is per second. @throws TslocError `BAD_RATE_LIMIT` */
export function parseRateLimit(text: string): RateLimitSettings {
  const [, requests, unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/([smh]))?$/.exec(text.trim()) ?? [];
  if (Number(requests) > 0) return { requests: Number(requests), perSeconds: secondsPerUnit[unit] as number };
  const message = `Expected a rate limit such as 100/s, 600/m or 1000/h, got '${text}'.`;
  throw new TslocError('BAD_RATE_LIMIT', message, { exitCode: 2 });
}

/** A token bucket for all clients together: it holds the requests of one second, and at least one. */
export class RateLimit {
  readonly #perMs: number;
  readonly #size: number;
  #tokens: number;
  #filledAt: number;

  /** Full at `now`, in ms. */
  constructor({ requests, perSeconds }: RateLimitSettings, now: number) {
    this.#perMs = requests / perSeconds / 1000;
    this.#size = Math.max(1, requests / perSeconds);
    this.#tokens = this.#size;
    this.#filledAt = now;
  }

  /** 0 if a request is allowed at `now`, which takes a token; else the whole seconds until one will be. */
  take(now: number): number {
    this.#tokens = Math.min(this.#size, this.#tokens + (now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
    if (this.#tokens < 1) return Math.max(1, Math.ceil((1 - this.#tokens) / this.#perMs / 1000));
    this.#tokens--;
    return 0;
  }
}
