/** A simulated person: starts, does tasks with waits between them until it is stopped, and says goodbye. */
import { type Actor, checkActor, checkClass } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { InterruptTaskSet, isSignal, StopTest, StopUser } from '../core/signals.js';
import type { RequestName } from '../http/request/naming.js';
import { tracked } from '../http/tracking/tracking.js';
import { framesOf } from '../stats/exceptions.js';
import type { Sample } from '../stats/sample.js';
import { TslocError } from '../util/error.js';
import { now, sleep } from '../util/loop/clock.js';
import type { Random } from '../util/random.js';
import { Cancellation } from './cancellation.js';
import { afterTask, failed, gone, killed, leaving, nextWait, pause, waitAfterTask } from './hooks.js';
import { type MeasureOptions, measure } from './measure.js';
import { checkFields } from './spelling.js';
import type { Task, TaskItem, TaskList } from './task-item.js';
import { tasksFor } from './task-list.js';
import { settled, type TaskHolder, type TaskUser, tasksUntilNap } from './task-loop.js';
import { badWait, constant, type WaitTime, waitSeconds } from './wait.js';

/** What may be said of the requests that a piece of work sends. */
export interface TrackOptions {
  /** What they are called, or what makes a name of each; path and query by default. */
  readonly name?: RequestName;
  readonly context?: Sample['context'];
}

/** One for all: a hundred thousand users may be stopped at a time, and an error with its frames outweighs a user. */
const askedToStop = new StopUser();

/** The base of every user class. Locust's User. */
export class User implements Actor, TaskHolder, TaskUser {
  /** Its share of the users, against the other classes. */
  static weight = 1;
  /** If above 0: exactly this many users of the class, before any that come by weight. */
  static fixedCount = 0;
  /** Where its requests go; `--host` overrides it. */
  static host: string | null = null;
  /** True keeps a class from being run; a subclass does not inherit it. */
  static abstract = true;
  /** The wait after each task; a method `waitTime()` of the user wins over it. */
  static waitTime: WaitTime = constant(0);
  /** Tasks besides the decorated ones. */
  static tasks?: TaskList;
  /** False ends a user at the first exception of a task. */
  static catchExceptions = true;

  /** Tasks of this user alone, instead of those of its class. */
  declare tasks?: TaskList;
  readonly environment: Environment;
  /** This user's own seeded randomness: the same seed gives it the same numbers. */
  readonly random: Random;
  readonly createdAt = now();
  activity = 'onStart';
  isLeaving = false;
  isFinished = false;
  isStopping = false;
  #ending = new Cancellation();
  #wasKilled = false;
  #isAbandoned = false;
  #iterations = 0;

  /** Checks the attributes of the class; protocols add theirs. @throws {TslocError} `BAD_WEIGHT`, `BAD_WAIT_TIME` */
  static [checkClass](): void {
    checkAttributes(this);
  }

  constructor(environment: Environment) {
    this.environment = environment;
    this.random = environment.randomForUser(this.constructor.name);
  }

  /** Runs before the first task. */
  onStart(): unknown {
    return undefined;
  }

  /** Runs when the user was stopped, or stopped itself. */
  onStop(): unknown {
    return undefined;
  }

  /** Seconds to wait after a task, instead of what `static waitTime` says. */
  waitTime?(): number | Promise<number>;

  /** Waits as between two tasks. @throws {StopUser} when the user is asked to stop */
  async wait(): Promise<void> {
    await this[waitAfterTask](false);
  }

  /** Sleeps inside a task. @throws {StopUser} when the user has to end at once */
  sleep(seconds: number): Promise<void> {
    return sleep(seconds * 1000, this.signal);
  }

  /** Aborted when the user has to end at once, and when it has ended: for clients and timers of your own. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  get endedBy(): Error | null {
    return this.#ending.reason;
  }

  get isNapping(): boolean {
    return this.#ending.isSleeping;
  }

  /**
   * Runs `work` beside the tasks, until the user ends: it is told by the signal. What it throws is recorded like an
   * exception of a task.
   */
  background(work: (signal: AbortSignal) => Promise<unknown>): void {
    const { signal } = this;
    const done = async () => work(signal);
    done().catch((thrown: unknown) => {
      if (!isSignal(thrown) && !signal.aborted) this.#report(this, thrown);
    });
  }

  /**
   * Times `work` and reports it as a request of any protocol. What it throws makes a failed request and goes no
   * further: the result is then undefined. Work that the end of the user cuts off is not reported.
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
   * Does `work`, and reports each request that any other client sends in it: the global `fetch`, undici, `node:http`
   * and what is made of them. Those of the user's own client are reported as always. From the first call on, every
   * request of the process costs a little more.
   */
  trackRequests<T>(work: () => T, { name, context = {} }: TrackOptions = {}): T {
    const { environment, signal } = this;
    const report = (sample: Sample) => environment.events.request.report(sample);
    return tracked({ naming: name ?? null, context, signal, report }, work);
  }

  /** Ends the user: at once with `force` or while it waits, else when the task at hand is done. */
  stop(force: boolean): void {
    this.isStopping = true;
    if (!(force || this.isNapping) || this.#wasKilled) return;
    this.#wasKilled = true;
    this[killed](askedToStop);
    this.#ending.end(askedToStop);
  }

  abandon(): void {
    this.isStopping = true;
    this.#isAbandoned = true;
    const reason = new StopUser('The test is over.');
    this[killed](reason);
    this.#ending.end(reason);
  }

  /** The whole life; never rejects. Not to be overridden. */
  async run(): Promise<void> {
    const hasStarted = await this.#attempt('onStart');
    try {
      while (hasStarted) {
        const { nap } = await tasksUntilNap(this, this);
        await nap;
      }
    } catch (thrown) {
      this.#ended(thrown);
    }
    this[leaving]();
    this.activity = 'onStop';
    if (hasStarted !== null) await this.#attempt('onStop');
    this[gone]();
    this.#ending.end(askedToStop);
  }

  /** One of its tasks, each as often as it weighs; may be overridden. @throws {TslocError} `NO_TASKS` */
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
  [killed](_reason: Error): void {}
  [leaving](): void {
    this.isLeaving = true;
    if (this.endedBy !== null && !this.#isAbandoned) this.#ending = new Cancellation();
  }

  [gone](): void {}

  [waitAfterTask](hadTurn: boolean): Promise<void> | null {
    return this[pause](this, hadTurn);
  }

  [nextWait](): ReturnType<WaitTime> {
    return waitSeconds(this, (this.constructor as typeof User).waitTime, noWait);
  }

  /** Not async: thousands of users wait here, and each frame weighs; and no promise for a wait of nothing. */
  [pause](waiter: { [nextWait](): ReturnType<WaitTime> }, hadTurn = false): Promise<void> | null {
    if (this.isStopping) throw new StopUser();
    const asked = waiter[nextWait]();
    if (typeof asked === 'number') return this.#rest(asked, hadTurn);
    return Promise.resolve(asked).then((seconds) => this.#rest(seconds, hadTurn) ?? undefined);
  }

  [failed](holder: object, thrown: unknown): void {
    const goesOn = this.#report(holder, thrown) && (this.constructor as typeof User).catchExceptions;
    if (!goesOn) throw new StopUser('An exception ended it.');
  }

  /** @throws {TslocError} `BAD_WAIT_TIME` */
  #rest(seconds: number, hadTurn: boolean): Promise<void> | null {
    if (!(seconds >= 0)) throw badWait(`Expected a wait of 0 or more seconds after ${this.activity}, got ${seconds}.`);
    if (seconds > 0) return this.#ending.sleep(seconds * 1000);
    return hadTurn ? null : this.#turn();
  }

  async #turn(): Promise<void> {
    await sleep(0);
    if (this.isStopping) throw new StopUser();
  }

  /** True if the hook came to its end, else how it was ended. */
  async #attempt(hook: 'onStart' | 'onStop'): Promise<boolean | null> {
    try {
      await this[hook]();
      this[afterTask]();
      return true;
    } catch (thrown) {
      return this.#ended(thrown);
    }
  }

  /** False if it was ended by a signal or a kill, null if by an error, which is reported. */
  #ended(thrown: unknown): false | null {
    const reason = settled(this, thrown);
    if (reason instanceof StopUser && reason.isFinal) this.isFinished = true;
    if (reason instanceof StopTest) this.environment.endTest(reason);
    else if (reason instanceof InterruptTaskSet) this.#report(this, misplacedInterrupt(this.activity));
    if (isSignal(reason) || this.endedBy !== null) return false;
    this.#report(this, reason);
    return null;
  }

  /** False if a listener threw a signal: the user is to end. */
  #report(holder: object, thrown: unknown): boolean {
    try {
      this.environment.events.userError.fire({ userInstance: holder, exception: thrown, traceback: framesOf(thrown) });
      return true;
    } catch {
      return false;
    }
  }
}

function checkAttributes(userClass: typeof User): void {
  const { name, waitTime } = userClass;
  if (typeof waitTime !== 'function') {
    const message = `Expected waitTime of class ${name} to be a function, got ${waitTime}.`;
    throw new TslocError('BAD_WAIT_TIME', message, { hint: 'For a wait of always 3 seconds, write constant(3).' });
  }
  for (const key of ['weight', 'fixedCount'] as const) {
    const value: unknown = userClass[key];
    if (typeof value === 'number' && value >= 0) continue;
    throw new TslocError('BAD_WEIGHT', `Expected a number of 0 or more as ${key} of class ${name}, got ${value}.`);
  }
}

function noWait(): number {
  return 0;
}

function misplacedInterrupt(activity: string): TslocError {
  const hint = 'Throw StopUser to end the user, or RescheduleTask to end the task.';
  return new TslocError(
    'INTERRUPT_OUTSIDE_TASK_SET',
    `Expected interrupt() inside a task set, got it in ${activity} of a user.`,
    { hint },
  );
}
