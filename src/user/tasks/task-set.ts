/** A group of tasks, run as one task of its parent until `interrupt`. */

import { InterruptTaskSet, isSignal, RescheduleTask, RescheduleTaskImmediately } from '../../core/signals.js';
import { TslocError } from '../../util/error.js';
import { rejectLocustNames } from '../../util/locust-names.js';
import { now } from '../../util/loop/clock.js';
import type { Random } from '../../util/random.js';
import type { BackgroundFunction, BackgroundOptions } from '../background.js';
import { beforeOnStop, nextTask, nextWaitSeconds, onTaskError, startWait, waitAfterTask } from '../hooks.js';
import type { MeasureOptions } from '../measure.js';
import { strongerSignal } from '../misplaced-signal.js';
import type { User } from '../user.js';
import { type WaitTime, waitSeconds } from '../wait.js';
import { isTaskSet, type Task, type TaskItem, type TaskList, taskOf, toTask } from './task-item.js';
import { defaultGetNextTask, tasksFor } from './task-list.js';
import { runTasksUntilWait, type TaskOwner } from './task-loop.js';

declare global {
  /** The type of `this.client` in a task set without a type argument (`TaskSet<MyUser>` has one); `protocols/http` declares its members. */
  interface TslocClient {}
}

/** The type of the client of a user class. */
type ClientOf<U> = U extends { readonly client: infer C } ? C : TslocClient;

/** The base class of task sets; a new instance is created each time the set is entered. Locust's TaskSet. */
export class TaskSet<U extends User = User> implements TaskOwner {
  /** Tasks in addition to the decorated ones. */
  static tasks?: TaskList;
  /** The wait after each of its tasks; by default the user's, never that of an outer set. */
  static waitTime?: WaitTime;

  /** Tasks of this instance, instead of those of its class. */
  declare tasks?: TaskList;
  /** The user or outer set that runs this set. */
  readonly parent: U | TaskSet<U>;
  /** The user that runs the tasks. */
  readonly user: U;
  readonly createdAt = now();
  readonly #queue: Task[] = [];

  constructor(parent: U | TaskSet<U>) {
    this.parent = parent;
    this.user = parent instanceof TaskSet ? parent.user : parent;
  }

  /** The client of the user. @throws {TslocError} `NO_CLIENT` if it has none */
  get client(): ClientOf<U> {
    const { client } = this.user as { client?: ClientOf<U> };
    if (client !== undefined) return client;
    throw new TslocError(
      'NO_CLIENT',
      `Expected class ${this.user.constructor.name} to have a client, got a class that does not extend HttpUser.`,
    );
  }

  get environment(): U['environment'] {
    return this.user.environment;
  }

  /** Seeded random numbers of the user. */
  get random(): Random {
    return this.user.random;
  }

  /** Runs when the set is entered. */
  onStart(): unknown {
    return undefined;
  }

  /** Runs when the set is left, or its user stops. */
  onStop(): unknown {
    return undefined;
  }

  /** Leaves the set. With `reschedule` the parent runs its next task at once, else after its wait. */
  interrupt(reschedule = true): never {
    throw new InterruptTaskSet(reschedule);
  }

  /** Adds a task to the queue, at its head if `first`; queued tasks run before picked ones. */
  scheduleTask(item: TaskItem, first = false): void {
    if (first) this.#queue.unshift(taskOf(item));
    else this.#queue.push(taskOf(item));
  }

  /** Picks a task at random, by weight; may be overridden. Called when the queue is empty. @throws {TslocError} `NO_TASKS` */
  getNextTask(): Task | TaskItem {
    return tasksFor(this, this.environment).pick(this.random);
  }

  [nextTask](): Task {
    if (this.#queue.length === 0) {
      const picked = toTask(this.getNextTask());
      if (this.#queue.length === 0) return picked;
      this.#queue.push(picked); // getNextTask() has scheduled others
    }
    return this.#queue.shift() as Task;
  }

  /** Runs a task of this set, by the user's method of the same name. May be overridden. Locust's execute_task. */
  executeTask(task: Task): unknown {
    return this.user.executeTask(task, this);
  }

  /** Seconds to wait after a task; overrides `static waitTime`. */
  waitTime?(): number | Promise<number>;

  /** Waits for the wait time, as happens after each task. @throws {StopUser} when the user is stopped */
  async wait(): Promise<void> {
    await this[waitAfterTask](false);
  }

  [waitAfterTask](hasYielded: boolean): Promise<void> | null {
    return this.user[startWait](this, hasYielded);
  }

  [nextWaitSeconds](): ReturnType<WaitTime> {
    const { waitTime } = this.constructor as typeof TaskSet;
    return waitSeconds(this, waitTime, () => this.user[nextWaitSeconds]());
  }

  /** Sleeps inside a task: as {@link User.sleep}. */
  sleep(seconds: number): Promise<void> {
    return this.user.sleep(seconds);
  }

  /** Aborted when the user is stopped while it waits or without finishing its task, and when it has ended. */
  get signal(): AbortSignal {
    return this.user.signal;
  }

  /** Runs `work` concurrently with the tasks, until the user ends: as {@link User.background}. */
  background(work: BackgroundFunction, options?: BackgroundOptions): void {
    this.user.background(work, options);
  }

  /** Times `work` and reports it as a request of any protocol: as {@link User.measure}. */
  measure<T>(
    requestType: string,
    name: string,
    work: () => T | Promise<T>,
    options?: MeasureOptions<T>,
  ): Promise<T | undefined> {
    return this.user.measure(requestType, name, work, options);
  }

  /** Runs the set until it is left; not to be overridden. @throws the signal for the parent's loop */
  async run(): Promise<void> {
    try {
      await this.onStart();
    } catch (thrown) {
      throw signalForParent(thrown);
    }
    let reason: unknown;
    try {
      for (;;) {
        const { wait } = await runTasksUntilWait(this, this.user);
        await wait;
      }
    } catch (thrown) {
      reason = thrown;
    }
    throw signalForParent(await this.#leave(reason));
  }

  /** Runs `onStop`. Returns what ends the set: `reason`, or a signal that `onStop` throws. */
  async #leave(reason: unknown): Promise<unknown> {
    if (this.user.killReason !== null) this.user[beforeOnStop]();
    try {
      await this.onStop();
    } catch (thrown) {
      if (isSignal(thrown)) return strongerSignal(reason, thrown);
      this.user[onTaskError](this, thrown);
    }
    return reason;
  }
}

/** What a task of the parent throws where a task of its set has thrown: an interrupt() leaves the set. */
export function signalForParent(thrown: unknown): unknown {
  if (!isSignal(thrown) || !(thrown instanceof InterruptTaskSet)) return thrown;
  return thrown.reschedule ? new RescheduleTaskImmediately() : new RescheduleTask();
}

rejectLocustNames(TaskSet.prototype, 'task set');

Object.defineProperties(TaskSet.prototype, {
  [isTaskSet]: { value: true },
  [defaultGetNextTask]: { value: TaskSet.prototype.getNextTask },
});
