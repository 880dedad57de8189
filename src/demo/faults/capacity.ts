/** A queue that is saturated at a known rate: one server that takes 1/N of a second for each request, first come, first served. */

/** The longest time in the queue; a request that would wait longer is refused. */
export const MAX_QUEUE_MS = 30_000;

/** Below N requests a second nothing waits; above, the queue grows by the excess. Keeps a time, not the requests. */
export class Capacity {
  readonly #serviceMs: number;
  #freeAt = Number.NEGATIVE_INFINITY;

  /** @param requestsPerSecond the rate at which it is saturated */
  constructor(requestsPerSecond: number) {
    this.#serviceMs = 1000 / requestsPerSecond;
  }

  /** How long a request that comes at `now` waits in the queue, ms; null if the queue is full. */
  enter(now: number): number | null {
    const waitMs = Math.max(0, this.#freeAt - now);
    if (waitMs > MAX_QUEUE_MS) return null;
    this.#freeAt = Math.max(this.#freeAt, now) + this.#serviceMs;
    return waitMs;
  }
}
