/** Says so when this process is too busy for its measurements to be trusted, or counts what nobody can read. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import type { EventLoopUsage } from '../util/loop/event-loop-monitor.js';

/** Busy for this share of the time means that responses wait before they are seen. */
const busy = 0.9;
/** Seconds in a row before it is said. */
const patience = 3;
/** Late by so many ms means that something in this process does not let others work. */
const late = 15;
/** Seconds in a row with something late before it is said: another process may have the core for once. */
const latePatience = 5;
/** More rows than this are hardly meant. */
const manyRows = 1_000;

/** Watches the event loop of this process. */
export class HealthReporter implements Reporter {
  readonly name = 'health';
  readonly #look: () => EventLoopUsage;
  readonly #warn: (message: string) => void;
  readonly #busy = new Stretch(patience);
  readonly #late = new Stretch(latePatience);
  #worstDelay = 0;
  readonly #said = new Set<string>();

  constructor(look: () => EventLoopUsage, warn: (message: string) => void) {
    this.#look = look;
    this.#warn = warn;
  }

  tick({ stats }: Snapshot): void {
    if (stats.entries.length > manyRows)
      this.#warnOnce(
        `Requests have over ${manyRows} different names, and each costs memory and a row: ` +
          "give those that belong together one, such as { name: '/item/[id]' }.",
      );
    if (stats.failures.length > manyRows)
      this.#warnOnce(
        `Requests fail with over ${manyRows} different texts, and each costs memory, a row and time: ` +
          'say the same of what is the same, without numbers and ids.',
      );
    const { seconds, loopUtilization, loopDelay } = this.#look();
    this.#worstDelay = Math.max(this.#worstDelay, loopDelay);
    const isBusy = loopUtilization >= busy;
    if (this.#busy.goesOn(isBusy, seconds))
      this.#warn(
        'This process is over 90 % busy: response times may be too long, and fewer requests are sent than could be.',
      );
    if (this.#late.goesOn(!isBusy && loopDelay >= late, seconds))
      this.#warn(
        `Something holds up this process, for ${Math.round(loopDelay)} ms and more: some response times are that much ` +
          'too long. It may be a task that computes or waits without await, or another process.',
      );
  }

  end(): void {
    const delay = Math.round(this.#worstDelay);
    if (this.#busy.total >= patience)
      this.#warn(
        `This process was over 90 % busy for ${this.#busy.total} s (up to ${delay} ms late): response times may be too long.`,
      );
    else if (this.#late.wasReached)
      this.#warn(
        `Something held up this process in ${this.#late.total} s of the run, for up to ${delay} ms: some response times are too long.`,
      );
  }

  #warnOnce(message: string): void {
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.#warn(message);
  }
}

/** Seconds in which something is wrong. */
class Stretch {
  /** All of them. */
  total = 0;
  /** True once they have been as many in a row as is worth a word. */
  wasReached = false;
  readonly #enough: number;
  #inARow = 0;

  constructor(enough: number) {
    this.#enough = enough;
  }

  /** True the first time that they are enough in a row. A loop that is blocked for long has one look at all of it. */
  goesOn(isWrong: boolean, seconds: number): boolean {
    this.#inARow = isWrong ? this.#inARow + Math.round(seconds) : 0;
    if (isWrong) this.total += Math.round(seconds);
    if (this.#inARow < this.#enough || this.wasReached) return false;
    this.wasReached = true;
    return true;
  }
}
