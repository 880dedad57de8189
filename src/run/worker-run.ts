/** One worker process, from its start to its exit code. */

import type { WorkerLink } from '../cluster/link/link.js';
import { WorkerLog } from '../cluster/worker/worker-log.js';
import { WorkerNode } from '../cluster/worker/worker-node.js';
import { Environment } from '../core/environment.js';
import { prependInternal } from '../core/events/hook.js';
import { fireInit } from '../core/fire-init.js';
import { UsageReader } from '../core/generator-usage.js';
import type { Reporter } from '../core/reporter.js';
import { exitCodes } from '../core/results/exit-code.js';
import { UsageMonitor } from '../runner/usage-monitor.js';
import { checkUserClasses } from '../user/classes/check.js';
import { TslocError } from '../util/error.js';
import { sleep } from '../util/loop/clock.js';
import { checkExpectedStatuses, expectStatuses } from './expect-statuses.js';
import type { RunParts } from './run-parts.js';
import { RunReporters } from './run-reporters.js';

/** The parts of a worker. */
export interface WorkerRunParts
  extends Pick<RunParts, 'userClasses' | 'options' | 'events' | 'log' | 'readMemoryUsage'> {
  readonly link: WorkerLink;
  /** Locust's LOCUST_WORKER_ADDITIONAL_WAIT_BEFORE_READY_AFTER_STOP. */
  readonly waitBeforeReadySeconds: number;
  /** Of tsloc. */
  readonly version: string;
  /** Called once, when the master has said which index this worker has, and before any user starts. */
  readonly createReporters?: (workerIndex: number) => readonly Reporter[];
}

/** Writes no result files and prints no tables: the master does. */
export class WorkerRun {
  readonly environment: Environment;
  readonly files: readonly string[] = [];
  readonly #node: WorkerNode;
  readonly #parts: WorkerRunParts;
  readonly #usageMonitor: UsageMonitor;
  readonly #usage: UsageReader;
  #removeStatuses: () => void;
  readonly #takeStatuses: () => void;
  #reporters: RunReporters | null = null;
  #isOver = false;

  /** @throws {TslocError} what is wrong with classes or expected statuses */
  constructor(parts: WorkerRunParts) {
    const { options, log, events, link, waitBeforeReadySeconds } = parts;
    const { userClasses, warnings } = checkUserClasses(parts.userClasses);
    for (const warning of warnings) log.logger('locust.user').warning(warning);
    this.#parts = parts;
    // The master counts iterations; a child of --processes has the options of its parent.
    checkExpectedStatuses(options);
    this.environment = new Environment({ userClasses, options: { ...options, iterations: null }, events, log });
    this.#removeStatuses = expectStatuses(this.environment);
    // The master's may be others for each test.
    this.#takeStatuses = events.testStart[prependInternal](() => {
      this.#removeStatuses();
      this.#removeStatuses = expectStatuses(this.environment);
    });
    const workerLog = new WorkerLog();
    log.onLine = (line) => workerLog.add(line);
    const { environment } = this;
    this.#node = new WorkerNode({ environment, link, log: workerLog, waitBeforeReadySeconds, version: parts.version });
    this.#usageMonitor = new UsageMonitor(this.environment, parts.readMemoryUsage);
    this.#usage = new UsageReader(parts.readMemoryUsage);
    this.environment.readGeneratorUsage = () => this.#usage.read();
  }

  /** True from the start until the exit code. */
  get isUnderWay(): boolean {
    return !this.#isOver;
  }

  /** True as soon as it begins to leave its master. */
  get isLeaving(): boolean {
    return this.#node.isLeaving;
  }

  /**
   * Joins the master, does what it says until it says `quit`, or `signal` is aborted; resolves with the exit code.
   * @throws {TslocError} `MASTER_NOT_FOUND`, `INIT_FAILED`
   */
  async execute(signal: AbortSignal): Promise<number> {
    const { environment } = this;
    environment.events.interruption = signal;
    const leave = () => void this.#node.leave();
    signal.addEventListener('abort', leave, { once: true });
    try {
      if (!signal.aborted) {
        await this.#node.start(() => this.#prepare());
        await this.#node.ended;
      }
      const reportedRows = environment.stats.exceptions.size;
      await environment.events.quitting.fireAndWait({ environment }, true);
      await sleep(1); // an unhandled rejection appears one event-loop tick later
      const exitCode = this.#exitCode(reportedRows);
      environment.log.logger('locust.main').info(`Shutting down (exit code ${exitCode})`);
      await environment.events.quit.fireAndWait({ exitCode });
      await sleep(1);
      return this.#exitCode(reportedRows);
    } finally {
      this.#release();
    }
  }

  /** Ends at once: what was measured since the last report is lost. */
  abandon(): null {
    this.#release();
    return null;
  }

  /** True while reports are written. */
  get isReporting(): boolean {
    return this.#reporters?.hub.isReporting ?? false;
  }

  /** There is nothing to report while the event loop is blocked. */
  report(): void {
    this.#reporters?.hub.tick();
  }

  async #prepare(): Promise<void> {
    const { environment } = this;
    await fireInit(environment, { runner: this.#node.runner, webUi: null });
    const reporters = this.#parts.createReporters?.(this.#node.runner.workerIndex) ?? [];
    // Those of every run warn of a process that is too busy to be trusted.
    this.#reporters = new RunReporters(environment, { ...withoutFiles(this.#parts), reporters }, []);
    this.#reporters.hub.start();
    this.#usageMonitor.start();
  }

  /** The master counts exceptions, except those after the last report: `reportedRows` are the rows until then. */
  #exitCode(reportedRows: number): number {
    const { processExitCode, fatalError, unhandledError, stats } = this.environment;
    if (processExitCode !== null) return processExitCode;
    if (TslocError.is(fatalError)) return fatalError.exitCode;
    if (this.#node.runner.workerIndex < 0) return exitCodes.failed; // it has found no master
    return unhandledError || stats.exceptions.size > reportedRows ? exitCodes.broken : exitCodes.passed;
  }

  #release(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reporters?.hub.end();
    this.#reporters?.release();
    this.#usageMonitor.stop();
    this.#usage.stop();
    this.#removeStatuses();
    this.environment.events.testStart.removeListener(this.#takeStatuses);
    this.environment.release();
  }
}

function withoutFiles({ userClasses, options, events, log }: WorkerRunParts): RunParts {
  return { userClasses, options: { ...options, csvPrefix: null, statsHistoryEnabled: false }, events, log };
}
