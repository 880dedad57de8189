/** The state machine of a test: pursues a load through a fleet, and ends it in order. */
import type { Environment } from '../core/environment.js';
import { checkLoad, type Load } from '../core/load.js';
import { type MessageListener, Messages } from '../core/messages.js';
import type { Runner, RunnerState } from '../core/runner.js';
import { fixed } from '../util/format.js';
import type { Logger } from '../util/log.js';
import { now, settledWithin, sleep } from '../util/loop/clock.js';
import type { Fleet } from './fleet.js';
import { batchOf } from './ramp.js';
import { Stopping } from './stopping.js';
import { UsersDispatcher } from './users-dispatcher.js';

/** How long a stop waits for listeners of `testStart`, ms. */
const beginningTime = 10_000;

/** Locust's LocalRunner, and more once its fleet is elsewhere. */
export class LoadRunner implements Runner<Environment> {
  state: RunnerState = 'ready';
  targetUserCount = 0;
  /** Resolves when {@link quit} is called. */
  readonly ended: Promise<void>;
  readonly quit: () => void;
  readonly environment: Environment;
  readonly #fleet: Fleet;
  readonly #logger: Logger;
  readonly #messages = new Messages<Environment>();
  #dealer: UsersDispatcher | null = null;
  #ramp = new AbortController();
  #beginning: Promise<void> | null = null;
  #stopping: Stopping | null = null;

  constructor(environment: Environment, fleet: Fleet) {
    this.environment = environment;
    this.#fleet = fleet;
    this.#logger = environment.log.logger('locust.runners');
    let end = () => {};
    this.ended = new Promise((resolve) => {
      end = resolve;
    });
    this.quit = end;
    fleet.onEmptied = () => this.#checkFinished();
  }

  get userClassesCount(): ReadonlyMap<string, number> {
    return this.#fleet.counts();
  }

  get userCount(): number {
    return [...this.userClassesCount.values()].reduce((sum, count) => sum + count, 0);
  }

  async start(load: Load): Promise<void> {
    checkLoad(load);
    const ramp = this.#replaceRamp();
    await this.begin();
    if (ramp.aborted) return;
    this.state = 'spawning';
    this.targetUserCount = load.users;
    this.#logger.info(`Ramping to ${load.users} users at a rate of ${fixed(load.spawnRate, 2)} per second`);
    if (load.spawnRate > 100)
      this.#logger.warning('More than 100 users per second may be more than one process can start in time.');
    if (!(await this.#pursue(load, ramp))) return;
    this.state = 'running';
    this.#logger.info(`All users spawned: ${this.#describeUsers()}`);
    if (this.environment.parsedOptions.resetStats) this.#resetStats();
    await this.environment.events.spawningComplete.fireAndWait({ userCount: this.#dealer?.count ?? 0 });
    this.#checkFinished();
  }

  /** Begins a test, if none is running: statistics are cleared, `testStart` is fired and waited for. */
  begin(): Promise<void> {
    if (this.#dealer !== null && this.#stopping === null) return Promise.resolve();
    // Once, however many loads are asked for meanwhile.
    this.#beginning ??= this.#begin().finally(() => {
      this.#beginning = null;
    });
    return this.#beginning;
  }

  stop(): Promise<void> {
    if (this.#stopping !== null) return this.#stopping.again();
    return this.#beginStop().first();
  }

  /** Stops, unless it has; resolves when all of that is over. Not for those whom a stop waits for. */
  finish(): Promise<void> {
    return (this.#stopping ?? this.#beginStop()).whole;
  }

  registerMessage(type: string, listener: MessageListener<Environment>): void {
    this.#messages.register(type, listener);
  }

  sendMessage(type: string, data?: unknown): void {
    this.#messages.deliver(this.environment, { type, data, nodeId: 'local' }).catch((thrown: unknown) => {
      this.environment.events.onListenerError('message', { name: type } as never, thrown);
    });
  }

  #beginStop(): Stopping {
    this.#stopping = new Stopping((stopping) => this.#stop(stopping));
    return this.#stopping;
  }

  #replaceRamp(): AbortSignal {
    this.#ramp.abort();
    this.#ramp = new AbortController();
    return this.#ramp.signal;
  }

  async #begin(): Promise<void> {
    await this.#stopping?.whole;
    this.#stopping = null;
    this.environment.stats.clearAll();
    await this.environment.events.testStart.fireAndWait({ environment: this.environment });
    this.#dealer = new UsersDispatcher(this.environment.userClasses, this.#fleet.nodes);
  }

  /** True when the ramp has come to its end; false when something else has taken its place. */
  async #pursue(load: Load, ramp: AbortSignal): Promise<boolean> {
    const dealer = this.#dealer as UsersDispatcher;
    if (load.userClasses !== undefined) dealer.choose(load.userClasses);
    const batch = batchOf(load);
    const startedAt = now();
    try {
      for (let step = 0; ; step++) {
        const due = startedAt + step * batch.interval;
        await sleep(due - now(), ramp);
        const dealt = dealer.moveTowards(load.users, batch.users);
        await this.#fleet.apply(dealer.shares(), batch, due, ramp);
        if (!dealt || dealer.count === load.users) return !ramp.aborted;
      }
    } catch (thrown) {
      if (ramp.aborted) return false;
      throw thrown;
    }
  }

  async #stop(stopping: Stopping): Promise<void> {
    this.#ramp.abort();
    // Listeners of testStop may undo what those of testStart did: these come first, if they come at all.
    if (this.#beginning !== null) await settledWithin(beginningTime, this.#beginning);
    const { events, stopTimeout } = this.environment;
    const argument = { environment: this.environment };
    const told = events.testStopping.fireAndWait(argument);
    await Promise.race([told, stopping.askedAgain]);
    this.state = 'cleanup';
    await this.#fleet.stopAll(stopTimeout, stopping.usersAreStuck);
    this.state = 'stopped';
    this.#dealer = null;
    stopping.usersAreGone();
    await told;
    await events.testStop.fireAndWait(argument);
  }

  /** When every user has done the iterations that it may, or has died before, there is nothing to wait for. */
  #checkFinished(): void {
    const { iterations } = this.environment;
    if (this.targetUserCount === 0 || !this.#fleet.isEmpty) return;
    const isRunning = this.state === 'running';
    if (this.#fleet.isFinished && (isRunning || iterations.isSpent))
      this.#logger.info('All iterations are done, shutting down');
    else if (isRunning && iterations.isLimited)
      this.#logger.warning('Every user has died before its iterations were done, shutting down');
    else return;
    this.quit();
  }

  #resetStats(): void {
    this.environment.stats.resetAll();
    this.#logger.info('Resetting stats');
  }

  /** `{"A": 1, "B": 2} (3 total users)`, as Python prints JSON. */
  #describeUsers(): string {
    const counts = new Map<string, number>();
    for (const ofNode of this.#dealer?.shares().values() ?? []) {
      for (const [name, count] of ofNode) counts.set(name, (counts.get(name) ?? 0) + count);
    }
    const classes = [...counts].map(([name, count]) => `${JSON.stringify(name)}: ${count}`);
    return `{${classes.join(', ')}} (${this.#dealer?.count ?? 0} total users)`;
  }
}
