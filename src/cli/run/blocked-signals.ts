/** Signals that arrive while the event loop is blocked: `process.on` delivers them only when it runs again. */
import { constants } from 'node:os';
import { extendWatchdog } from '../../runner/watchdog/watchdog.js';
import { type SignalThreadData, threadStates } from './signal-thread.js';

/** What the watchdog's thread runs. */
export const signalThread = new URL('./signal-thread.js', import.meta.url);

/** How long the thread may take to start, ms: more than a loaded machine needs. */
const maxStartMs = 2_000;

/** Compares the signals that the watchdog's thread received with those that the event loop delivered. */
export class BlockedSignals<Name extends NodeJS.Signals> {
  readonly #names: readonly Name[];
  readonly #data: SignalThreadData;

  constructor(names: readonly Name[]) {
    const shared = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
    this.#names = names;
    this.#data = {
      names,
      numbers: names.map((name) => constants.signals[name]),
      received: shared(names.length),
      delivered: shared(names.length),
      state: shared(1),
    };
  }

  /**
   * Starts to receive signals in the thread of a watchdog that has been started. Waits for it, synchronously: code that blocks
   * the event loop from now on cannot hide a signal.
   */
  listen(): void {
    if (extendWatchdog({ module: signalThread, data: this.#data })) Atomics.wait(this.#data.state, 0, 0, maxStartMs);
  }

  /** False where only the event loop gets signals. */
  get isListening(): boolean {
    return Atomics.load(this.#data.state, 0) === threadStates.ready;
  }

  /** The event loop has delivered one. */
  onDelivered(name: Name): void {
    const i = this.#names.indexOf(name);
    if (i >= 0) Atomics.add(this.#data.delivered, i, 1);
  }

  /** One that has arrived and is not delivered; null if there is none. */
  get pending(): Name | null {
    const { received, delivered } = this.#data;
    return this.#names.find((_, i) => Atomics.load(received, i) > Atomics.load(delivered, i)) ?? null;
  }
}
