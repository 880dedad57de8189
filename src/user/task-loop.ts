/** Task after task, with waits between them: the loop of a user and of each task set inside it. */
import { InterruptTaskSet, isSignal, RescheduleTaskImmediately, StopTest, StopUser } from '../core/signals.js';
import { sleep } from '../util/loop/clock.js';
import { loopTicks } from '../util/loop/loop-ticks.js';
import { afterTask, failed, waitAfterTask } from './hooks.js';
import { asTask, type Task, type TaskItem } from './task-item.js';

/** Whoever has tasks: a user, or a task set. */
export interface TaskHolder {
  /** The task that is next. */
  getNextTask(): Task | TaskItem;
  [waitAfterTask](hadTurn: boolean): Promise<void> | null;
}

/** The user that does them. */
export interface TaskUser {
  activity: string;
  /** True while it sleeps between two tasks. */
  readonly isNapping: boolean;
  /** Why it has to end at once; null as long as it does not. */
  readonly endedBy: Error | null;
  /** True once no further task may begin. */
  readonly isStopping: boolean;
  /** False once its iterations are used up; counts one. */
  takeIteration(): boolean;
  [afterTask](): void;
  /** Reports what a task of `holder` threw. @throws if exceptions are not to be survived */
  [failed](holder: object, thrown: unknown): void;
}

/**
 * Does tasks until the user naps. Resolves with the nap, for the caller to await: of a hundred thousand users most nap
 * at any moment, and the frame of this function would weigh as much as a user. Inside an object, since an async function
 * awaits a promise that it returns.
 * @throws the signal that ends it: StopUser, StopTest, or the InterruptTaskSet of a task set
 */
export async function tasksUntilNap(holder: TaskHolder, user: TaskUser): Promise<{ nap: Promise<void> }> {
  for (;;) {
    try {
      if (user.isStopping) throw new StopUser();
      const task = asTask(holder.getNextTask());
      if (task.taskSet === null && !user.takeIteration()) throw new StopUser('Its iterations are used up.', true);
      user.activity = task.activity;
      const tick = loopTicks.current();
      await task.run(holder);
      user[afterTask]();
      const waiting = holder[waitAfterTask](tick !== loopTicks.current());
      if (waiting === null) continue;
      if (user.isNapping) return { nap: waiting };
      await waiting;
    } catch (thrown) {
      await recover(holder, user, settled(user, thrown));
    }
  }
}

/** What ended a task; what it has left open is closed first, and a listener that throws a signal then wins. */
export function settled(user: TaskUser, thrown: unknown): unknown {
  try {
    user[afterTask]();
    return thrown;
  } catch (signal) {
    return signal;
  }
}

/** After a task threw: goes on as that asks for. */
async function recover(holder: TaskHolder, user: TaskUser, reason: unknown): Promise<void> {
  if (user.endedBy !== null) throw user.endedBy;
  if (reason instanceof StopUser || reason instanceof StopTest || reason instanceof InterruptTaskSet) throw reason;
  if (reason instanceof RescheduleTaskImmediately) return sleep(0);
  if (!isSignal(reason)) user[failed](holder, reason);
  try {
    await holder[waitAfterTask](false);
  } catch (again) {
    if (!isSignal(again)) user[failed](holder, again);
    throw isSignal(again) ? again : new StopUser('Its wait failed.');
  }
}
