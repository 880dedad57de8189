/** The lifecycle of a user: `onStart`, tasks with waits between them until it is stopped, `onStop`. */
import { type Actor, checkActor } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { isSignal, StopTest, StopUser } from '../core/signals.js';
import { framesOf } from '../stats/exceptions.js';
import type { Sample } from '../stats/sample.js';
import { now, sleep } from '../util/loop/clock.js';
import type { Random } from '../util/random.js';
import { describeValue } from '../util/rules.js';
import { Cancellation } from './cancellation.js';
import { checkFields } from './classes/spelling.js';
import {
  afterTask,
  beforeOnStop,
  nextTask,
  nextWaitSeconds,
  onEnd,
  onKill,
  onSignal,
  onStopDone,
  onTaskError,
  reportError,
  reportRequest,
  startWait,
  taskTags,
  waitAfterTask,
} from './hooks.js';
import { misplacedSignalError } from './misplaced-signal.js';
import { type Task, type TaskItem, toTask } from './tasks/task-item.js';
import { finishTask, runTasksUntilWait, type TaskOwner, type TaskUser } from './tasks/task-loop.js';
import { type WaitTime, waitTimeError } from './wait.js';

/** Shared: 100,000 users may be stopped at a time, and an error with its stack needs more memory than a user. */
const stopReason = new StopUser();
const noTags: ReadonlySet<string> = new Set();
const endedController = new AbortController();
endedController.abort(stopReason);

/** How a hook ends: `ended` by a signal or a kill, `failed` by an error, which is reported. */
type HookEnd = 'completed' | 'ended' | 'failed';

/** Runs and stops a user. The base class of User, which adds what test authors override and call. */
export abstract class Lifecycle implements Actor, TaskOwner, TaskUser {
  readonly environment: Environment;
  /** Seeded random numbers of this user: the same seed gives the same numbers. */
  readonly random: Random;
  readonly createdAt = now();
  activity = 'onStart';
  isInOnStop = false;
  isExhausted = false;
  isStopping = false;
  [taskTags]: ReadonlySet<string> = noTags;
  #cancellation = new Cancellation();
  #onStopDone: AbortController | null = null;
  #wasKilled = false;
  #isAbandoned = false;
  #iterations = 0;
  #awaitsIteration = false;

  constructor(environment: Environment) {
    this.environment = environment;
    this.random = environment.randomForUser(this.constructor.name);
  }

  abstract onStart(): unknown;
  abstract onStop(): unknown;
  abstract getNextTask(): Task | TaskItem;
  abstract executeTask(task: Task, owner?: object): unknown;
  abstract [nextWaitSeconds](): ReturnType<WaitTime>;

  /**
   * Aborted when the user is stopped while it waits or without finishing its task, and when it has ended: for your own clients
   * and timers. If it is aborted because the user is stopped, `onStop` has a new signal.
   */
  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  get killReason(): Error | null {
    return this.#cancellation.reason;
  }

  get isWaiting(): boolean {
    return this.#cancellation.isSleeping || this.#awaitsIteration;
  }

  get [onStopDone](): AbortSignal {
    this.#onStopDone ??= new AbortController();
    return this.#onStopDone.signal;
  }

  /** Stops the user: at once with `force` or while it waits (the user is killed), else after the current task. */
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
    this.#abortOnStopDone(reason);
  }

  /** Runs the user from `onStart` to `onStop`; never rejects. Not to be overridden. */
  async run(): Promise<void> {
    const start = await this.#runHook('onStart');
    try {
      while (start === 'completed') {
        const { wait } = await runTasksUntilWait(this, this);
        await wait;
      }
    } catch (thrown) {
      this.#handleEnd(thrown);
    }
    this[beforeOnStop]();
    this.activity = 'onStop';
    this[taskTags] = noTags;
    if (start !== 'failed') await this.#runHook('onStop');
    this[onEnd]();
    this.#cancellation.cancel(stopReason);
    this.#abortOnStopDone(stopReason);
  }

  takeIteration(): boolean | Promise<boolean> {
    const taken = this.environment.iterations.take(this.#iterations++, this);
    return typeof taken === 'boolean' ? taken : this.#awaitIteration(taken);
  }

  [checkActor](): void {
    checkFields(this);
  }

  [nextTask](): Task {
    return toTask(this.getNextTask());
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

  /** Not async: thousands of users wait here, and each suspended frame needs memory. No promise where there is no wait. */
  [startWait](waiter: { [nextWaitSeconds](): ReturnType<WaitTime> }, hasYielded = false): Promise<void> | null {
    if (this.isStopping) throw new StopUser();
    const seconds = waiter[nextWaitSeconds]();
    if (typeof seconds === 'number') return this.#startSleep(seconds, hasYielded);
    return Promise.resolve(seconds).then((seconds) => {
      if (this.isStopping) throw new StopUser();
      return this.#startSleep(seconds, hasYielded) ?? undefined;
    });
  }

  [onTaskError](owner: object, thrown: unknown): void {
    const { catchExceptions } = this.constructor as { catchExceptions?: boolean };
    const continues = this[reportError](owner, thrown) && catchExceptions;
    if (!continues) throw new StopUser('An exception ended the user.');
  }

  [reportRequest](sample: Sample): void {
    const { events, requestGroups } = this.environment;
    const tags = this[taskTags];
    try {
      events.request.report(sample); // first: a listener may accept the status of a failed request
    } finally {
      requestGroups?.record(this.constructor.name, tags, sample);
    }
  }

  async #awaitIteration(taken: Promise<boolean>): Promise<boolean> {
    this.#awaitsIteration = true;
    try {
      return await taken;
    } finally {
      this.#awaitsIteration = false;
    }
  }

  #abortOnStopDone(reason: Error): void {
    this.#onStopDone ??= endedController;
    this.#onStopDone.abort(reason);
  }

  /** @throws {TslocError} `BAD_WAIT_TIME` */
  #startSleep(seconds: number, hasYielded: boolean): Promise<void> | null {
    if (typeof seconds !== 'number' || !(seconds >= 0))
      throw waitTimeError(
        `Expected a wait of 0 or more seconds after ${this.activity}, got ${describeValue(seconds)}.`,
      );
    if (seconds > 0) return this.#cancellation.sleep(seconds * 1000);
    return hasYielded ? null : this.#yieldToOthers();
  }

  async #yieldToOthers(): Promise<void> {
    await sleep(0);
    if (this.isStopping) throw new StopUser();
  }

  async #runHook(hook: 'onStart' | 'onStop'): Promise<HookEnd> {
    try {
      await this[hook]();
      this[afterTask]();
      return 'completed';
    } catch (thrown) {
      return this.#handleEnd(thrown);
    }
  }

  #handleEnd(thrown: unknown): Exclude<HookEnd, 'completed'> {
    const reason = finishTask(this, thrown);
    this[onSignal](reason, this.activity);
    if (isSignal(reason) || this.killReason !== null) return 'ended';
    this[reportError](this, reason);
    return 'failed';
  }

  /** Handles a signal thrown in `onStart`, `onStop`, background work, or by the task loop; ignores errors. */
  [onSignal](thrown: unknown, activity: string): void {
    if (!isSignal(thrown)) return;
    if (thrown instanceof StopUser && thrown.isFinal) this.isExhausted = true;
    if (thrown instanceof StopTest) this.environment.endTest(thrown);
    const misplaced = misplacedSignalError(thrown, activity);
    if (misplaced !== null) this[reportError](this, misplaced);
  }

  /** Fires `userError`. False if a listener threw a signal, which ends the user after an error in a task. */
  [reportError](owner: object, thrown: unknown): boolean {
    try {
      this.environment.events.userError.fire({ userInstance: owner, exception: thrown, traceback: framesOf(thrown) });
      return true;
    } catch (signal) {
      if (signal instanceof StopTest) this.environment.endTest(signal);
      return false;
    }
  }
}
