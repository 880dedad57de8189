/** Joins the parts of a run: from user classes and options to the exit code. */

import { TargetReporter } from '../analysis/targets/target-reporter.js';
import type { MasterNode } from '../cluster/master/master-node.js';
import { Environment } from '../core/environment.js';
import { fireInit } from '../core/fire-init.js';
import { prepareClasses } from '../core/prepare-classes.js';
import { exitCodes } from '../core/results/exit-code.js';
import { judgeRun } from '../core/results/judge.js';
import { logEnd } from '../core/results/log-end.js';
import type { RunResult } from '../core/results/run-result.js';
import type { Judgement } from '../core/results/target-result.js';
import { takeSnapshot } from '../core/snapshot.js';
import { LoadRunner } from '../runner/load-runner.js';
import { LocalFleet } from '../runner/local-fleet.js';
import { TestControl, type TestPlan } from '../runner/test-control.js';
import { UsageMonitor } from '../runner/usage-monitor.js';
import { checkUserClasses } from '../user/classes/check.js';
import { TslocError } from '../util/error.js';
import { sleep } from '../util/loop/clock.js';
import { checkExpectedStatuses, expectStatuses } from './expect-statuses.js';
import { chooseJudges } from './run-judges.js';
import type { RunParts } from './run-parts.js';
import { RunReporters } from './run-reporters.js';
import { checkTargets } from './run-targets.js';
import type { RunWeb, RunWebParts } from './run-web.js';

/** One run, from its start to its exit code; of one test, or of several, one after another. */
export class Run {
  readonly environment: Environment;
  readonly runner: LoadRunner;
  readonly #parts: RunParts;
  readonly #control: TestControl;
  readonly #usageMonitor: UsageMonitor;
  readonly #master: MasterNode | null;
  #web: RunWeb | null = null;
  readonly #targets: TargetReporter | null;
  #reporters: RunReporters | null = null;
  #result: RunResult | null = null;
  readonly #removeStatuses: () => void;

  /** @throws {TslocError} what is wrong with classes, names in targets, or expected statuses */
  constructor(parts: RunParts) {
    const { options, log, createFleet = (environment) => new LocalFleet(environment) } = parts;
    this.#parts = parts;
    const { userClasses, warnings } = checkUserClasses(parts.userClasses);
    for (const warning of warnings) log.logger('locust.user').warning(warning);
    checkTargets(parts.targets ?? [], userClasses);
    checkExpectedStatuses(options);
    this.environment = new Environment({ userClasses, options, events: parts.events, log });
    this.#removeStatuses = expectStatuses(this.environment);
    const master = parts.createMaster?.(this.environment) ?? null;
    this.#master = master;
    this.runner =
      master === null
        ? new LoadRunner(this.environment, createFleet(this.environment))
        : new LoadRunner(this.environment, master.fleet, (...message) => master.sendMessage(...message));
    this.runner.quitsAfterTest = (parts.quitAfterSeconds ?? 0) === 0 && parts.quitAfterSeconds !== null;
    this.environment.runner = this.runner;
    this.#control = new TestControl(this.environment, this.runner);
    this.#usageMonitor = new UsageMonitor(this.environment, parts.readMemoryUsage);
    this.#targets = parts.targets?.length ? new TargetReporter(this.environment, parts.targets) : null;
  }

  /**
   * Runs until the run time or the shape ends, `runner.quit()` is called, or `signal` is aborted. Then stops users
   * gracefully and completes the reports.
   * @throws {TslocError} what prevents the start: a missing host, a CSV prefix that cannot be written to
   */
  async execute(signal?: AbortSignal): Promise<RunResult> {
    const { environment } = this;
    environment.events.interruption = signal ?? null;
    await this.#prepare();
    await this.#untilEnd(signal);
    if (this.#master !== null) this.#master.fleet.isLast = true;
    await this.runner.finish();
    await this.#master?.close();
    await environment.events.quitting.fireAndWait({ environment }, true);
    await sleep(1); // an unhandled rejection appears one event-loop tick later
    return this.#quit();
  }

  /**
   * Starts a test, or changes the load and the run time of the running one; what `plan` leaves out comes from the options.
   * Resolves when the test has ended by itself, or its plan was replaced.
   * @throws {TslocError} at once, what prevents the start, such as a missing host
   */
  startTest(plan: Partial<TestPlan> = {}): Promise<void> {
    this.#prepareClasses();
    return this.#startTest(plan);
  }

  /**
   * Stops the test, if there is one; resolves when the stop is complete, listeners of `testStop` included. Another test may
   * be started then. Not for tasks and listeners: the stop waits for them.
   */
  async stopTest(): Promise<void> {
    this.#control.cancel();
    if (this.runner.hasTest) await this.runner.finish();
  }

  /** True from the start of its reporters until its result. */
  get isUnderWay(): boolean {
    return this.#reporters !== null && this.#result === null;
  }

  /** The CSV files that are complete as of the last write; none without a prefix. */
  get files(): readonly string[] {
    return this.#reporters?.files ?? [];
  }

  /**
   * Ends the run without waiting for users: reports what was measured so far, synchronously. No effect before the start
   * and after the end: null then. `exitCode` is the one that the process will have, if it is known.
   */
  abandon(exitCode?: number): RunResult | null {
    if (!this.isUnderWay) return null;
    if (exitCode !== undefined) this.environment.processExitCode ??= exitCode & 0xff; // as the process will
    this.#master?.abandon();
    const result = this.#conclude();
    this.#release();
    return result;
  }

  /** True while reports are written. */
  get isReporting(): boolean {
    return this.#reporters?.hub.isReporting ?? false;
  }

  /** Reports a snapshot now, while a blocked event loop keeps the timer of the reports from firing. */
  report(): void {
    if (this.#result === null) this.#reporters?.hub.tick();
  }

  async #prepare(): Promise<void> {
    const { environment } = this;
    try {
      this.#web = await this.#createWeb();
      const webUi = this.#web?.webUi ?? null;
      environment.webUi = webUi;
      await fireInit(environment, { runner: this.runner, webUi });
      await this.#master?.start();
      if (this.#parts.autostart !== false) this.#prepareClasses();
      await this.#openPage();
      this.#reporters = new RunReporters(environment, this.#parts, this.#web?.reporters ?? [], this.#targets);
      this.#reporters.hub.start();
      this.#usageMonitor.start();
    } catch (thrown) {
      await this.#master?.close().catch(() => {}); // `thrown` is the error that matters
      this.#release();
      throw thrown;
    }
  }

  /** On a master, the users and their hosts are a matter of the workers. */
  #prepareClasses(): void {
    if (this.#master === null) prepareClasses(this.environment);
  }

  async #untilEnd(signal?: AbortSignal): Promise<void> {
    const { autostart = true, quitAfterSeconds = 0 } = this.#parts;
    const listening = new AbortController();
    const interrupted = new Promise<void>((resolve) => {
      if (signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true, signal: listening.signal });
    });
    const ended = Promise.race([this.runner.ended, interrupted]);
    if (autostart) await Promise.race([ended, this.#startWhenReady(listening.signal)]);
    await this.#wait(quitAfterSeconds, ended, listening.signal);
    this.#control.cancel();
    listening.abort();
  }

  /** After a test, Locust's `--autoquit`. */
  async #wait(seconds: number | null, ended: Promise<void>, signal: AbortSignal): Promise<void> {
    if (seconds === 0) return;
    const logger = this.environment.log.logger('locust.main');
    if (seconds === null) return ended;
    logger.debug(`Autoquit time limit set to ${seconds} seconds`);
    const timedOut = sleep(seconds * 1000, signal).then(() => logger.info('--autoquit time reached, shutting down'));
    await Promise.race([ended, timedOut.catch(() => {})]);
  }

  /** Loaded only where it is needed: the server and the page take half of the time to start. */
  async #createWeb(): Promise<RunWeb | null> {
    const { page, web, options, shape = null } = this.#parts;
    const htmlPath = options.htmlFile || null; // '' is none, as in Locust
    if (page === undefined || (web === undefined && htmlPath === null)) return null;
    const { createRunWeb } = await import('./run-web.js');
    const master = this.#master;
    const listenToWorkerLogs: RunWebParts['listenToWorkerLogs'] =
      master === null ? null : (listener) => Object.assign(master, { onLog: listener });
    return createRunWeb(
      this.environment,
      { page, web: web ?? null, shape, htmlPath, listenToWorkerLogs },
      {
        workers: () => master?.workers ?? null,
        changeClass: (change) => master?.changeClass(change),
        startTest: (plan) => this.startTest(plan),
        stopTest: () => this.stopTest(),
        fail: (thrown) => this.runner.fail(thrown),
        endsAt: () => this.#control.endsAt,
        followedShape: () => this.#control.followedShape,
        files: () => this.files,
      },
    );
  }

  async #openPage(): Promise<void> {
    const webUi = this.#web?.webUi;
    if (!webUi) return;
    const address = await webUi.start();
    this.#parts.onPage?.(webUi, address);
  }

  async #startWhenReady(signal: AbortSignal): Promise<void> {
    const isReady = this.#master === null ? !signal.aborted : await this.#master.untilReady(signal);
    if (isReady) {
      void this.#startTest({});
      return this.#control.planEnded(); // the page may replace the plan of a running test
    }
    const { expectWorkers } = this.environment.parsedOptions;
    const message = `Expected ${expectWorkers} workers to connect in time, got fewer.`;
    if (!signal.aborted) this.environment.fatalError = new TslocError('TOO_FEW_WORKERS', message);
    this.runner.quit();
  }

  #startTest(plan: Partial<TestPlan>): Promise<void> {
    const { numUsers, spawnRate, runTime } = this.environment.parsedOptions;
    const { shape = null } = this.#parts;
    const ofOptions = { users: numUsers, spawnRate, runTimeSeconds: runTime, shape };
    return this.#control.start({ ...ofOptions, ...plan });
  }

  #conclude(): RunResult {
    this.#result ??= this.#createResult();
    return this.#result;
  }

  #createResult(): RunResult {
    const { environment } = this;
    const snapshot = this.#reporters?.hub.end() ?? takeSnapshot(environment);
    const hadTest = this.runner.peakTargetUserCount !== null;
    const judges = chooseJudges(this.#parts, this.#targets?.judge ?? null, hadTest);
    const judgement = this.#targets?.judgement ?? noTargets;
    this.#parts.writeFinalFiles?.(snapshot, judgement);
    const { exitCode, reason } = judgeRun(judges, environment, snapshot);
    logEnd(environment, snapshot, { exitCode, reason });
    this.#parts.console?.printFinal(snapshot, judgement);
    const result = { snapshot, exitCode, judgement, reason };
    this.#parts.onResult?.(result);
    return result;
  }

  /** Reports, and fires `quit`. A report or a listener that fails there turns exit code 0 into 2, as at any other time. */
  async #quit(): Promise<RunResult> {
    const { environment } = this;
    const hadFailed = environment.unhandledError;
    const result = this.#conclude();
    const exceptionCount = environment.stats.exceptions.size;
    await environment.events.quit.fireAndWait({ exitCode: result.exitCode });
    await sleep(1);
    this.#release();
    const hasFailed = environment.unhandledError !== hadFailed || environment.stats.exceptions.size > exceptionCount;
    if (!hasFailed || result.exitCode !== exitCodes.passed || environment.processExitCode !== null) return result;
    const reason = 'A listener or a report failed at the end of the run: exit code 2.';
    environment.log.logger('locust.main').error(reason);
    return { ...result, exitCode: exitCodes.broken, reason };
  }

  #release(): void {
    this.#reporters?.release();
    this.#usageMonitor.stop();
    this.#web?.webUi?.stop().catch(() => {}); // the process may end before it resolves
    this.#removeStatuses();
    this.environment.release();
  }
}

const noTargets: Judgement = Object.freeze({ passed: true, exitCode: 0, results: [] });
