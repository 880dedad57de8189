/** Counts event-loop ticks, to tell whether other work had a chance to run between two moments. */
import { callAfterPoll } from './clock.js';

/** {@link loopTicks} is the counter of this process. Ticks in which it is not read cost nothing. */
export class LoopTicks {
  #count = 0;
  #isEndScheduled = false;

  /** While this number stays the same, no other work has had a chance to run. */
  current(): number {
    if (!this.#isEndScheduled) {
      this.#isEndScheduled = true;
      callAfterPoll(this.#onEnd);
    }
    return this.#count;
  }

  /** Counts a new tick. Code that resumes users calls this before it resumes them: the callback that `current` scheduled may run only afterwards. */
  begin(): void {
    this.#count++;
  }

  readonly #onEnd = (): void => {
    this.begin();
    this.#isEndScheduled = false;
  };
}

/** The counter of this process. */
export const loopTicks = new LoopTicks();
