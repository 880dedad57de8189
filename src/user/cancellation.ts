/** Tells one user that it has to end at once. There are thousands of them: what nobody asks for is not made. */
import { sleep } from '../util/loop/clock.js';
import { type Sleep, sleepQueue } from '../util/loop/sleep-queue.js';

/** From the moment that it has a reason, every wait is over. */
export class Cancellation {
  /** Why the user has to end; null as long as it does not. */
  reason: Error | null = null;
  #controller: AbortController | null = null;
  #sleep: Sleep | null = null;

  /** Aborted with the reason. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.reason !== null) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  get isSleeping(): boolean {
    return this.#sleep?.isOver === false;
  }

  /** Only the first reason counts. */
  end(reason: Error): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.#controller?.abort(reason);
    if (this.#sleep?.isOver === false) sleepQueue.cancel(this.#sleep, reason);
  }

  /** Waits for more than 0 ms. @throws the reason */
  sleep(ms: number): Promise<void> {
    if (this.reason !== null) return Promise.reject(this.reason);
    if (this.isSleeping) return sleep(ms, this.signal); // beside the loop, in work of its own
    this.#sleep = sleepQueue.sleep(ms);
    return this.#sleep.promise;
  }
}
