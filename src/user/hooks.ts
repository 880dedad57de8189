/** The turns of a user's life, for kinds of users that have a client. Symbols, so that no task can be called the same. */

/** A task has ended. */
export const afterTask: unique symbol = Symbol('afterTask');
/** The user must end at once: pending work is to reject with the reason. */
export const killed: unique symbol = Symbol('killed');
/** An `onStop` is next, of the user or of a set that it is in: what was cut off works again. */
export const leaving: unique symbol = Symbol('leaving');
/** It is over. */
export const gone: unique symbol = Symbol('gone');
/** Something was thrown that is no signal. */
export const failed: unique symbol = Symbol('failed');
/**
 * Waits for as many seconds as the given holder of tasks says; what waits may be stopped at any moment. After a task that
 * has itself waited for something, everybody else has had a turn: a wait of 0 need not give them another. Null: no wait.
 */
export const pause: unique symbol = Symbol('pause');
/** Seconds of the wait that is next: of a user, or of a task set. */
export const nextWait: unique symbol = Symbol('nextWait');
/** Waits as between two tasks, told whether everybody else has had a turn during the one before. */
export const waitAfterTask: unique symbol = Symbol('waitAfterTask');
