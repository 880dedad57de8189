/** The base class of virtual users: what test authors override and call. */
import { type ActorClass, checkClass } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { trackRequests } from '../core/request-tracker.js';
import { isSignal, StopUser } from '../core/signals.js';
import { noWorkload, type Workload } from '../core/workload.js';
import type { Metrics } from '../stats/metrics/metrics.js';
import { type RequestName, requestName } from '../stats/request-name.js';
import type { Sample } from '../stats/sample.js';
import { rejectLocustNames } from '../util/locust-names.js';
import { sleep } from '../util/loop/clock.js';
import { checkMethodOptions } from '../util/method-options.js';
import { allow, describeValue, object, optional, type Rules } from '../util/rules.js';
import {
  type BackgroundFunction,
  type BackgroundOptions,
  checkBackgroundOptions,
  runInBackground,
} from './background.js';
import { checkClassAttributes } from './classes/class-attributes.js';
import { notStaticError } from './classes/spelling.js';
import { nextWaitSeconds, onSignal, onStopDone, reportError, reportRequest, waitAfterTask } from './hooks.js';
import { Lifecycle } from './lifecycle.js';
import { type MeasureOptions, measure } from './measure.js';
import type { Task, TaskItem, TaskList } from './tasks/task-item.js';
import { defaultGetNextTask, tasksFor } from './tasks/task-list.js';
import { constant, type WaitTime, waitSeconds, waitTimeError } from './wait.js';

/** Options of {@link User.trackRequests}. */
export interface TrackOptions {
  /** The name of the requests, or a function that returns it; path and query by default. */
  readonly name?: RequestName;
  /** Any data for listeners of `request`; empty by default. */
  readonly context?: Sample['context'];
}

const trackRules: Rules<keyof TrackOptions> = { name: optional(allow(requestName, null)), context: optional(object) };

/** The base class of users. Locust's User. */
export class User extends Lifecycle {
  /** Relative share of the users, among all classes. */
  static weight = 1;
  /** If above 0: exactly this many users of the class, spawned before weighted ones. */
  static fixedCount = 0;
  /** The base URL of its requests; `--host` overrides it. */
  static host: string | null = null;
  /** Seconds that a stopping user may take to finish its task, in place of `--stop-timeout`; `onStop` may take 10 s, or this time if longer. */
  static stopTimeout: number | null = null;
  /** If true, the class is not run itself; subclasses do not inherit it. */
  static abstract = true;
  /** The wait after each task; a method `waitTime()` overrides it. */
  static waitTime: WaitTime = constant(0);
  /** Tasks in addition to the decorated ones. */
  static tasks?: TaskList;
  /** Whether a user continues after an exception of a task; otherwise the exception ends it. */
  static catchExceptions = true;

  /** Tasks of this instance, instead of those of its class. */
  declare tasks?: TaskList;
  /**
   * Checks the attributes of the class; subclasses such as HttpUser override it to check their own as well.
   * @throws {TslocError} `BAD_WEIGHT`, `BAD_STOP_TIMEOUT`, `BAD_WAIT_TIME`, `BAD_HOST`
   */
  static [checkClass](): void {
    checkClassAttributes(this);
  }

  /** The base URL of this user's requests: `--host`, else `static host`; null if there is none. */
  get host(): string | null {
    return this.environment.hostFor(this.constructor as unknown as ActorClass<Environment>);
  }

  /** Always throws, since the host is an attribute of the class. @throws {TslocError} `NOT_STATIC` */
  set host(_: unknown) {
    throw notStaticError('host', this.constructor.name);
  }

  /** Your custom metrics, shared by all users: `this.metrics.trend('quality', 0.93)`, `.counter('tokens').add(12)`. */
  get metrics(): Metrics {
    return this.environment.stats.metrics;
  }

  /** The `workload` values of the run's scenario; empty without a scenario. */
  get workload(): Workload {
    return this.environment.parsedOptions.workload ?? noWorkload;
  }

  /** Runs before the first task. */
  override onStart(): unknown {
    return undefined;
  }

  /** Runs after the last task, when the user is stopped or has stopped itself. */
  override onStop(): unknown {
    return undefined;
  }

  /** Seconds to wait after a task; overrides `static waitTime`. */
  waitTime?(): number | Promise<number>;

  /** Waits for the wait time, as happens after each task. @throws {StopUser} when the user is stopped */
  async wait(): Promise<void> {
    await this[waitAfterTask](false);
  }

  /** Sleeps inside a task. @throws {StopUser} when the user is stopped without finishing its task @throws {TslocError} `BAD_WAIT_TIME` */
  sleep(seconds: number): Promise<void> {
    if (typeof seconds === 'number' && seconds >= 0) return sleep(seconds * 1000, this.signal);
    return Promise.reject(waitTimeError(`Expected sleep() with 0 or more seconds, got ${describeValue(seconds)}.`));
  }

  /**
   * Runs `work` concurrently with the tasks; its signal is aborted as `until` says. An exception is recorded like that
   * of a task; StopUser ends the user after the current task, StopTest the test. @throws {TslocError} `BAD_OPTION`
   */
  background(work: BackgroundFunction, options: BackgroundOptions = {}): void {
    checkBackgroundOptions(options);
    const { until = 'end' } = options;
    const signal = until === 'end' ? this.signal : this[onStopDone];
    runInBackground(work, signal, (thrown) => this.#handleThrown(thrown, 'background work'));
  }

  /**
   * Times `work` and reports it as a request of any protocol. If it throws, the request has failed, and the result is
   * undefined. Work that ends after the user was stopped in the middle of it is not
   * reported, and the call rejects. @throws {TslocError} `BAD_OPTION`
   */
  measure<T>(
    requestType: string,
    name: string,
    work: () => T | Promise<T>,
    options?: MeasureOptions<T>,
  ): Promise<T | undefined> {
    const { signal, environment } = this;
    const fire = (sample: Sample) => this[reportRequest](environment.events.request.complete(sample));
    return measure({ hook: { fire }, signal }, { requestType, name }, work, options);
  }

  /**
   * Runs `work` and reports each request that other clients send in it: the global `fetch`, undici, `node:http`, and
   * libraries on top of them. Requests of the user's own client are reported as usual. From the first call on, every
   * request of the process costs slightly more. @throws {TslocError} `BAD_OPTION`
   */
  trackRequests<T>(work: () => T, options: TrackOptions = {}): T {
    checkMethodOptions('trackRequests()', options, trackRules);
    const { name, context = {} } = options;
    const { signal } = this;
    const report = (sample: Sample) => this[reportRequest](sample);
    const onThrown = (thrown: unknown) => this.#handleThrown(thrown, 'a tracked request');
    return trackRequests({ naming: name ?? null, context, signal, report, onThrown }, work);
  }

  /** Picks a task at random, by weight; may be overridden. @throws {TslocError} `NO_TASKS` */
  override getNextTask(): Task | TaskItem {
    return tasksFor(this, this.environment).pick(this.random);
  }

  /**
   * Runs a task. `owner` is this user, or the task set that has the task. May be overridden to run code before and after
   * each task: call `super.executeTask(task, owner)` and await it. Locust's execute_task.
   */
  override executeTask(task: Task, owner: object = this): unknown {
    return task.run(owner);
  }

  /** Records an error, and handles a control signal, that was thrown outside of the tasks. */
  #handleThrown(thrown: unknown, activity: string): void {
    if (!isSignal(thrown)) {
      this[reportError](this, thrown);
      return;
    }
    this[onSignal](thrown, activity);
    if (thrown instanceof StopUser) this.stop(false);
  }

  override [nextWaitSeconds](): ReturnType<WaitTime> {
    return waitSeconds(this, (this.constructor as typeof User).waitTime, zeroSeconds);
  }
}

rejectLocustNames(User.prototype, 'user');
Object.defineProperty(User.prototype, defaultGetNextTask, { value: User.prototype.getNextTask });

function zeroSeconds(): number {
  return 0;
}
