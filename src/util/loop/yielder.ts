/** For loops over any number of users: gives everybody else a turn now and then. */
import { now, sleep } from './clock.js';

/** How long others go without a turn, ms: their requests are being timed. */
const patience = 5;

/** The turns that a loop gives away; it begins when this is made. */
export class Yielder {
  #lastGiven = now();

  /** True if nobody else has had a turn for a while. */
  get isDue(): boolean {
    return now() - this.#lastGiven > patience;
  }

  /** Lets all others go first, and sleeps for `ms`. @throws the signal's reason, as soon as it is aborted */
  async yield(ms = 0, signal?: AbortSignal): Promise<void> {
    await sleep(ms, signal);
    this.#lastGiven = now();
  }
}
