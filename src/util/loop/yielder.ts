/** Tells a loop over many users when to yield to the event loop. */
import { now, sleep } from './clock.js';

/** If the event loop were blocked for longer, responses would get late timestamps. */
const maxBlockMs = 5;

/** Measures how long a loop has blocked the event loop, from construction or the last {@link Yielder.yield} on. */
export class Yielder {
  #resumedAt = now();

  /** True once the loop has blocked the event loop for 5 ms. */
  get isDue(): boolean {
    return now() - this.#resumedAt > maxBlockMs;
  }

  /**
   * Lets the event loop run, for `ms` at least.
   * @throws the signal's reason, if it is aborted before the call or, with `ms` above 0, as soon as it is aborted
   */
  async yield(ms = 0, signal?: AbortSignal): Promise<void> {
    await sleep(ms, signal);
    this.#resumedAt = now();
  }
}
