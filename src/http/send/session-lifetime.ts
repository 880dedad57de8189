/** The time in which a session may send: a request belongs to the one in which it began, and ends with it. */
import { sleep } from '../../util/loop/clock.js';

/** From the start, or a reopening, to the next stop. */
export class SessionLifetime {
  /** Requests under way that have no answer yet. */
  unanswered = 0;
  #endedBy: Error | null = null;
  #stopper: AbortController | null = null;

  /** Why it is over; null as long as it is not. */
  get endedBy(): Error | null {
    return this.#endedBy;
  }

  end(reason: Error): void {
    this.#endedBy = reason;
    this.#stopper?.abort(reason);
  }

  /** @throws the reason of the end, once it is over */
  check(): void {
    if (this.#endedBy !== null) throw this.#endedBy;
  }

  /** Resolves after `ms`, or when `wake` is aborted. @throws the reason of the end, as soon as there is one */
  async sleep(ms: number, wake?: AbortSignal): Promise<void> {
    this.check();
    this.#stopper ??= new AbortController();
    const { signal } = this.#stopper;
    if (wake === undefined) return sleep(ms, signal);
    await sleep(ms, AbortSignal.any([signal, wake])).catch(() => this.check());
  }
}
