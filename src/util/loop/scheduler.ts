/**
 * Resumes waiting users, at most 32 per event-loop tick: between ticks the event loop polls its sockets, so that a
 * response is not timestamped late because other users are sending. Where many users wait, each gets a time slice: it is
 * resumed up to 16 times ahead of the users in the expired queue, while its data is in the CPU caches.
 *
 *     schedule(action, argument, slice)
 *            │
 *       calls left in the slice, and none of its actions expired?
 *            │ yes                         │ no
 *            ▼                             ▼
 *       [ run queue ]              [ expired queue ]
 *            │ up to 64 calls in a row,    │ then one call, which begins a new slice
 *            │ or 1 if an expired action   │ (without further calls if it was overdue)
 *            │ is overdue                  │
 *            └──────────────┬──────────────┘
 *                           ▼
 *          at most 32 calls per event-loop tick, then a poll
 */
import { ActionQueue } from './action-queue.js';
import { callAfterPoll, now } from './clock.js';
import { type LoopTicks, loopTicks } from './loop-ticks.js';
import type { TimeSlice } from './time-slice.js';

/** A lower limit spends too much time on polls; a higher one delays responses. */
const maxCallsPerTick = 32;
const maxCallsPerSlice = 16;
/** Slices are shortened so that every waiting user can use up one slice within this time, if possible. */
const maxSlicesMs = 500;
const measureIntervalMs = 50;
/** Calls from the run queue in a row while the expired queue is not empty. */
const maxRunQueueCalls = 64;
/** Actions in the expired queue usually wait while the others use up their slices; after this time they are called earlier. */
const overdueAfterMs = 2 * maxSlicesMs;

/** A fair scheduler with time slices. {@link scheduler} is the instance of this process; tests create their own. */
export class Scheduler {
  readonly #runQueue = new ActionQueue();
  readonly #expiredQueue = new ActionQueue();
  readonly #ticks: LoopTicks;
  #isTickPending = false;
  /** When the current tick began, or when the first action was scheduled. */
  #tickAt = 0;
  /** Calls from the run queue since the last one from the expired queue. */
  #runQueueCalls = 0;
  #callsPerSlice = maxCallsPerSlice;
  /** How long it takes to resume each waiting user once. */
  #roundMs = 0;
  #measuredAt = 0;
  #callsSinceMeasured = 0;

  constructor(ticks: LoopTicks = loopTicks) {
    this.#ticks = ticks;
  }

  /**
   * Calls `action(argument)` in a later event-loop tick: at the earliest after the next poll, or, if called from a socket's
   * callback, after the callbacks of the current one. Users with calls left in their slices come first, in the order of
   * scheduling, then the others. The action must not throw: nothing catches it.
   */
  schedule<T>(action: (argument: T) => void, argument: T, slice: TimeSlice): void {
    if (!this.#isTickPending) {
      this.#isTickPending = true;
      this.#tickAt = now();
      this.#resetMeasurement();
      callAfterPoll(this.#runTick);
    }
    if (this.#tickAt - slice.lastCallAt > this.#roundMs) slice.callsLeft = this.#callsPerSlice;
    if (slice.callsLeft > 0 && slice.expiredCount === 0) {
      slice.callsLeft--;
      this.#runQueue.add(action, argument, slice);
    } else {
      if (slice.expiredCount++ === 0) slice.expiredSince = this.#tickAt;
      this.#expiredQueue.add(action, argument, slice);
    }
  }

  readonly #runTick = (): void => {
    this.#ticks.begin();
    this.#tickAt = now();
    if (this.#callsSinceMeasured > 0 && this.#tickAt - this.#measuredAt >= measureIntervalMs) this.#measure();
    try {
      for (let callsLeft = maxCallsPerTick; callsLeft > 0; callsLeft--) {
        const queue = this.#chooseQueue();
        if (queue.isEmpty) break;
        this.#callsSinceMeasured++;
        const slice = queue.firstSlice;
        if (queue === this.#expiredQueue) this.#renewSlice(slice);
        slice.lastCallAt = this.#tickAt;
        queue.callFirst();
      }
    } finally {
      this.#runQueue.compact();
      this.#expiredQueue.compact();
      this.#isTickPending = !(this.#runQueue.isEmpty && this.#expiredQueue.isEmpty);
      if (this.#isTickPending) callAfterPoll(this.#runTick);
    }
  };

  /** The queue whose first item is next; it is empty only if both are. */
  #chooseQueue(): ActionQueue {
    if (this.#expiredQueue.isEmpty) return this.#runQueue;
    const maxCalls = this.#isOverdue(this.#expiredQueue.firstSlice) ? 1 : maxRunQueueCalls;
    if (!this.#runQueue.isEmpty && this.#runQueueCalls++ < maxCalls) return this.#runQueue;
    this.#runQueueCalls = 0;
    return this.#expiredQueue;
  }

  #renewSlice(slice: TimeSlice): void {
    slice.callsLeft = this.#isOverdue(slice) ? 0 : this.#callsPerSlice - 1;
    slice.expiredCount--;
  }

  #isOverdue(slice: TimeSlice): boolean {
    return this.#tickAt - slice.expiredSince > overdueAfterMs;
  }

  /** Derives the length of slices from the call rate and the number of waiting actions. */
  #measure(): void {
    const waiting = this.#runQueue.length + this.#expiredQueue.length;
    this.#roundMs = (waiting * (this.#tickAt - this.#measuredAt)) / this.#callsSinceMeasured;
    this.#callsPerSlice = Math.max(1, Math.min(maxCallsPerSlice, Math.trunc(maxSlicesMs / this.#roundMs)));
    this.#resetMeasurement();
  }

  #resetMeasurement(): void {
    this.#measuredAt = this.#tickAt;
    this.#callsSinceMeasured = 0;
  }
}

/** The scheduler of this process. */
export const scheduler = new Scheduler();
