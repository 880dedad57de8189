/** Says so when this process is too busy for its measurements to be trusted, or counts what nobody can read. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import type { Vitals } from '../util/vitals.js';

/** Busy for this share of the time means that responses wait before they are seen. */
const busy = 0.9;
/** Seconds in a row before it is said. */
const patience = 3;
/** More rows than this are hardly meant. */
const manyNames = 1_000;

/** Watches the event loop of this process. */
export class HealthReporter implements Reporter {
  readonly name = 'health';
  readonly #look: () => Vitals;
  readonly #warn: (message: string) => void;
  #busyInARow = 0;
  #busySeconds = 0;
  #worstDelay = 0;
  #warned = false;
  #warnedOfNames = false;

  constructor(look: () => Vitals, warn: (message: string) => void) {
    this.#look = look;
    this.#warn = warn;
  }

  tick({ stats }: Snapshot): void {
    if (stats.entries.length > manyNames) this.#warnOfNames();
    const { seconds, loopUtilization, loopDelay } = this.#look();
    this.#worstDelay = Math.max(this.#worstDelay, loopDelay);
    if (loopUtilization < busy) {
      this.#busyInARow = 0;
      return;
    }
    // A loop that is blocked for long has one look at all of it.
    this.#busySeconds += Math.round(seconds);
    this.#busyInARow += Math.round(seconds);
    if (this.#busyInARow < patience || this.#warned) return;
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

  #warnOfNames(): void {
    if (this.#warnedOfNames) return;
    this.#warnedOfNames = true;
    this.#warn(
      `Requests have over ${manyNames} different names, and each costs memory and a row: ` +
        "give those that belong together one, such as { name: '/item/[id]' }.",
    );
  }
}
