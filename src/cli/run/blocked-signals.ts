/** Signals that arrive while the event loop is blocked: `process.on` delivers them only when it runs again. */
import { constants } from 'node:os';
import type { ThreadExtension } from '../../runner/watchdog/watchdog.js';
import type { SignalThreadData } from './signal-thread.js';

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
      isListening: shared(1),
    };
  }

  /** What the watchdog's thread has to run. */
  get extension(): ThreadExtension {
    const module = new URL('./signal-thread.js', import.meta.url);
    return { module, data: this.#data };
  }

  /** False where only the event loop gets signals. */
  get isListening(): boolean {
    return Atomics.load(this.#data.isListening, 0) === 1;
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
