/** Wait functions between tasks, in seconds: Locust's `between`, `constant`, `constant_pacing`, `constant_throughput`, `poisson`. */
import { TslocError } from '../util/error.js';
import { now } from '../util/loop/clock.js';
import type { Random } from '../util/random.js';
import { nonNegativeNumber, positiveNumber } from '../util/rules.js';

/** The user or task set that waits, as wait functions see it. */
export interface Waiter {
  readonly random: Random;
  /** Time of construction, ms on the monotonic clock. */
  readonly createdAt: number;
}

/** Returns the seconds to wait; called after each task. */
export type WaitTime = (user: Waiter) => number | Promise<number>;

/**
 * Seconds of the next wait: by the `waitTime` of the instance itself, else by that of the most derived class that has one, its
 * method before its static one, else of `fallback`.
 */
export function waitSeconds(waiter: Waiter, classWaitTime: WaitTime | undefined, fallback: () => Seconds): Seconds {
  const { waitTime } = waiter as { waitTime?: WaitTime };
  if (waitTime !== undefined && !isOverriddenByStatic(waiter)) return waitTime.call(waiter, waiter);
  return classWaitTime === undefined ? fallback() : classWaitTime(waiter);
}

/** Whether a class that is more derived than the one with the method `waitTime()` has a static one. Not cached: a test may set it. */
function isOverriddenByStatic(waiter: object): boolean {
  if (Object.hasOwn(waiter, 'waitTime')) return false;
  let prototype = Object.getPrototypeOf(waiter);
  while (!Object.hasOwn(prototype, 'waitTime')) {
    const waiterClass = prototype.constructor as { waitTime?: unknown };
    if (Object.hasOwn(waiterClass, 'waitTime') && waiterClass.waitTime !== undefined) return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}

type Seconds = ReturnType<WaitTime>;

/** Random, uniform between `low` and `high` seconds. */
export function between(low: number, high: number): WaitTime {
  checkSeconds('between', low);
  checkSeconds('between', high);
  if (high < low) throw waitTimeError(`Expected between(low, high) with low ≤ high, got between(${low}, ${high}).`);
  return (user) => user.random.between(low, high);
}

/** Always `seconds`. */
export function constant(seconds: number): WaitTime {
  checkSeconds('constant', seconds);
  return () => seconds;
}

/** The last paced wait of each user and task set, in seconds; `at` in ms. */
const lastPacedWaits = new WeakMap<Waiter, { at: number; wait: number }>();

/**
 * Waits so that tasks start at least `seconds` apart; the delay caused by a long task is not made up for.
 * The first interval starts at the construction of the user. A wait function may call it anew for each wait, with other seconds,
 * too. Source: Locust's constant_pacing.
 */
export function constantPacing(seconds: number): WaitTime {
  checkSeconds('constantPacing', seconds);
  return (user) => {
    const current = now();
    const last = lastPacedWaits.get(user) ?? { at: user.createdAt, wait: 0 };
    const runTime = (current - last.at) / 1000 - last.wait;
    const wait = Math.max(0, seconds - runTime);
    lastPacedWaits.set(user, { at: current, wait });
    return wait;
  };
}

/** Waits so that each user runs at most `perSecond` tasks a second. */
export function constantThroughput(perSecond: number): WaitTime {
  if (!positiveNumber.accepts(perSecond))
    throw waitTimeError(`Expected constantThroughput(tasks per second) above 0, got ${perSecond}.`);
  return constantPacing(1 / perSecond);
}

/**
 * Random, exponentially distributed with a mean of `1 / perSecond` seconds: tasks start like a Poisson process, with
 * bursts and pauses as of independent people. Source: Locust's poisson.
 */
export function poisson(perSecond: number): WaitTime {
  if (!positiveNumber.accepts(perSecond))
    throw waitTimeError(`Expected poisson(tasks per second) above 0, got ${perSecond}.`);
  return (user) => -Math.log(1 - user.random.next()) / perSecond;
}

function checkSeconds(name: string, seconds: number): void {
  if (nonNegativeNumber.accepts(seconds)) return;
  throw waitTimeError(`Expected ${name}() with 0 or more seconds, got ${seconds}.`);
}

/** `BAD_WAIT_TIME`. */
export function waitTimeError(message: string): TslocError {
  return new TslocError('BAD_WAIT_TIME', message);
}
