/** Counts event-loop ticks, to tell whether other work had a chance to run between two moments. */
import { afterPoll } from './clock.js';

/** {@link loopTicks} is the counter of this process. It costs nothing in ticks in which nobody reads it. */
export class LoopTicks {
  #count = 0;
  #isEndAwaited = false;

  /** While this number stays the same, no other work has had a chance to run. */
  current(): number {
    if (!this.#isEndAwaited) {
      this.#isEndAwaited = true;
      afterPoll(this.#onEnd);
    }
    return this.#count;
  }

  /** For code that resumes users in a tick of its own: it calls this first, since what `current` awaits may come later. */
  begin(): void {
    this.#count++;
  }

  readonly #onEnd = (): void => {
    this.begin();
    this.#isEndAwaited = false;
  };
}

/** The counter of this process. */
export const loopTicks = new LoopTicks();
