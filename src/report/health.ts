/** Says so when this process is too busy for its measurements to be trusted. */
import type { Reporter } from '../core/reporter.js';
import type { Vitals } from '../util/vitals.js';

/** Busy for this share of the time means that responses wait before they are seen. */
const busy = 0.9;
/** Seconds in a row before it is said. */
const patience = 3;

/** Watches the event loop of this process. */
export class HealthReporter implements Reporter {
  readonly name = 'health';
  readonly #look: () => Vitals;
  readonly #warn: (message: string) => void;
  #busyInARow = 0;
  #busySeconds = 0;
  #worstDelay = 0;
  #warned = false;

  constructor(look: () => Vitals, warn: (message: string) => void) {
    this.#look = look;
    this.#warn = warn;
  }

  tick(): void {
    const { loopUtilization, loopDelay } = this.#look();
    this.#worstDelay = Math.max(this.#worstDelay, loopDelay);
    if (loopUtilization < busy) {
      this.#busyInARow = 0;
      return;
    }
    this.#busySeconds++;
    if (++this.#busyInARow < patience || this.#warned) return;
    this.#warned = true;
    this.#warn(
      'This process is over 90 % busy: response times may be too long, and fewer requests are sent than could be.',
    );
  }

  end(): void {
    if (this.#busySeconds < patience) return;
    const delay = Math.round(this.#worstDelay);
    this.#warn(
      `This process was over 90 % busy for ${this.#busySeconds} s (up to ${delay} ms late): response times may be too long.`,
    );
  }
}
