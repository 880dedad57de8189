/** The state machine of a test: pursues a load through a fleet, and ends it in order. */
import type { Environment } from '../core/environment.js';
import type { Load } from '../core/load.js';
import type { Runner, RunnerState } from '../core/runner.js';
import { now, sleep } from '../util/clock.js';
import { fixed } from '../util/format.js';
import type { Logger } from '../util/log.js';
import { Dealer } from './deal.js';
import type { Fleet } from './fleet.js';
import { batchOf } from './ramp.js';

/** Locust's LocalRunner, and more once its fleet is elsewhere. */
export class LoadRunner implements Runner {
  state: RunnerState = 'ready';
  targetUserCount = 0;
  /** Resolves when {@link quit} is called. */
  readonly ended: Promise<void>;
  readonly quit: () => void;
  readonly #environment: Environment;
  readonly #fleet: Fleet;
  readonly #logger: Logger;
  #dealer: Dealer | null = null;
  #ramp = new AbortController();
  #stopping: Promise<void> | null = null;

  constructor(environment: Environment, fleet: Fleet) {
    this.#environment = environment;
    this.#fleet = fleet;
    this.#logger = environment.log.logger('locust.runners');
    let end = () => {};
    this.ended = new Promise((resolve) => {
      end = resolve;
    });
    this.quit = end;
  }

  get userClassesCount(): ReadonlyMap<string, number> {
    return this.#fleet.counts();
  }

  get userCount(): number {
    return [...this.userClassesCount.values()].reduce((sum, count) => sum + count, 0);
  }

  async start(load: Load): Promise<void> {
    const ramp = this.#replaceRamp();
    await this.#beginTest();
    if (ramp.aborted) return;
    this.state = 'spawning';
    this.targetUserCount = load.users;
    this.#logger.info(`Ramping to ${load.users} users at a rate of ${fixed(load.spawnRate, 2)} per second`);
    if (load.spawnRate > 100)
      this.#logger.warning('More than 100 users per second may be more than one process can start in time.');
    if (!(await this.#pursue(load, ramp))) return;
    this.state = 'running';
    this.#logger.info(`All users spawned: ${this.#describeUsers()}`);
    if (this.#environment.parsedOptions.resetStats) this.#resetStats();
    await this.#environment.events.spawningComplete.fireAndWait({ userCount: load.users });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  #replaceRamp(): AbortSignal {
    this.#ramp.abort();
    this.#ramp = new AbortController();
    return this.#ramp.signal;
  }

  async #beginTest(): Promise<void> {
    if (this.state === 'spawning' || this.state === 'running') return;
    const { events, stats, userClasses } = this.#environment;
    stats.clearAll();
    this.#stopping = null;
    this.#dealer = new Dealer(userClasses, this.#fleet.nodes);
    await events.testStart.fireAndWait({ environment: this.#environment });
  }

  /** True when the ramp has come to its end; false when something else has taken its place. */
  async #pursue(load: Load, ramp: AbortSignal): Promise<boolean> {
    const dealer = this.#dealer as Dealer;
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

  async #stop(): Promise<void> {
    const { events, stopTimeout } = this.#environment;
    const argument = { environment: this.#environment };
    await events.testStopping.fireAndWait(argument);
    this.state = 'cleanup';
    this.#ramp.abort();
    await this.#fleet.stopAll(stopTimeout);
    this.state = 'stopped';
    await events.testStop.fireAndWait(argument);
  }

  #resetStats(): void {
    this.#environment.stats.resetAll();
    this.#logger.info('Resetting stats');
  }

  /** `{"A": 1, "B": 2} (3 total users)`, as Python prints JSON. */
  #describeUsers(): string {
    const counts = [...this.userClassesCount].sort(([a], [b]) => (a < b ? -1 : 1));
    const classes = counts.map(([name, count]) => `${JSON.stringify(name)}: ${count}`);
    return `{${classes.join(', ')}} (${this.userCount} total users)`;
  }
}
