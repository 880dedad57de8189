/** Many deadlines on one timer, set for the nearest: a deadline that is removed before it passes costs almost nothing. */
import { callAfterNextPoll, callAfterUnref, now } from './clock.js';

/** After it has fired, the timer is set to fire no sooner than this: one call then serves all deadlines that pass in the meantime. */
const minTimerMs = 5;

/** A timer that fires this much late says that the event loop was blocked: what has arrived in time may not be read yet. */
const blockedMs = 50;

/** Something that must happen by a certain time. */
export interface Deadline {
  /** As {@link now}; set by {@link Deadlines.set} only. */
  deadline: number;
  /** Set by {@link Deadlines} only: the index in its array, -1 while it is not watched. */
  deadlineIndex: number;
  /** Called once, soon after the deadline, unless the item is removed before. */
  onDeadline(): void;
}

/** Calls `onDeadline` on each watched item whose deadline has passed. */
export class Deadlines {
  readonly #watched: Deadline[] = [];
  #timerDueAt = Number.POSITIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  /** How many are watched. */
  get size(): number {
    return this.#watched.length;
  }

  /** Watches `item` until `deadline`; a deadline that it had before is replaced. Infinity means none. */
  set(item: Deadline, deadline: number): void {
    item.deadline = deadline;
    if (item.deadlineIndex < 0) item.deadlineIndex = this.#watched.push(item) - 1;
    if (deadline < this.#timerDueAt) this.#setTimer(deadline);
  }

  /** Stops watching `item`. */
  remove(item: Deadline): void {
    const index = item.deadlineIndex;
    if (index < 0) return;
    const last = this.#watched.pop() as Deadline;
    item.deadlineIndex = -1;
    if (last === item) return;
    this.#watched[index] = last;
    last.deadlineIndex = index;
  }

  #setTimer(dueAt: number): void {
    this.#cancelTimer?.();
    this.#timerDueAt = dueAt;
    this.#cancelTimer =
      dueAt === Number.POSITIVE_INFINITY ? null : callAfterUnref(dueAt - now(), () => this.#onTimer());
  }

  #onTimer(): void {
    if (now() < this.#timerDueAt + blockedMs) this.#expire();
    else callAfterNextPoll(() => this.#expire());
  }

  /** Scans all watched items. This is rare: the timer is not reset when an item is removed before its deadline. */
  #expire(): void {
    const time = now();
    const expired = this.#watched.filter(({ deadline }) => deadline <= time);
    for (const item of expired) this.remove(item);
    const nearest = this.#watched.reduce((least, { deadline }) => Math.min(least, deadline), Number.POSITIVE_INFINITY);
    this.#setTimer(Math.max(nearest, time + minTimerMs));
    for (const item of expired) item.onDeadline();
  }
}
