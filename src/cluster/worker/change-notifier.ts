/** Limits the rate of notifications: the first few changes of a second are reported at once, later ones together at its end. */
import { callAfterUnref } from '../../util/loop/clock.js';

const windowMs = 1_000;

/** Calls `notify` in a microtask; several changes before it make one call. */
export class ChangeNotifier {
  readonly #notify: () => void;
  readonly #maxPerSecond: number;
  #callCount = 0;
  #isDue = false;
  #cancelWindow: (() => void) | null = null;

  constructor(notify: () => void, maxPerSecond = 10) {
    this.#notify = notify;
    this.#maxPerSecond = maxPerSecond;
  }

  /** Something has changed. */
  notifyLater(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    if (this.#callCount < this.#maxPerSecond) queueMicrotask(() => this.#notifyNow());
  }

  /** Makes no further calls. */
  stop(): void {
    this.#cancelWindow?.();
    this.#isDue = true;
    this.#callCount = Number.POSITIVE_INFINITY;
  }

  #notifyNow(): void {
    if (!this.#isDue || this.#callCount >= this.#maxPerSecond) return;
    this.#isDue = false;
    this.#callCount++;
    this.#cancelWindow ??= callAfterUnref(windowMs, () => this.#openWindow());
    this.#notify();
  }

  #openWindow(): void {
    this.#cancelWindow = null;
    this.#callCount = 0;
    this.#notifyNow();
  }
}
