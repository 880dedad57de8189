/** Many deadlines, one timer: it is set for the nearest one, so that a deadline which is met costs next to nothing. */
import { callAfter, now } from './clock.js';

/** Something that must be done by a certain moment. */
export interface Deadline {
  /** {@link now} by when; may be moved at any time by {@link Deadlines.move} only. */
  deadline: number;
  /** Where it stands among the watched; the business of {@link Deadlines}. */
  place: number;
  /** Called once, not long after the deadline, unless it was forgotten before. */
  onLate(): void;
}

/** Calls those that are late. */
export class Deadlines {
  readonly #watched: Deadline[] = [];
  #rings = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | null = null;

  /** How many are watched now. */
  get size(): number {
    return this.#watched.length;
  }

  /** Watches `one` until its `deadline`, and anew from there if it is watched already. Infinity is no deadline. */
  move(one: Deadline, deadline: number): void {
    one.deadline = deadline;
    if (one.place < 0) one.place = this.#watched.push(one) - 1;
    if (deadline < this.#rings) this.#ringAt(deadline);
  }

  /** Watches it no longer. */
  forget(one: Deadline): void {
    const { place } = one;
    if (place < 0) return;
    const last = this.#watched.pop() as Deadline;
    one.place = -1;
    if (last === one) return;
    this.#watched[place] = last;
    last.place = place;
  }

  #ringAt(moment: number): void {
    this.#cancel?.();
    this.#rings = moment;
    this.#cancel = moment === Number.POSITIVE_INFINITY ? null : callAfter(moment - now(), () => this.#ring());
  }

  /** Those that were met in time have gone since the timer was set, so that a look at all of the rest is rare. */
  #ring(): void {
    const moment = now();
    const late = this.#watched.filter(({ deadline }) => deadline <= moment);
    for (const one of late) this.forget(one);
    const nearest = this.#watched.reduce((least, { deadline }) => Math.min(least, deadline), Number.POSITIVE_INFINITY);
    // Not at each of a thousand deadlines a few µs apart.
    this.#ringAt(Math.max(nearest, moment + grain));
    for (const one of late) one.onLate();
  }
}

const grain = 5;
