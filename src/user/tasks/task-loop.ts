/** The loop of users and of task sets: picks a task, runs it, waits. */
import { InterruptTaskSet, isSignal, RescheduleTaskImmediately, StopTest, StopUser } from '../../core/signals.js';
import { sleep } from '../../util/loop/clock.js';
import { loopTicks } from '../../util/loop/loop-ticks.js';
import { afterTask, nextTask, onTaskError, taskTags, waitAfterTask } from '../hooks.js';
import type { Task } from './task-item.js';

/** A user or a task set: it has tasks. */
export interface TaskOwner {
  [nextTask](): Task;
  /** Runs a task. */
  executeTask(task: Task): unknown;
  [waitAfterTask](hasYielded: boolean): Promise<void> | null;
}

/** The user that runs the tasks. */
export interface TaskUser {
  activity: string;
  [taskTags]: ReadonlySet<string>;
  /** Whether it is waiting between two tasks. */
  readonly isWaiting: boolean;
  /** Why the user was killed; null until then, and again once `beforeOnStop` was called, unless the user was abandoned. */
  readonly killReason: Error | null;
  /** Whether it is being stopped: no further task may start. */
  readonly isStopping: boolean;
  /** Counts one iteration; false if none is left. A promise where a worker waits for its master. */
  takeIteration(): boolean | Promise<boolean>;
  [afterTask](): void;
  /** Reports an exception of a task of `owner`. @throws if it ends the user */
  [onTaskError](owner: object, thrown: unknown): void;
}

/**
 * Runs tasks until the user starts to wait. Resolves with the promise of the wait, which the caller awaits: of 100,000
 * users most wait at any moment, and a suspended frame of this function needs as much memory as a user. The promise is
 * wrapped in an object because an async function awaits a promise that it returns.
 * @throws the signal that ends it: StopUser, StopTest, or the InterruptTaskSet of a task set
 */
export async function runTasksUntilWait(owner: TaskOwner, user: TaskUser): Promise<{ wait: Promise<void> }> {
  for (;;) {
    try {
      if (user.isStopping) throw new StopUser();
      const task = owner[nextTask]();
      const mayStart = task.taskSet !== null || user.takeIteration();
      if (mayStart !== true) await awaitIteration(user, mayStart);
      user.activity = task.activity;
      user[taskTags] = task.tags;
      const tick = loopTicks.current();
      await owner.executeTask(task);
      user[afterTask]();
      const waiting = owner[waitAfterTask](tick !== loopTicks.current());
      if (waiting === null) continue;
      if (user.isWaiting) return { wait: waiting };
      await waiting;
    } catch (thrown) {
      await handleThrown(owner, user, finishTask(user, thrown));
    }
  }
}

/** Calls `afterTask` and returns what ended the task: a signal that a request listener throws now, else `thrown`. */
export function finishTask(user: TaskUser, thrown: unknown): unknown {
  try {
    user[afterTask]();
    return thrown;
  } catch (signal) {
    return signal;
  }
}

/** @throws {StopUser} if there is no iteration, or the user is stopped meanwhile */
async function awaitIteration(user: TaskUser, mayStart: boolean | Promise<boolean>): Promise<void> {
  if (!(await mayStart)) throw new StopUser('No iteration is left.', true);
  if (user.isStopping) throw new StopUser();
}

/** Continues or ends the loop after a task has thrown. */
async function handleThrown(owner: TaskOwner, user: TaskUser, reason: unknown): Promise<void> {
  if (user.killReason !== null) throw user.killReason;
  if (!isSignal(reason)) user[onTaskError](owner, reason);
  else if (reason instanceof RescheduleTaskImmediately) return sleep(0);
  else if (endsLoop(reason)) throw reason;
  try {
    await owner[waitAfterTask](false);
  } catch (thrownByWait) {
    if (!isSignal(thrownByWait)) user[onTaskError](owner, thrownByWait);
    throw isSignal(thrownByWait) ? thrownByWait : new StopUser('The wait after a task failed.');
  }
}

function endsLoop(signal: unknown): boolean {
  return signal instanceof StopUser || signal instanceof StopTest || signal instanceof InterruptTaskSet;
}
