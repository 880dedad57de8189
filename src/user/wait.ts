/** How long a user waits between two tasks: Locust's wait functions. Seconds. */

import { TslocError } from '../util/error.js';
import { now } from '../util/loop/clock.js';
import type { Random } from '../util/random.js';

/** What a wait function may use of the user it waits for. */
export interface Waiter {
  readonly random: Random;
  /** {@link now} when the user was made. */
  readonly createdAt: number;
}

/** Seconds to wait, asked after each task. */
export type WaitTime = (user: Waiter) => number | Promise<number>;

/** Seconds that `waiter` wants to wait: by a method of its own, else as its class says, else as `otherwise` says. */
export function waitSeconds(waiter: Waiter, ofClass: WaitTime | undefined, otherwise: () => Seconds): Seconds {
  const own = (waiter as { waitTime?: WaitTime }).waitTime;
  if (own !== undefined) return own.call(waiter, waiter);
  return ofClass === undefined ? otherwise() : ofClass(waiter);
}

type Seconds = ReturnType<WaitTime>;

/** Anything from `low` to `high` seconds, each as likely. */
export function between(low: number, high: number): WaitTime {
  check('between', low);
  check('between', high);
  if (high < low) throw badWait(`Expected between(low, high) with low ≤ high, got between(${low}, ${high}).`);
  return (user) => user.random.between(low, high);
}

/** Always `seconds`. */
export function constant(seconds: number): WaitTime {
  check('constant', seconds);
  return () => seconds;
}

/**
 * Waits so that tasks start at least `seconds` apart; time lost to a long task is not caught up.
 * The first interval counts from the making of the user. Source: Locust's constant_pacing.
 */
export function constantPacing(seconds: number): WaitTime {
  check('constantPacing', seconds);
  const lastRuns = new WeakMap<Waiter, { at: number; wait: number }>();
  return (user) => {
    const current = now();
    const last = lastRuns.get(user) ?? { at: user.createdAt, wait: 0 };
    const runTime = (current - last.at) / 1000 - last.wait;
    const wait = Math.max(0, seconds - runTime);
    lastRuns.set(user, { at: current, wait });
    return wait;
  };
}

/** Waits so that one user runs at most `perSecond` tasks a second. */
export function constantThroughput(perSecond: number): WaitTime {
  if (!(perSecond > 0)) throw badWait(`Expected constantThroughput(tasks per second) above 0, got ${perSecond}.`);
  return constantPacing(1 / perSecond);
}

function check(name: string, seconds: number): void {
  if (typeof seconds === 'number' && seconds >= 0) return;
  throw badWait(`Expected ${name}() with seconds of 0 or more, got ${seconds}.`);
}

/** `BAD_WAIT_TIME`. */
export function badWait(message: string): TslocError {
  return new TslocError('BAD_WAIT_TIME', message);
}
