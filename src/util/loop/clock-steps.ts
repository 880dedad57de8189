/** Detects that the wall clock was set: its offset from the monotonic clock changes. */
import { epochSeconds, steadyEpochSeconds } from './clock.js';

/** Smaller steps cannot be distinguished from the time between two readings. */
const minStepSeconds = 1;

/** Compares the clocks, from construction on. */
export class ClockStepDetector {
  #offsetSeconds = readOffset();

  /**
   * Seconds by which the wall clock was set since the last read: above 0 if it was set forward, 0 for a step of less than
   * a second. Where the monotonic clock stops while the machine is suspended, that time counts as a step, too.
   */
  read(): number {
    const offset = readOffset();
    const step = offset - this.#offsetSeconds;
    this.#offsetSeconds = offset;
    return Math.abs(step) < minStepSeconds ? 0 : step;
  }
}

function readOffset(): number {
  return epochSeconds() - steadyEpochSeconds();
}
