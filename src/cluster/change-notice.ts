/** Tells of changes soon, but not each of thousands: the first few of a second at once, later ones together at its end. */
import { callAfter } from '../util/loop/clock.js';

const windowMs = 1_000;

/** Calls `notify` outside of the caller's own call; several changes in one turn make one call. */
export class ChangeNotice {
  readonly #notify: () => void;
  readonly #maxPerSecond: number;
  #given = 0;
  #isDue = false;
  #cancelWindow: (() => void) | null = null;

  constructor(notify: () => void, maxPerSecond = 10) {
    this.#notify = notify;
    this.#maxPerSecond = maxPerSecond;
  }

  /** Something has changed. */
  note(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    if (this.#given < this.#maxPerSecond) queueMicrotask(() => this.#give());
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#cancelWindow?.();
    this.#isDue = true;
    this.#given = Number.POSITIVE_INFINITY;
  }

  #give(): void {
    if (!this.#isDue || this.#given >= this.#maxPerSecond) return;
    this.#isDue = false;
    this.#given++;
    this.#cancelWindow ??= callAfter(windowMs, () => this.#openWindow());
    this.#notify();
  }

  #openWindow(): void {
    this.#cancelWindow = null;
    this.#given = 0;
    this.#give();
  }
}
