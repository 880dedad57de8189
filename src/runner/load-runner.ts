/** The state machine of a test: pursues loads through a fleet, one test after another. */

import type { Environment } from '../core/environment.js';
import { listenerLimitMs } from '../core/events/listener-limit.js';
import { checkLoad, type Load } from '../core/load.js';
import { type Message, type MessageListener, Messages, type SendMessage } from '../core/messages.js';
import type { Runner, RunnerRole, RunnerState, WorkerInfo } from '../core/runner.js';
import { UnknownMessages } from '../core/unknown-messages.js';
import { describeThrown } from '../stats/exceptions.js';
import { rejectLocustNames } from '../util/locust-names.js';
import type { Logger } from '../util/log/log.js';
import { settlesWithin } from '../util/loop/clock.js';
import { formatFixed } from '../util/text/format.js';
import type { Fleet } from './fleet.js';
import { Ramp } from './ramp.js';
import { TestStop } from './test-stop.js';
import { UsersDispatcher } from './users-dispatcher.js';

/** Locust's LocalRunner with a {@link LocalFleet}; a runner of its own kind with another fleet. */
export class LoadRunner implements Runner<Environment> {
  state: RunnerState = 'ready';
  targetUserCount = 0;
  peakTargetUserCount: number | null = null;
  /** Resolves when {@link quit} is called. */
  readonly ended: Promise<void>;
  readonly quit: () => void;
  readonly environment: Environment;
  readonly role: RunnerRole;
  readonly clientId: string;
  readonly workerIndex: number;
  /** Whether the run ends with its test; otherwise the end of a test only stops its users, and the run waits for further tests. */
  quitsAfterTest = true;
  /** Whether the test ends once all users have ended by themselves; not where a shape may still start some. */
  endsWithoutUsers = true;
  /** Called when a stop begins. */
  onStopping: (() => void) | null = null;
  readonly #fleet: Fleet;
  readonly #logger: Logger;
  readonly #messages = new Messages<Environment>();
  readonly #unknown: UnknownMessages;
  #dispatcher: UsersDispatcher | null = null;
  #reachedAtStop = 0;
  #load: Load | null = null;
  /** The target of the test that begins next. */
  #nextUsers = 0;
  #ramp: Ramp | null = null;
  /** Counts changes of the load and stops: a start that is no longer the last one has been replaced. */
  #lastStart = 0;
  #beginning: Promise<void> | null = null;
  /** Whether it waits for the stop of the test before. */
  #awaitsStop = false;
  #stopping: TestStop | null = null;
  readonly #send: SendMessage | null;

  /** `send` is that of a master; without it, messages stay in this process. */
  constructor(environment: Environment, fleet: Fleet, send: SendMessage | null = null) {
    this.environment = environment;
    this.#fleet = fleet;
    this.#send = send;
    this.role = send === null ? 'local' : 'master';
    this.clientId = this.role;
    this.workerIndex = send === null ? 0 : -1;
    this.#logger = environment.log.logger('locust.runners');
    this.#unknown = new UnknownMessages(this.#logger);
    let end = () => {};
    this.ended = new Promise((resolve) => {
      end = resolve;
    });
    this.quit = end;
    fleet.onEmptied = () => this.#checkFinished();
    fleet.onNodesChanged = () => this.#redistribute();
  }

  get userClassesCount(): ReadonlyMap<string, number> {
    return this.#fleet.counts();
  }

  /** Whether a test is being started, runs, is being stopped or was stopped: false before the first one. */
  get hasTest(): boolean {
    return this.#beginning !== null || this.#dispatcher !== null || this.#stopping !== null;
  }

  get workerCount(): number {
    return this.#fleet.nodes.length;
  }

  get clients(): ReadonlyMap<string, WorkerInfo> {
    return this.#fleet.workers ?? new Map();
  }

  get userCount(): number {
    return [...this.userClassesCount.values()].reduce((sum, count) => sum + count, 0);
  }

  get reachedUserCount(): number {
    return this.#dispatcher?.count ?? this.#reachedAtStop;
  }

  /** False, with a warning, on a master without workers; one that has lost them during a test waits for new ones. */
  canStart(): boolean {
    if (this.#fleet.nodes.length > 0 || this.#dispatcher !== null) return true;
    this.#logger.warning('No worker is connected: start one with tsloc --worker before the test.');
    return false;
  }

  async start(load: Load): Promise<void> {
    checkLoad(load);
    if (!this.canStart()) return;
    const start = this.#replaceRamp();
    await this.begin(load.users);
    if (start !== this.#lastStart) return;
    const dispatcher = this.#dispatcher as UsersDispatcher;
    if (load.userClasses !== undefined) dispatcher.choose(load.userClasses);
    this.#setLoad(load);
    this.#ramp = new Ramp(this.#fleet, dispatcher, load);
    if (!(await this.#ramp.run())) return;
    await this.#fleet.settle?.();
    if (start !== this.#lastStart) return;
    this.state = 'running';
    this.#logger.info(`All users spawned: ${this.#describeUsers()}`);
    if (this.environment.parsedOptions.resetStats) this.#resetStats();
    await this.environment.events.spawningComplete.fireAndWait({ userCount: dispatcher.count });
    this.#checkFinished();
  }

  /** Begins a test for `users`, if none is running: statistics are cleared, `testStart` is fired and waited for. */
  begin(users: number): Promise<void> {
    if (this.#dispatcher !== null && this.#stopping === null) return Promise.resolve();
    this.#nextUsers = users;
    // Once, no matter how many loads are set in the meantime; but not for a test that was stopped before it had begun.
    if (this.#beginning !== null && (this.#stopping === null || this.#awaitsStop)) return this.#beginning;
    const begun = this.#stopping === null ? this.#begin() : this.#beginAfter(this.#stopping, this.#beginning);
    const beginning = begun.finally(() => {
      if (this.#beginning === beginning) this.#beginning = null;
    });
    this.#beginning = beginning;
    return beginning;
  }

  stop(): Promise<void> {
    if (this.#stopping === null) return this.#beginStop().waitFirst();
    this.#cancelBegin();
    return this.#stopping.waitAgain();
  }

  /**
   * Stops the test, unless that has begun; resolves when the stop is complete. Not for tasks and listeners: the stop waits
   * for them.
   */
  finish(): Promise<void> {
    this.#cancelBegin();
    return (this.#stopping ?? this.#beginStop()).complete;
  }

  endTest(): void {
    if (this.quitsAfterTest) this.quit();
    else if (this.#stopping === null) void this.stop();
  }

  /** Logs an error of the run itself, and ends the test: exit code 2. */
  fail(thrown: unknown): void {
    this.environment.unhandledError = true;
    this.environment.log.logger('locust.main').error(`The test failed: ${describeThrown(thrown)}`);
    this.endTest();
  }

  registerMessage(type: string, listener: MessageListener<Environment>): void {
    this.#messages.register(type, listener);
  }

  sendMessage(type: string, data?: unknown, clientId?: string): void {
    if (this.#send !== null) this.#send(type, data, clientId);
    else if (!this.receiveMessage({ type, data, nodeId: this.clientId })) this.#unknown.count(type);
  }

  /** Calls the listener of a message; false if its type has none. */
  receiveMessage(message: Message): boolean {
    return this.#messages.receive(this.environment, message);
  }

  #beginStop(): TestStop {
    const begun = this.#beginning;
    this.#stopping = new TestStop((stopping) => this.#stop(stopping, begun));
    this.#replaceRamp(); // at once: the next test may be started before the stop has begun
    this.onStopping?.();
    return this.#stopping;
  }

  #replaceRamp(): number {
    this.#ramp?.cancel();
    return ++this.#lastStart;
  }

  /** `stopped`: the begin of the stopped test, whose listeners may still be running. */
  async #beginAfter(stopping: TestStop, stopped: Promise<void> | null): Promise<void> {
    this.#awaitsStop = true;
    await stopping.complete;
    await stopped;
    if (!this.#awaitsStop) return;
    this.#awaitsStop = false;
    this.#stopping = null;
    await this.#begin();
  }

  async #begin(): Promise<void> {
    this.targetUserCount = this.#nextUsers; // before testStart, as in Locust
    this.peakTargetUserCount = null;
    this.#reachedAtStop = 0;
    this.environment.beginTest();
    await this.environment.events.testStart.fireAndWait({ environment: this.environment });
    if (this.#stopping === null)
      this.#dispatcher = new UsersDispatcher(this.environment.userClasses, this.#fleet.nodes);
  }

  /** A stop also concerns a test that waits for the stop of the one before it: its statistics are kept. */
  #cancelBegin(): void {
    if (!this.#awaitsStop) return;
    this.#awaitsStop = false;
    this.#replaceRamp();
    this.onStopping?.();
  }

  #setLoad(load: Load): void {
    this.#load = load;
    this.state = 'spawning';
    this.targetUserCount = load.users;
    this.peakTargetUserCount = Math.max(this.peakTargetUserCount ?? 0, load.users);
    this.#logger.info(`Ramping to ${load.users} users at a rate of ${formatFixed(load.spawnRate, 2)} per second`);
    if (load.spawnRate > 100 * this.#fleet.nodes.length)
      this.#logger.warning('More than 100 users per second may be more than one process can start in time.');
  }

  /** Nodes have joined or left. */
  #redistribute(): void {
    const dispatcher = this.#dispatcher;
    if (dispatcher === null || this.#load === null || this.#stopping !== null) return;
    dispatcher.setNodes(this.#fleet.nodes);
    this.#logger.info(`Redistributing ${dispatcher.count} users over ${this.#fleet.nodes.length} nodes`);
    if (!this.#ramp?.isRunning) {
      this.#ramp = new Ramp(this.#fleet, dispatcher, this.#load);
      this.#ramp.run().catch((thrown) => this.fail(thrown));
    }
    this.#ramp.redistribute();
  }

  /** `begun`: the begin of the test, which may be under way. */
  async #stop(stopping: TestStop, begun: Promise<void> | null): Promise<void> {
    // Listeners of testStop may undo what those of testStart did: wait for these, within limits.
    if (begun !== null) await settlesWithin(listenerLimitMs, begun);
    const { events, stopTimeoutMs } = this.environment;
    const argument = { environment: this.environment };
    const notified = events.testStopping.fireAndWait(argument);
    await settlesWithin(listenerLimitMs, Promise.race([notified, stopping.requestedAgain]));
    this.state = this.role === 'master' ? 'stopping' : 'cleanup';
    await this.#fleet.stopAll(stopTimeoutMs, stopping.notifyUsersStuck);
    this.state = 'stopped';
    this.#reachedAtStop = this.reachedUserCount;
    this.#dispatcher = null;
    this.#load = null;
    stopping.notifyUsersGone();
    await notified;
    await events.testStop.fireAndWait(argument);
  }

  /** Ends the test when no user is left: all have done their iterations, or have ended by themselves. */
  #checkFinished(): void {
    const { iterations } = this.environment;
    if (this.targetUserCount === 0 || !this.#fleet.isEmpty || this.#stopping !== null) return;
    const isRunning = this.state === 'running';
    // Limits per user leave a shape its later users.
    const ends = this.endsWithoutUsers || Number.isFinite(iterations.total);
    if (this.#fleet.isExhausted && (isRunning || iterations.isSpent)) {
      if (ends) this.#logger.info('All iterations are done, shutting down');
    } else if (!isRunning) return;
    else if (iterations.isLimited)
      this.#logger.warning('Every user has died before its iterations were done, shutting down');
    else this.#logger.warning(`Every user has ended by itself${this.endsWithoutUsers ? ', shutting down' : ''}`);
    if (ends) this.endTest();
  }

  #resetStats(): void {
    this.environment.stats.resetAll();
    this.#logger.info('Resetting stats');
  }

  /** `{"A": 1, "B": 2} (3 total users)`, as Python prints JSON. */
  #describeUsers(): string {
    const counts = new Map<string, number>();
    for (const ofNode of this.#dispatcher?.shares().values() ?? []) {
      for (const [name, count] of ofNode) counts.set(name, (counts.get(name) ?? 0) + count);
    }
    const classes = [...counts].map(([name, count]) => `${JSON.stringify(name)}: ${count}`);
    return `{${classes.join(', ')}} (${this.#dispatcher?.count ?? 0} total users)`;
  }
}

rejectLocustNames(LoadRunner.prototype, 'runner');
