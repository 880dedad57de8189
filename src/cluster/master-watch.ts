/** Whether a master still answers: what a worker concludes from silence. */

/** Locust's limit: a worker whose master has been silent for so long leaves. */
export const masterTimeoutMs = 60_000;
/** After a broken connection, a master that answers nothing for so long has forgotten this worker: it was restarted. */
const forgottenAfterMs = 5_000;
/** A longer pause between two looks means that this process itself stood still: its input has not been read yet. */
const ownPauseMs = 5_000;

/** `ok`; `forgotten`: join again; `lost`: leave. */
export type MasterState = 'ok' | 'forgotten' | 'lost';

/** Times in ms. */
export class MasterWatch {
  #answeredAt: number | null = null;
  /** When a connection was made after the last answer, if it was not the first one. */
  #reconnectedAt: number | null = null;
  #lookedAt: number | null = null;

  /** The master has answered a heartbeat. */
  answered(now: number): void {
    this.#answeredAt = now;
    this.#reconnectedAt = null;
  }

  connected(now: number): void {
    if (this.#answeredAt !== null) this.#reconnectedAt = now;
  }

  /** Begins anew: silence does not count before the next answer. */
  reset(): void {
    this.#answeredAt = null;
    this.#reconnectedAt = null;
  }

  /** To be called each second. A master that has never answered is not waited for: those before Locust 2.19 never do. */
  look(now: number): MasterState {
    const hasPaused = this.#lookedAt !== null && now - this.#lookedAt > ownPauseMs;
    this.#lookedAt = now;
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
