/** What a worker does at the orders of its master: has users, stops them. An order that comes late or twice has no effect. */

import { messageOf } from '../util/error.js';
import type { Logger } from '../util/log.js';
import type { WorkerState } from './heartbeat.js';
import { readSpawnJob, type SpawnJob } from './spawn-job.js';
import { readAmount, readCount, readMap, type WireMap } from './wire-values.js';
import type { WorkerReports } from './worker-reports.js';
import type { WorkerRunner } from './worker-runner.js';

/** What the orders need of their node. */
export interface OrderContext {
  readonly send: (type: string, data: unknown) => void;
  /** Tells the master at once that a task does not react to the stop. */
  readonly tellStuck: () => unknown;
  /** Every user has stopped, by an order of the master. */
  readonly stopped: () => Promise<void>;
}

/** One for each worker. */
export class WorkerOrders {
  /** What heartbeats say. */
  state: WorkerState = 'ready';
  readonly #runner: WorkerRunner;
  readonly #reports: WorkerReports;
  readonly #context: OrderContext;
  readonly #logger: Logger;
  #timestamp = 0;
  #isDone = true;
  #stopping: Promise<void> | null = null;

  constructor(runner: WorkerRunner, reports: WorkerReports, context: OrderContext) {
    this.#runner = runner;
    this.#reports = reports;
    this.#context = context;
    this.#logger = runner.environment.log.logger('locust.runners');
  }

  /** Of the last order that was accepted, and whether all of it has begun. */
  get progress(): { readonly jobTimestamp: number; readonly isJobDone: boolean } {
    return { jobTimestamp: this.#timestamp, isJobDone: this.#isDone };
  }

  /** True from a `stop` until the worker is ready again. */
  get isStopping(): boolean {
    return this.#stopping !== null;
  }

  /** @throws {TslocError} `BAD_MESSAGE` */
  spawn(data: unknown): void {
    const job = readSpawnJob(data);
    this.#context.send('spawning', null);
    if (job.timestamp <= this.#timestamp) {
      const text = 'Discard spawn message with older or equal timestamp than timestamp of previous spawn message';
      this.#logger.debug(text);
      return;
    }
    this.#timestamp = job.timestamp;
    this.#isDone = false;
    this.state = 'spawning';
    if (job.test !== null) this.#reports.epoch = job.test.epoch;
    this.#runner.spawn(job).then(
      (isDone) => isDone && this.#complete(job),
      (thrown: unknown) => this.#fail(thrown),
    );
  }

  /** All workers have their users. With `--reset-stats`, a new epoch begins, of which tsloc tells the number. */
  rampEnded(data: unknown): void {
    const { user_count: userCount, tsloc } = readMap(data, 'spawning_complete');
    const { environment, hasTest } = this.#runner;
    if (environment.parsedOptions.resetStats && hasTest) {
      environment.stats.resetAll();
      this.#logger.info('Resetting stats');
    }
    if (tsloc !== undefined) this.#reports.epoch = readCount(readMap(tsloc, 'tsloc').epoch, 'epoch');
    void environment.events.spawningComplete.fireAndWait({ userCount: readCount(userCount, 'user_count') });
  }

  /** A tsloc master says when it gave the order: it may arrive after those of the next test. */
  stop({ timestamp, grace_ms: grace }: WireMap): void {
    const at = readAmount(timestamp, 'timestamp', this.#timestamp);
    if (at < this.#timestamp) return;
    this.#timestamp = at;
    const graceMs = readAmount(grace, 'grace_ms', this.#runner.environment.stopTimeout);
    this.#stopping ??= this.#runner
      .stopUsers(graceMs, () => this.#context.tellStuck())
      .then(() => this.#context.stopped())
      .finally(() => {
        this.#stopping = null;
      });
  }

  /** Stops all users at once, for the master has forgotten them; then orders of another master count. */
  async reset(): Promise<void> {
    this.#stopping ??= this.#runner.stopUsers(0).finally(() => {
      this.#stopping = null;
    });
    await this.#stopping;
    this.#timestamp = 0;
  }

  /** The master knows that no user is left. */
  becomeReady(): void {
    this.state = 'ready';
    this.#isDone = true;
  }

  #complete({ timestamp }: SpawnJob): void {
    if (timestamp !== this.#timestamp || this.isStopping) return;
    this.#isDone = true;
    const { userClassesCount, userCount } = this.#runner;
    this.#context.send('spawning_complete', {
      user_classes_count: Object.fromEntries(userClassesCount),
      user_count: userCount,
      tsloc: { timestamp },
    });
    this.state = 'running';
  }

  #fail(thrown: unknown): void {
    this.#runner.environment.unhandledError = true;
    this.#logger.error(`The users could not be started: ${messageOf(thrown)}`);
  }
}
