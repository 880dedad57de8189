/** A set of tasks that a user does for a while: entered as a task of its parent, left by `interrupt`. */
import { InterruptTaskSet, isSignal, RescheduleTask, RescheduleTaskImmediately } from '../core/signals.js';
import type { HttpSession } from '../http/session.js';
import { TslocError } from '../util/error.js';
import { now } from '../util/loop/clock.js';
import type { Random } from '../util/random.js';
import { failed, leaving, nextWait, pause, waitAfterTask } from './hooks.js';
import type { MeasureOptions } from './measure.js';
import { isTaskSet, type Task, type TaskItem, type TaskList, taskOf } from './task-item.js';
import { tasksFor } from './task-list.js';
import { type TaskHolder, tasksUntilNap } from './task-loop.js';
import type { User } from './user.js';
import { type WaitTime, waitSeconds } from './wait.js';

/** The base of every set of tasks; made anew each time it is entered. Locust's TaskSet. */
export class TaskSet<U extends User = User> implements TaskHolder {
  /** Tasks besides the decorated ones. */
  static tasks?: TaskList;
  /** The wait after each of its tasks; without it the user's, never that of a set around this one. */
  static waitTime?: WaitTime;

  /** Tasks of this set alone, instead of those of its class. */
  declare tasks?: TaskList;
  /** The user or the set whose task this is. */
  readonly parent: U | TaskSet<U>;
  /** The user that does the tasks. */
  readonly user: U;
  readonly createdAt = now();
  readonly #queue: Task[] = [];

  constructor(parent: U | TaskSet<U>) {
    this.parent = parent;
    this.user = parent instanceof TaskSet ? parent.user : parent;
  }

  /** The HTTP client of the user. @throws {TslocError} `NO_CLIENT` if it has none */
  get client(): HttpSession {
    const client = (this.user as { client?: HttpSession }).client;
    if (client !== undefined) return client;
    throw new TslocError(
      'NO_CLIENT',
      `Expected class ${this.user.constructor.name} to have a client, it is no HttpUser.`,
    );
  }

  get environment(): U['environment'] {
    return this.user.environment;
  }

  /** The user's randomness. */
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

  /** Leaves the set; with `reschedule` the parent goes on at once, else after its wait. */
  interrupt(reschedule = true): never {
    throw new InterruptTaskSet(reschedule);
  }

  /** Puts a task into the queue, to be run before any that is picked; `first` puts it at its head. */
  scheduleTask(item: TaskItem, first = false): void {
    if (first) this.#queue.unshift(taskOf(item));
    else this.#queue.push(taskOf(item));
  }

  /** The next task of the queue, else one that is picked; may be overridden. */
  getNextTask(): Task | TaskItem {
    return this.#queue.shift() ?? this.pickTask();
  }

  /** Seconds to wait after a task, instead of what `static waitTime` says. */
  waitTime?(): number | Promise<number>;

  /** Waits as between two tasks. @throws {StopUser} when the user is asked to stop */
  async wait(): Promise<void> {
    await this[waitAfterTask](false);
  }

  [waitAfterTask](hadTurn: boolean): Promise<void> | null {
    return this.user[pause](this, hadTurn);
  }

  [nextWait](): ReturnType<WaitTime> {
    const { waitTime } = this.constructor as typeof TaskSet;
    return waitSeconds(this, waitTime, () => this.user[nextWait]());
  }

  /** A sleep inside a task, in seconds. */
  sleep(seconds: number): Promise<void> {
    return this.user.sleep(seconds);
  }

  /** Aborted when the user has to end at once. */
  get signal(): AbortSignal {
    return this.user.signal;
  }

  /** Runs `work` beside the tasks, until the user ends: as {@link User.background}. */
  background(work: (signal: AbortSignal) => Promise<unknown>): void {
    this.user.background(work);
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

  /** From entering to leaving. Not to be overridden. @throws what tells the parent how to go on */
  async run(): Promise<void> {
    try {
      await this.onStart();
      try {
        for (;;) {
          const { nap } = await tasksUntilNap(this, this.user);
          await nap;
        }
      } finally {
        await this.#leave();
      }
    } catch (ended) {
      if (!(ended instanceof InterruptTaskSet)) throw ended;
      throw ended.reschedule ? new RescheduleTaskImmediately() : new RescheduleTask();
    }
  }

  /** One of the tasks, each as often as it weighs. */
  protected pickTask(): Task {
    return this.random.pick(tasksFor(this, this.environment));
  }

  async #leave(): Promise<void> {
    if (this.user.endedBy !== null) this.user[leaving]();
    try {
      await this.onStop();
    } catch (thrown) {
      if (!isSignal(thrown)) this.user[failed](this, thrown);
    }
  }
}

Object.defineProperty(TaskSet.prototype, isTaskSet, { value: true });
