/** Waits for conditions that depend on messages of other nodes. */
import { sleep } from '../util/loop/clock.js';

/** Pending conditions, evaluated again at each {@link Conditions.check}. */
export class Conditions {
  readonly #waiting = new Set<() => void>();

  /** Something has changed. */
  check(): void {
    for (const check of [...this.#waiting]) check();
  }

  /**
   * Resolves with true as soon as `isTrue` is, with false after `ms`.
   * @throws the reason of `signal`
   */
  async until(isTrue: () => boolean, ms: number, signal?: AbortSignal): Promise<boolean> {
    signal?.throwIfAborted();
    if (isTrue()) return true;
    if (!(ms > 0)) return false;
    const done = new AbortController();
    const ends = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal]);
    const check = () => {
      if (isTrue()) done.abort();
    };
    this.#waiting.add(check);
    try {
      await sleep(ms, ends).catch(() => {});
    } finally {
      this.#waiting.delete(check);
    }
    signal?.throwIfAborted();
    return isTrue();
  }
}
