/** The runner of a worker: has as many users as its master asks for, one test after another. */
import type { Environment } from '../../core/environment.js';
import { listenerLimitMs } from '../../core/events/listener-limit.js';
import { type Message, type MessageListener, Messages, type SendMessage } from '../../core/messages.js';
import { RequestGroups } from '../../core/request-groups.js';
import type { Runner, RunnerState, WorkerInfo } from '../../core/runner.js';
import { LocalFleet } from '../../runner/local-fleet.js';
import { TslocError } from '../../util/error.js';
import { rejectLocustNames } from '../../util/locust-names.js';
import type { Logger } from '../../util/log/log.js';
import { now, settlesWithin } from '../../util/loop/clock.js';
import { applyParsedOptions } from '../messages/shared-options.js';
import type { SpawnJob } from '../messages/spawn-job.js';
import { WorkerTest } from './worker-test.js';

/** Called by the runner; implemented by the node that it is part of. */
export interface WorkerControls {
  readonly send: SendMessage;
  /** Ends the test on every node; `reason` is null if the environment has the error. */
  endTest(): void;
  /** Makes this worker leave. */
  quit(): void;
}

/** Locust's WorkerRunner. */
export class WorkerRunner implements Runner<Environment> {
  readonly role = 'worker';
  readonly workerCount = 0;
  readonly clients: ReadonlyMap<string, WorkerInfo> = new Map();
  workerIndex = -1;
  state: RunnerState = 'ready';
  targetUserCount = 0;
  peakTargetUserCount: number | null = null;
  readonly environment: Environment;
  readonly clientId: string;
  readonly fleet: LocalFleet;
  readonly #controls: WorkerControls;
  readonly #messages = new Messages<Environment>();
  readonly #logger: Logger;
  readonly #unknownClasses = new Set<string>();
  /** The scenario of the master that was last found to be another one than that of this worker. */
  #otherScenario: string | null = null;
  /** Aborted when another job, or a stop, replaces the current one. */
  #job = new AbortController();
  /** Null without a test. */
  #test: WorkerTest | null = null;
  #lastTest: WorkerTest | null = null;
  /** That of the master, which replaces {@link #ownHost}; null without one. */
  #masterHost: string | null = null;
  #ownHost: string | null = null;
  #stopping: Promise<void> | null = null;

  constructor(environment: Environment, clientId: string, controls: WorkerControls) {
    this.environment = environment;
    this.clientId = clientId;
    this.#controls = controls;
    this.fleet = new LocalFleet(environment, clientId);
    this.#logger = environment.log.logger('locust.runners');
  }

  get userClassesCount(): ReadonlyMap<string, number> {
    return this.fleet.counts();
  }

  get userCount(): number {
    return [...this.userClassesCount.values()].reduce((sum, count) => sum + count, 0);
  }

  /** True from the end of `testStart` until the users of the test have stopped. */
  get hasTest(): boolean {
    return this.#test?.state === 'begun';
  }

  /**
   * Begins a test if none is under way, and brings each class to its number of users. Resolves with true when the last
   * change has begun, with false if another job or a stop has replaced this one.
   */
  async spawn(job: SpawnJob): Promise<boolean> {
    this.hold();
    const { signal } = this.#job;
    this.#takeSettings(job);
    await this.#stopping;
    if (signal.aborted) return false;
    const test = this.#test ?? this.#newTest();
    await test.begun;
    if (signal.aborted) return false;
    this.#prepareClasses(test, job);
    this.state = 'spawning';
    this.targetUserCount = [...job.userCounts.values()].reduce((sum, count) => sum + count, 0);
    this.peakTargetUserCount = Math.max(this.peakTargetUserCount ?? 0, this.targetUserCount);
    const shares = new Map([[this.clientId, this.#knownCounts(job)]]);
    try {
      await this.fleet.apply(shares, job.batch, now(), signal);
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
    if (signal.aborted) return false;
    this.state = 'running';
    return true;
  }

  /** Makes no further changes of the current job. */
  hold(): void {
    this.#job.abort();
    this.#job = new AbortController();
  }

  /** Stops every user, with `graceMs` for current tasks; resolves when all have ended and `testStop` is over. */
  stopUsers(graceMs = this.environment.stopTimeoutMs, onStuck?: () => void): Promise<void> {
    this.hold();
    const test = this.#test;
    if (test === null) return Promise.resolve();
    if (test.state === 'waiting') {
      test.cancel();
      this.#test = null;
      this.state = 'stopped';
      return Promise.resolve();
    }
    this.#stopping ??= this.#stop(test, graceMs, onStuck).finally(() => {
      this.#stopping = null;
    });
    return this.#stopping;
  }

  async start(): Promise<void> {
    const hint = "Call it where environment.runner.role is 'master' or 'local'.";
    throw new TslocError('NOT_ON_WORKER', 'Expected runner.start on the master, got a call on a worker.', { hint });
  }

  stop(): Promise<void> {
    return this.stopUsers();
  }

  quit(): void {
    this.#controls.quit();
  }

  endTest(): void {
    this.#controls.endTest();
  }

  registerMessage(type: string, listener: MessageListener<Environment>): void {
    this.#messages.register(type, listener);
  }

  sendMessage(type: string, data?: unknown): void {
    this.#controls.send(type, data);
  }

  /** Calls the listener of a message of the master; false if its type has none. */
  receiveMessage(message: Message): boolean {
    return this.#messages.receive(this.environment, message);
  }

  #takeSettings({ host, stopTimeoutSeconds, options, test }: SpawnJob): void {
    const { environment } = this;
    this.#compareScenario(options.scenario);
    applyParsedOptions(environment, options);
    this.#takeHost(host);
    Object.assign(environment.parsedOptions, { stopTimeout: stopTimeoutSeconds });
    if (test === null) return;
    environment.seed = test.seed;
    environment.requestGroups = test.groups.length === 0 ? null : new RequestGroups(environment.stats, test.groups);
    if (environment.leases !== null) environment.iterations.share(environment.leases, test.iterationSeries);
  }

  /** A listener of this worker may have set its host: only one of the master is undone. */
  #takeHost(host: string | null): void {
    const { environment } = this;
    if (this.#masterHost === null) this.#ownHost = environment.host;
    if (host !== null) environment.host = host;
    else if (this.#masterHost !== null) environment.host = this.#ownHost;
    this.#masterHost = host;
  }

  #newTest(): WorkerTest {
    this.peakTargetUserCount = null;
    this.state = 'spawning';
    this.#test = new WorkerTest(this.environment, this.#lastTest);
    this.#lastTest = this.#test;
    return this.#test;
  }

  #prepareClasses(test: WorkerTest, { userCounts }: SpawnJob): void {
    try {
      test.prepare(userCounts);
    } catch (thrown) {
      this.environment.fatalError ??= thrown as Error;
      this.#controls.endTest();
    }
  }

  /** Load and classes come from the master; what a scenario changes of the classes themselves does not. */
  #compareScenario(name: unknown): void {
    if (typeof name !== 'string' || name === this.environment.parsedOptions.scenario) return;
    if (name === this.#otherScenario) return;
    this.#otherScenario = name;
    this.#logger.warning(
      `The master runs scenario ${name}: its request mix, pacing and workload apply to this worker only with --scenario ${name}.`,
    );
  }

  #knownCounts({ userCounts }: SpawnJob): ReadonlyMap<string, number> {
    const known = new Set(this.environment.userClasses.map(({ name }) => name));
    const unknown = [...userCounts].filter(([name, count]) => count > 0 && !known.has(name)).map(([name]) => name);
    for (const name of unknown.filter((one) => !this.#unknownClasses.has(one))) {
      this.#unknownClasses.add(name);
      this.#logger.warning(
        `The master asks for users of ${name}, a class that this worker does not have: none starts.`,
      );
    }
    return new Map([...userCounts].filter(([name]) => known.has(name)));
  }

  async #stop(test: WorkerTest, graceMs: number, onStuck?: () => void): Promise<void> {
    // Listeners of testStop may undo what those of testStart did: wait for these, within limits.
    await settlesWithin(listenerLimitMs, test.begun);
    const { environment } = this;
    const notified = environment.events.testStopping.fireAndWait({ environment });
    await settlesWithin(listenerLimitMs, notified);
    this.state = 'cleanup';
    await this.fleet.stopAll(graceMs, onStuck);
    this.state = 'stopped';
    this.#test = null;
    await notified;
    await environment.events.testStop.fireAndWait({ environment });
  }
}

rejectLocustNames(WorkerRunner.prototype, 'runner');
