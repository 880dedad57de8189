/** Detects on a worker that its master no longer answers, or was restarted. */

/** Locust's limit: a worker leaves if its master has not answered for this time. */
export const masterTimeoutMs = 60_000;
/** A master that does not answer for this time after a reconnection was restarted and does not know this worker. */
const forgottenAfterMs = 5_000;
/** A longer pause between two checks means that this process was suspended or blocked: its input has not been read yet. */
const ownPauseMs = 5_000;

/** `ok`; `forgotten`: join again; `lost`: leave. */
export type MasterState = 'ok' | 'forgotten' | 'lost';

/** Times in ms. */
export class MasterWatch {
  #answeredAt: number | null = null;
  /** When a connection was made after the last answer, if it was not the first one. */
  #reconnectedAt: number | null = null;
  #checkedAt: number | null = null;

  /** The master has answered a heartbeat, or has said that it is tsloc, which answers all of them. */
  answered(now: number): void {
    this.#answeredAt = now;
    this.#reconnectedAt = null;
  }

  connected(now: number): void {
    if (this.#answeredAt !== null) this.#reconnectedAt = now;
  }

  /** Starts again: time without an answer does not count before the next answer. */
  reset(): void {
    this.#answeredAt = null;
    this.#reconnectedAt = null;
  }

  /** Call it each second. `ok` for a master that has never answered: Locust before 2.19 never does. */
  check(now: number): MasterState {
    const hasPaused = this.#checkedAt !== null && now - this.#checkedAt > ownPauseMs;
    this.#checkedAt = now;
    if (this.#answeredAt === null) return 'ok';
    if (hasPaused) {
      this.#answeredAt = now;
      return 'ok';
    }
    if (now - this.#answeredAt > masterTimeoutMs) return 'lost';
    const isForgotten = this.#reconnectedAt !== null && now - this.#reconnectedAt > forgottenAfterMs;
    return isForgotten ? 'forgotten' : 'ok';
  }
}
