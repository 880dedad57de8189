/** The period in which a session may send. A request belongs to the period in which it started, and ends with it. */
import { sleep } from '../../util/loop/clock.js';

/** From the first request, or from a reopening, to the next cancellation. */
export class SessionLifetime {
  /** Requests in flight that have no response yet. */
  unansweredCount = 0;
  #endReason: Error | null = null;
  #endSignal: AbortController | null = null;

  /** Why it has ended; null while it lasts. */
  get endReason(): Error | null {
    return this.#endReason;
  }

  end(reason: Error): void {
    this.#endReason = reason;
    this.#endSignal?.abort(reason);
  }

  /** @throws the reason of the end, once it has ended */
  throwIfEnded(): void {
    if (this.#endReason !== null) throw this.#endReason;
  }

  /** Resolves after `ms`, or when `wakeSignal` is aborted. @throws the reason of the end, as soon as it has ended */
  async sleep(ms: number, wakeSignal?: AbortSignal): Promise<void> {
    this.throwIfEnded();
    this.#endSignal ??= new AbortController();
    const { signal } = this.#endSignal;
    if (wakeSignal === undefined) return sleep(ms, signal);
    await sleep(ms, AbortSignal.any([signal, wakeSignal])).catch(() => this.throwIfEnded());
  }
}
