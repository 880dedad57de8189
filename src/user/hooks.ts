/**
 * Internal members of users and task sets: lifecycle hooks, which classes such as HttpUser override, and members through
 * which users and task sets call each other. They are symbols, so that no task can have the same name.
 */

/** Called after each task, `onStart` and `onStop`. */
export const afterTask: unique symbol = Symbol('afterTask');
/**
 * Called when the user is killed, that is, stopped at once: while it waits, in its task after the stop timeout, or in `onStop`.
 * Pending work rejects with the given reason.
 */
export const onKill: unique symbol = Symbol('onKill');
/**
 * Called before the user's `onStop`; if the user was killed, also before `onStop` of the innermost task set that it is in. From
 * then on the user may send requests again.
 */
export const beforeOnStop: unique symbol = Symbol('beforeOnStop');
/** Called when the user has ended. */
export const onEnd: unique symbol = Symbol('onEnd');
/** The task that runs next: the first in the queue of a task set, else the one that `getNextTask()` picks. */
export const nextTask: unique symbol = Symbol('nextTask');
/** Called with an exception of a task, and with the user or task set that has the task. */
export const onTaskError: unique symbol = Symbol('onTaskError');
/**
 * Waits for the seconds that the given user or task set returns. A user that waits can be stopped at any moment. A wait
 * of 0 yields to the event loop, unless the previous task has already done so. Returns null if there is nothing to await.
 */
export const startWait: unique symbol = Symbol('startWait');
/** Seconds of the next wait of a user or a task set. */
export const nextWaitSeconds: unique symbol = Symbol('nextWaitSeconds');
/** Waits after a task; the argument says whether the task has yielded to the event loop. */
export const waitAfterTask: unique symbol = Symbol('waitAfterTask');
/** Handles a control signal thrown in `onStart`, `onStop` or background work, or by the task loop. */
export const onSignal: unique symbol = Symbol('onSignal');
/** Reports an exception of a user or a task set, without ending the user. */
export const reportError: unique symbol = Symbol('reportError');
/** An AbortSignal, aborted after `onStop` of the user. */
export const onStopDone: unique symbol = Symbol('onStopDone');
/** Reports a finished request of the user. */
export const reportRequest: unique symbol = Symbol('reportRequest');
/** The tags of the task that the user runs. */
export const taskTags: unique symbol = Symbol('taskTags');
