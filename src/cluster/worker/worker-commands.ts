/** Executes the commands of the master: starts and stops users. A command that arrives late or twice has no effect. */

import { messageOf } from '../../util/error.js';
import type { Logger } from '../../util/log/log.js';
import type { WorkerState } from '../messages/heartbeat.js';
import type { Epochs } from '../messages/heartbeat-answer.js';
import { readSpawnJob, type SpawnJob } from '../messages/spawn-job.js';
import { readAmount, readCount, readMap, type WireMap } from '../messages/wire-values.js';
import type { WorkerReports } from './worker-reports.js';
import type { WorkerRunner } from './worker-runner.js';

/** The parts of a node that commands use. */
export interface CommandContext {
  readonly send: (type: string, data: unknown) => void;
  /** Tells the master at once that a task does not react to the stop. */
  readonly tellStuck: () => unknown;
  /** Called when every user has stopped, at a command of the master. */
  readonly stopped: () => Promise<void>;
}

/** One for each worker. */
export class WorkerCommands {
  /** The state that heartbeats report. */
  state: WorkerState = 'ready';
  readonly #runner: WorkerRunner;
  readonly #reports: WorkerReports;
  readonly #context: CommandContext;
  readonly #logger: Logger;
  #timestamp = 0;
  #isDone = true;
  #stopping: Promise<void> | null = null;

  constructor(runner: WorkerRunner, reports: WorkerReports, context: CommandContext) {
    this.#runner = runner;
    this.#reports = reports;
    this.#context = context;
    this.#logger = runner.environment.log.logger('locust.runners');
  }

  /** The timestamp of the last job that was accepted, and whether all of its changes have begun. */
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
    if (job.test !== null) this.#takeEpoch(job.test.epoch);
    this.#runner.spawn(job).then(
      (isDone) => isDone && this.#complete(job),
      (thrown: unknown) => this.#fail(thrown),
    );
  }

  /** All workers have their users. With `--reset-stats`, a new epoch begins, whose number a tsloc master sends. */
  rampEnded(data: unknown): void {
    const { user_count: userCount, tsloc } = readMap(data, 'spawning_complete');
    const { environment } = this.#runner;
    if (tsloc !== undefined) this.#enterEpoch(readCount(readMap(tsloc, 'tsloc').epoch, 'epoch'));
    else if (environment.parsedOptions.resetStats) this.#resetStats();
    void environment.events.spawningComplete.fireAndWait({ userCount: readCount(userCount, 'user_count') });
  }

  /** The epochs of the master, with each answer to a heartbeat: a `spawning_complete` may have been lost. */
  compareEpochs({ epoch, testEpoch }: Epochs): void {
    // Those of another test come with its first job.
    if (this.#reports.epoch >= testEpoch && this.#runner.hasTest) this.#enterEpoch(epoch);
  }

  /** A tsloc master sends the time of the command: it may arrive after those of the next test. */
  stop({ timestamp, grace_ms: grace }: WireMap): void {
    const at = readAmount(timestamp, 'timestamp', this.#timestamp);
    if (at < this.#timestamp) return;
    this.#timestamp = at;
    const graceMs = readAmount(grace, 'grace_ms', this.#runner.environment.stopTimeoutMs);
    this.#stopping ??= this.#runner
      .stopUsers(graceMs, () => this.#context.tellStuck())
      .then(() => this.#context.stopped())
      .finally(() => {
        this.#stopping = null;
      });
  }

  /** Stops all users at once, since the master no longer knows them, and then accepts commands of another master. */
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

  /** That of a job. In a running test a later one means that `spawning_complete` was lost. */
  #takeEpoch(epoch: number): void {
    if (this.#runner.hasTest && !this.isStopping) this.#enterEpoch(epoch);
    else this.#reports.epoch = epoch; // of a master that has been started again, it may be lower
  }

  #enterEpoch(epoch: number): void {
    if (epoch <= this.#reports.epoch) return;
    this.#resetStats();
    this.#reports.epoch = epoch;
  }

  #resetStats(): void {
    if (!this.#runner.hasTest) return;
    this.#runner.environment.stats.resetAll();
    this.#logger.info('Resetting stats');
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
