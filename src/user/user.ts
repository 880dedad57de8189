/** A virtual user: runs `onStart`, then tasks with waits between them until it is stopped, then `onStop`. */

import { type Actor, checkActor, checkClass } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { InterruptTaskSet, isSignal, StopTest, StopUser } from '../core/signals.js';
import type { RequestName } from '../http/request/naming.js';
import { runTracked } from '../http/tracking/tracking.js';
import { framesOf } from '../stats/exceptions.js';
import type { Sample } from '../stats/sample.js';
import { TslocError } from '../util/error.js';
import { refuseLocustWords } from '../util/locust-words.js';
import { now, sleep } from '../util/loop/clock.js';
import type { Random } from '../util/random.js';
import { Cancellation } from './cancellation.js';
import { checkClassAttributes } from './class-attributes.js';
import {
  afterTask,
  beforeOnStop,
  nextWaitSeconds,
  onEnd,
  onKill,
  onTaskError,
  startWait,
  waitAfterTask,
} from './hooks.js';
import { type MeasureOptions, measure } from './measure.js';
import { checkFields } from './spelling.js';
import type { Task, TaskItem, TaskList } from './task-item.js';
import { tasksFor } from './task-list.js';
import { finishTask, runTasksUntilWait, type TaskHolder, type TaskUser } from './task-loop.js';
import { badWait, constant, type WaitTime, waitSeconds } from './wait.js';

/** Options of {@link User.trackRequests}. */
export interface TrackOptions {
  /** The name of the requests, or a function that returns it; path and query by default. */
  readonly name?: RequestName;
  readonly context?: Sample['context'];
}

/** Shared: 100,000 users may be stopped at a time, and an error with its stack needs more memory than a user. */
const stopReason = new StopUser();

/** The base class of users. Locust's User. */
export class User implements Actor, TaskHolder, TaskUser {
  /** Relative share of the users, among all classes. */
  static weight = 1;
  /** If above 0: exactly this many users of the class, spawned before weighted ones. */
  static fixedCount = 0;
  /** The base URL of its requests; `--host` overrides it. */
  static host: string | null = null;
  /** True for a class that is not run itself; subclasses do not inherit it. */
  static abstract = true;
  /** The wait after each task; a method `waitTime()` overrides it. */
  static waitTime: WaitTime = constant(0);
  /** Tasks in addition to the decorated ones. */
  static tasks?: TaskList;
  /** False ends a user at the first exception of a task. */
  static catchExceptions = true;

  /** Tasks of this instance, instead of those of its class. */
  declare tasks?: TaskList;
  readonly environment: Environment;
  /** Seeded random numbers of this user: the same seed gives the same numbers. */
  readonly random: Random;
  readonly createdAt = now();
  activity = 'onStart';
  isInOnStop = false;
  isFinished = false;
  isStopping = false;
  #cancellation = new Cancellation();
  #wasKilled = false;
  #isAbandoned = false;
  #iterations = 0;

  /** Checks the attributes of the class; protocols add theirs. @throws {TslocError} `BAD_WEIGHT`, `BAD_WAIT_TIME` */
  static [checkClass](): void {
    checkClassAttributes(this);
  }

  constructor(environment: Environment) {
    this.environment = environment;
    this.random = environment.randomForUser(this.constructor.name);
  }

  /** Runs before the first task. */
  onStart(): unknown {
    return undefined;
  }

  /** Runs after the last task, when the user is stopped or has stopped itself. */
  onStop(): unknown {
    return undefined;
  }

  /** Seconds to wait after a task; overrides `static waitTime`. */
  waitTime?(): number | Promise<number>;

  /** Waits as after a task. @throws {StopUser} when the user is stopped */
  async wait(): Promise<void> {
    await this[waitAfterTask](false);
  }

  /** Sleeps inside a task. @throws {StopUser} when the user is killed */
  sleep(seconds: number): Promise<void> {
    return sleep(seconds * 1000, this.signal);
  }

  /** Aborted when the user is killed, and when it has ended: for your own clients and timers. */
  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  get killReason(): Error | null {
    return this.#cancellation.reason;
  }

  get isWaiting(): boolean {
    return this.#cancellation.isSleeping;
  }

  /**
   * Runs `work` concurrently with the tasks; `signal` is aborted when the user ends. An exception is recorded like that
   * of a task.
   */
  background(work: (signal: AbortSignal) => Promise<unknown>): void {
    const { signal } = this;
    const done = async () => work(signal);
    done().catch((thrown: unknown) => {
      if (!isSignal(thrown) && !signal.aborted) this.#reportError(this, thrown);
    });
  }

  /**
   * Times `work` and reports it as a request of any protocol. If it throws, the request has failed, and the result is
   * undefined. Work that is cut off by the end of the user is not reported.
   */
  measure<T>(
    requestType: string,
    name: string,
    work: () => T | Promise<T>,
    options?: MeasureOptions<T>,
  ): Promise<T | undefined> {
    const { signal, environment } = this;
    return measure({ hook: environment.events.request, signal }, { requestType, name }, work, options);
  }

  /**
   * Runs `work` and reports each request that other clients send in it: the global `fetch`, undici, `node:http`, and
   * libraries on top of them. Requests of the user's own client are reported as always. From the first call on, every
   * request of the process costs slightly more.
   */
  trackRequests<T>(work: () => T, { name, context = {} }: TrackOptions = {}): T {
    const { environment, signal } = this;
    const report = (sample: Sample) => environment.events.request.report(sample);
    return runTracked({ naming: name ?? null, context, signal, report }, work);
  }

  /** Stops the user: at once with `force` or while it waits, else after the current task. */
  stop(force: boolean): void {
    this.isStopping = true;
    if (!(force || this.isWaiting) || this.#wasKilled) return;
    this.#wasKilled = true;
    this[onKill](stopReason);
    this.#cancellation.cancel(stopReason);
  }

  abandon(): void {
    this.isStopping = true;
    this.#isAbandoned = true;
    const reason = new StopUser('The test is over.');
    this[onKill](reason);
    this.#cancellation.cancel(reason);
  }

  /** Runs the user from `onStart` to `onStop`; never rejects. Not to be overridden. */
  async run(): Promise<void> {
    const hasStarted = await this.#runHook('onStart');
    try {
      while (hasStarted) {
        const { wait } = await runTasksUntilWait(this, this);
        await wait;
      }
    } catch (thrown) {
      this.#handleEnd(thrown);
    }
    this[beforeOnStop]();
    this.activity = 'onStop';
    if (hasStarted !== null) await this.#runHook('onStop');
    this[onEnd]();
    this.#cancellation.cancel(stopReason);
  }

  /** Picks a task at random, by weight; may be overridden. @throws {TslocError} `NO_TASKS` */
  getNextTask(): Task | TaskItem {
    return this.random.pick(tasksFor(this, this.environment));
  }

  takeIteration(): boolean {
    return this.environment.iterations.take(this.#iterations++);
  }

  [checkActor](): void {
    checkFields(this);
  }

  [afterTask](): void {}
  [onKill](_reason: Error): void {}
  [beforeOnStop](): void {
    this.isInOnStop = true;
    if (this.killReason !== null && !this.#isAbandoned) this.#cancellation = new Cancellation();
  }

  [onEnd](): void {}

  [waitAfterTask](hasYielded: boolean): Promise<void> | null {
    return this[startWait](this, hasYielded);
  }

  [nextWaitSeconds](): ReturnType<WaitTime> {
    return waitSeconds(this, (this.constructor as typeof User).waitTime, zeroSeconds);
  }

  /** Not async: thousands of users wait here, and each suspended frame needs memory. No promise where there is no wait. */
  [startWait](waiter: { [nextWaitSeconds](): ReturnType<WaitTime> }, hasYielded = false): Promise<void> | null {
    if (this.isStopping) throw new StopUser();
    const seconds = waiter[nextWaitSeconds]();
    if (typeof seconds === 'number') return this.#startSleep(seconds, hasYielded);
    return Promise.resolve(seconds).then((seconds) => this.#startSleep(seconds, hasYielded) ?? undefined);
  }

  [onTaskError](holder: object, thrown: unknown): void {
    const continues = this.#reportError(holder, thrown) && (this.constructor as typeof User).catchExceptions;
    if (!continues) throw new StopUser('An exception ended the user.');
  }

  /** @throws {TslocError} `BAD_WAIT_TIME` */
  #startSleep(seconds: number, hasYielded: boolean): Promise<void> | null {
    if (!(seconds >= 0)) throw badWait(`Expected a wait of 0 or more seconds after ${this.activity}, got ${seconds}.`);
    if (seconds > 0) return this.#cancellation.sleep(seconds * 1000);
    return hasYielded ? null : this.#yieldToOthers();
  }

  async #yieldToOthers(): Promise<void> {
    await sleep(0);
    if (this.isStopping) throw new StopUser();
  }

  /** True if the hook has completed; else as {@link #handleEnd}. */
  async #runHook(hook: 'onStart' | 'onStop'): Promise<boolean | null> {
    try {
      await this[hook]();
      this[afterTask]();
      return true;
    } catch (thrown) {
      return this.#handleEnd(thrown);
    }
  }

  /** False after a signal or a kill; null after an error, which is reported. */
  #handleEnd(thrown: unknown): false | null {
    const reason = finishTask(this, thrown);
    if (reason instanceof StopUser && reason.isFinal) this.isFinished = true;
    if (reason instanceof StopTest) this.environment.endTest(reason);
    else if (reason instanceof InterruptTaskSet) this.#reportError(this, interruptOutsideTaskSet(this.activity));
    if (isSignal(reason) || this.killReason !== null) return false;
    this.#reportError(this, reason);
    return null;
  }

  /** False if a listener threw a signal, which ends the user. */
  #reportError(holder: object, thrown: unknown): boolean {
    try {
      this.environment.events.userError.fire({ userInstance: holder, exception: thrown, traceback: framesOf(thrown) });
      return true;
    } catch {
      return false;
    }
  }
}

refuseLocustWords(User.prototype, 'user');

function zeroSeconds(): number {
  return 0;
}

function interruptOutsideTaskSet(activity: string): TslocError {
  const hint = 'Throw StopUser to end the user, or RescheduleTask to end the task.';
  return new TslocError(
    'INTERRUPT_OUTSIDE_TASK_SET',
    `Expected interrupt() inside a task set, got it in ${activity} of a user.`,
    { hint },
  );
}
