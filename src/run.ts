/** The one place where the parts of a run are joined: from user classes and options to the verdict. */
import { prepareClass } from './core/actor.js';
import { Environment } from './core/environment.js';
import { exitCodeOf, type RunResult } from './core/exit-code.js';
import { Events } from './core/global-events.js';
import type { Options } from './core/options.js';
import type { Reporter } from './core/reporter.js';
import { optionsOfScript } from './core/script-options.js';
import type { LoadShape } from './core/shape.js';
import { type Snapshot, takeSnapshot } from './core/snapshot.js';
import type { ConsoleReporter } from './report/console.js';
import { CsvReporter } from './report/csv.js';
import { HealthReporter } from './report/health.js';
import { ReporterHub } from './report/reporter-hub.js';
import { checkRunOptions, type RunOptions } from './run-options.js';
import { followShape } from './runner/follow-shape.js';
import { LoadRunner } from './runner/load-runner.js';
import { LocalFleet } from './runner/local-fleet.js';
import { checkUserClass, type UserClass } from './user/check.js';
import { TslocError } from './util/error.js';
import { Log } from './util/log.js';
import { sleep } from './util/loop/clock.js';
import { EventLoopMonitor } from './util/loop/event-loop-monitor.js';

/** What a run is made of. */
export interface RunParts {
  readonly userClasses: readonly UserClass[];
  readonly options: Options;
  readonly events: Events;
  readonly log: Log;
  /** Says how many users there are at any time, instead of the options. */
  readonly shape?: LoadShape;
  /** Told once a second how the run goes. */
  readonly reporters?: readonly Reporter[];
  /** Prints the tables, if anything does. */
  readonly console?: ConsoleReporter;
}

/** One run, from its start to its verdict. */
export class Run {
  readonly environment: Environment;
  /** The CSV files that it writes, once it has begun; none without a prefix. */
  files: readonly string[] = [];
  readonly #parts: RunParts;
  readonly #runner: LoadRunner;
  #hub: ReporterHub | null = null;
  #vitals: EventLoopMonitor | null = null;
  #verdict: RunResult | null = null;

  /** @throws {TslocError} what is wrong with the classes */
  constructor(parts: RunParts) {
    const { options, log } = parts;
    this.#parts = parts;
    const userClasses = parts.userClasses.filter((one) => one.weight !== 0 || one.fixedCount !== 0);
    if (userClasses.length === 0)
      throw new TslocError('NO_USERS', 'Expected a user class with a weight above 0, got none.');
    const warnings = userClasses.flatMap((userClass) => checkUserClass(userClass));
    for (const warning of warnings) log.logger('locust.user').warning(warning);
    requireDifferentNames(userClasses);
    this.environment = new Environment({ userClasses, options, events: parts.events, log });
    this.#runner = new LoadRunner(this.environment, new LocalFleet(this.environment));
    this.environment.runner = this.#runner;
  }

  /**
   * Runs to the end: of the run time, by `runner.quit()`, or by `signal`. Always stops users and reports in order.
   * @throws {TslocError} what keeps it from beginning: a missing host, a CSV prefix that cannot be written to
   */
  async execute(signal?: AbortSignal): Promise<RunResult> {
    const { environment } = this;
    await this.#prepare();
    await this.#untilEnd(signal);
    await this.#runner.finish();
    await environment.events.quitting.fireAndWait({ environment }, true);
    const verdict = this.#conclude();
    await environment.events.quit.fireAndWait({ exitCode: verdict.exitCode });
    return verdict;
  }

  /**
   * Ends it without waiting for anybody: what was measured so far is reported, synchronously. Harmless before and after.
   * `exitCode` is the one that the process will have, if it is known.
   */
  abandon(exitCode?: number): void {
    if (this.#hub === null || this.#verdict !== null) return;
    if (exitCode !== undefined) this.environment.processExitCode ??= exitCode & 0xff; // as the process will
    this.#conclude();
  }

  /** Reports how things stand, as once a second; for when no second will come. */
  report(): void {
    if (this.#verdict === null) this.#hub?.beat();
  }

  async #prepare(): Promise<void> {
    const { environment } = this;
    try {
      await environment.events.init.fireAndWait({ environment, runner: this.#runner, webUi: null });
      if (environment.unhandledError)
        throw new TslocError('INIT_FAILED', 'Expected every init listener to succeed; one threw.');
      for (const userClass of environment.userClasses) userClass[prepareClass]?.(environment);
      this.#hub = this.#createHub();
      this.#hub.start();
    } catch (thrown) {
      this.#dismantle();
      throw thrown;
    }
  }

  async #untilEnd(signal?: AbortSignal): Promise<void> {
    const over = new AbortController();
    const interrupted = new Promise<void>((resolve) => {
      if (signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
    });
    const { shape } = this.#parts;
    const pursued = shape === undefined ? this.#pursueOptions(over.signal) : this.#pursueShape(shape, over.signal);
    await Promise.race([this.#runner.ended, interrupted, pursued]);
    over.abort();
  }

  /** Resolves when the run time is over. */
  async #pursueOptions(over: AbortSignal): Promise<void> {
    const logger = this.environment.log.logger('locust.main');
    const { numUsers, spawnRate, runTime } = this.environment.parsedOptions;
    await this.#runner.begin();
    if (over.aborted) return;
    if (runTime) logger.info(`Run time limit set to ${runTime} seconds`);
    else logger.info('No run time limit set, use CTRL+C to interrupt');
    this.#runner.start({ users: numUsers ?? 1, spawnRate: spawnRate ?? 1 }).catch((thrown) => this.#broke(thrown));
    await sleep(runTime ? runTime * 1000 : Number.POSITIVE_INFINITY, over).catch(() => {});
    if (!over.aborted) logger.info('--run-time limit reached, shutting down');
  }

  /** Resolves when the shape has come to its end. */
  async #pursueShape(shape: LoadShape, over: AbortSignal): Promise<void> {
    const logger = this.environment.log.logger('locust.runners');
    const { numUsers, spawnRate, runTime } = this.environment.parsedOptions;
    const ignored = Object.entries({ '--users': numUsers, '--spawn-rate': spawnRate, '--run-time': runTime });
    const names = ignored.filter(([, value]) => value).map(([name]) => name);
    if (names.length > 0 && !(shape.constructor as typeof LoadShape).useCommonOptions) {
      logger.warning('A shape says how many users there are, and takes no notice of common options.');
      logger.warning(`Ignored: ${names.join(', ')}. A shape with static useCommonOptions = true may read them itself.`);
    }
    shape.runner = this.#runner;
    try {
      await followShape(shape, this.#runner, logger, over);
    } catch (thrown) {
      this.#broke(thrown);
      return;
    }
    if (!over.aborted) logger.info('Shape test completed, shutting down');
  }

  #conclude(): RunResult {
    this.#verdict ??= this.#lastWord();
    return this.#verdict;
  }

  #lastWord(): RunResult {
    const { environment } = this;
    const snapshot = this.#hub?.end() ?? takeSnapshot(environment);
    const exitCode = exitCodeOf(environment, snapshot);
    const logger = environment.log.logger('locust.main');
    if (environment.fatalError !== null) logger.error(environment.fatalError.message);
    if (environment.unansweredRequests > 0) this.#tellOfUnanswered(snapshot);
    logger.info(`Shutting down (exit code ${exitCode})`);
    this.#parts.console?.printFinal(snapshot);
    this.#dismantle();
    return { snapshot, exitCode };
  }

  #tellOfUnanswered({ stats }: Snapshot): void {
    const count = this.environment.unansweredRequests;
    const message = `${count} requests had no answer yet when their users were ended: they are not counted.`;
    const logger = this.environment.log.logger('locust.main');
    if (stats.total.numRequests === 0) logger.warning(`${message} No other has been answered either.`);
    else logger.info(`${message} --stop-timeout lets them finish.`);
  }

  #dismantle(): void {
    this.#vitals?.stop();
    this.environment.release();
  }

  #createHub(): ReporterHub {
    const { options, console, reporters = [] } = this.#parts;
    const csv = options.csvPrefix ? new CsvReporter(options.csvPrefix, options.statsHistoryEnabled) : null;
    this.files = csv?.paths ?? [];
    return new ReporterHub({
      takeSnapshot: () => takeSnapshot(this.environment),
      reporters: [...(csv ? [csv] : []), this.#health(), ...(console ? [console] : []), ...reporters],
      onFailure: (message) => this.#reportFailed(message),
    });
  }

  #health(): HealthReporter {
    const logger = this.environment.log.logger('locust.runners');
    const vitals = new EventLoopMonitor();
    this.#vitals = vitals;
    return new HealthReporter(
      () => vitals.read(),
      (message) => logger.warning(message),
    );
  }

  #reportFailed(message: string): void {
    this.environment.unhandledError = true;
    this.environment.log.logger('locust.main').error(message);
  }

  #broke(thrown: unknown): void {
    this.#reportFailed(`The run broke: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
    this.#runner.quit();
  }
}

/** Counts, seeds and reports go by the names of classes. */
function requireDifferentNames(userClasses: readonly UserClass[]): void {
  const names = userClasses.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new TslocError('DUPLICATE_USER', `Expected user classes with different names, got two called ${twice}.`);
}

/**
 * Runs user classes in this process; resolves with the last snapshot and the verdict. Prints no tables.
 * @throws {TslocError} `BAD_OPTION`, `EVENTS_IN_USE`, and whatever keeps a run from beginning
 */
export async function run(given: RunOptions): Promise<RunResult> {
  checkRunOptions(given);
  const { userClasses, shape, events = new Events(), reporters = [], signal, ...script } = given;
  const options = await optionsOfScript(script, events);
  const log = new Log(options.loglevel, script.log ?? ((line) => console.error(line)));
  const parts = { userClasses, options, events, log, reporters };
  return new Run(shape === undefined ? parts : { ...parts, shape }).execute(signal);
}
