/** Cancels the waits of one user. Creates its AbortController on first use: there are thousands of users. */
import { sleep } from '../util/loop/clock.js';
import { type Sleep, sleepQueue } from '../util/loop/sleep-queue.js';

/** Once the user is cancelled, every wait rejects with the reason. */
export class Cancellation {
  /** Why the user was cancelled; null until then. */
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

  /** Cancels all waits. The first reason wins. */
  cancel(reason: Error): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.#controller?.abort(reason);
    if (this.#sleep?.isOver === false) sleepQueue.cancel(this.#sleep, reason);
  }

  /** Sleeps for `ms`, more than 0. @throws the reason */
  sleep(ms: number): Promise<void> {
    if (this.reason !== null) return Promise.reject(this.reason);
    if (this.isSleeping) return sleep(ms, this.signal); // a second concurrent sleep, in background work
    this.#sleep = sleepQueue.sleep(ms);
    return this.#sleep.promise;
  }
}
