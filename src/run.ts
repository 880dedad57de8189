/** The one place where the parts of a run are joined: from user classes and options to the verdict. */
import { Environment } from './core/environment.js';
import { Events } from './core/global-events.js';
import { makeOptions, type Options } from './core/options.js';
import type { Reporter } from './core/reporter.js';
import { type Snapshot, takeSnapshot } from './core/snapshot.js';
import type { ConsoleReporter } from './report/console.js';
import { CsvReporter } from './report/csv.js';
import { HealthReporter } from './report/health.js';
import { Hub } from './report/hub.js';
import { LoadRunner } from './runner/load-runner.js';
import { LocalFleet } from './runner/local-fleet.js';
import { checkUserClass, type UserClass } from './user/check.js';
import { requireHost } from './user/http-user.js';
import { sleep } from './util/clock.js';
import { TslocError } from './util/error.js';
import { Log } from './util/log.js';
import { VitalsMonitor } from './util/vitals.js';

/** What a run is made of. */
export interface RunParts {
  readonly userClasses: readonly UserClass[];
  readonly options: Options;
  readonly events: Events;
  readonly log: Log;
  /** Told once a second how the run goes. */
  readonly reporters?: readonly Reporter[];
  /** Prints the tables, if anything does. */
  readonly console?: ConsoleReporter;
}

/** How a run ended. */
export interface Verdict {
  readonly snapshot: Snapshot;
  /** 0 for a good run; `--exit-code-on-error` for failed requests or exceptions; 2 if part of the run itself failed. */
  readonly exitCode: number;
}

/** One run, from its start to its verdict. */
export class Run {
  readonly environment: Environment;
  /** The CSV files that it writes, once it has begun; none without a prefix. */
  files: readonly string[] = [];
  readonly #parts: RunParts;
  readonly #runner: LoadRunner;
  #hub: Hub | null = null;
  readonly #vitals = new VitalsMonitor();
  #verdict: Verdict | null = null;

  /** @throws {TslocError} what is wrong with the classes */
  constructor(parts: RunParts) {
    const { options, log } = parts;
    this.#parts = parts;
    const userClasses = parts.userClasses.filter((one) => one.weight !== 0 || one.fixedCount !== 0);
    if (userClasses.length === 0)
      throw new TslocError('NO_USERS', 'Expected a user class with a weight above 0, got none.');
    for (const userClass of userClasses) checkUserClass(userClass);
    requireDifferentNames(userClasses);
    this.environment = new Environment({ userClasses, options, events: parts.events, log });
    this.#runner = new LoadRunner(this.environment, new LocalFleet(this.environment));
    this.environment.runner = this.#runner;
  }

  /**
   * Runs to the end: of the run time, by `runner.quit()`, or by `signal`. Always stops users and reports in order.
   * @throws {TslocError} what keeps it from beginning: a missing host, a CSV prefix that cannot be written to
   */
  async execute(signal?: AbortSignal): Promise<Verdict> {
    const { environment } = this;
    await this.#prepare();
    const { numUsers, spawnRate } = environment.parsedOptions;
    this.#runner.start({ users: numUsers ?? 1, spawnRate: spawnRate ?? 1 }).catch((thrown) => this.#broke(thrown));
    await this.#untilEnd(signal);
    await this.#runner.stop();
    await environment.events.quitting.fireAndWait({ environment });
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
    this.environment.processExitCode ??= exitCode ?? null;
    this.#conclude();
  }

  async #prepare(): Promise<void> {
    const { environment } = this;
    try {
      await environment.events.init.fireAndWait({ environment });
      if (environment.unhandledError)
        throw new TslocError('INIT_FAILED', 'Expected every init listener to succeed; one threw.');
      for (const userClass of environment.userClasses) requireHost(userClass, environment);
      this.#hub = this.#createHub();
      this.#hub.start();
    } catch (thrown) {
      this.#dismantle();
      throw thrown;
    }
  }

  async #untilEnd(signal?: AbortSignal): Promise<void> {
    const { runTime } = this.environment.parsedOptions;
    const logger = this.environment.log.logger('locust.main');
    const over = new AbortController();
    const interrupted = new Promise<void>((resolve) => {
      if (signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    const ends = [this.#runner.ended, interrupted];
    if (runTime) {
      logger.info(`Run time limit set to ${runTime} seconds`);
      const elapsed = sleep(runTime * 1000, over.signal).then(() =>
        logger.info('--run-time limit reached, shutting down'),
      );
      ends.push(elapsed.catch(() => {}));
    } else {
      logger.info('No run time limit set, use CTRL+C to interrupt');
    }
    await Promise.race(ends);
    over.abort();
  }

  #conclude(): Verdict {
    this.#verdict ??= this.#lastWord();
    return this.#verdict;
  }

  #lastWord(): Verdict {
    const { environment } = this;
    const snapshot = this.#hub?.end() ?? takeSnapshot(environment);
    const exitCode = exitCodeOf(environment, snapshot);
    const logger = environment.log.logger('locust.main');
    if (environment.fatalError !== null) logger.error(environment.fatalError.message);
    logger.info(`Shutting down (exit code ${exitCode})`);
    this.#parts.console?.printFinal(snapshot);
    this.#dismantle();
    return { snapshot, exitCode };
  }

  #dismantle(): void {
    this.#vitals.stop();
    this.environment.release();
  }

  #createHub(): Hub {
    const { options, console, reporters = [] } = this.#parts;
    const csv = options.csvPrefix ? new CsvReporter(options.csvPrefix, options.statsHistoryEnabled) : null;
    this.files = csv?.paths ?? [];
    return new Hub({
      takeSnapshot: () => takeSnapshot(this.environment),
      reporters: [...(csv ? [csv] : []), this.#health(), ...(console ? [console] : []), ...reporters],
      onFailure: (message) => this.#reportFailed(message),
    });
  }

  #health(): HealthReporter {
    const logger = this.environment.log.logger('locust.runners');
    return new HealthReporter(
      () => this.#vitals.look(),
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

function exitCodeOf(environment: Environment, { stats }: Snapshot): number {
  if (environment.processExitCode !== null) return environment.processExitCode;
  if (TslocError.is(environment.fatalError)) return environment.fatalError.exitCode;
  if (stats.failures.length > 0 || stats.exceptions.length > 0) return environment.parsedOptions.exitCodeOnError;
  return environment.unhandledError ? 2 : 0;
}

/** What a run from a script or a test says; each part has the CLI's default. */
export interface RunOptions {
  readonly userClasses: readonly UserClass[];
  readonly users?: number;
  /** Users started per second. */
  readonly spawnRate?: number;
  /** Without it, and without `signal`, it runs until `environment.runner.quit()`. */
  readonly runTimeSeconds?: number;
  readonly stopTimeoutSeconds?: number;
  readonly host?: string;
  readonly seed?: string;
  readonly tags?: readonly string[];
  readonly excludeTags?: readonly string[];
  /** Where to write Locust's four CSV files; none by default. */
  readonly csvPrefix?: string;
  readonly csvFullHistory?: boolean;
  readonly events?: Events;
  readonly reporters?: readonly Reporter[];
  /** Warnings and errors go to `console.error` by default. */
  readonly log?: Log;
  /** Aborting it ends the run in order. */
  readonly signal?: AbortSignal;
}

/**
 * Runs user classes in this process; resolves with the last snapshot and the verdict. Prints no tables.
 * @throws {TslocError} `BAD_OPTION`, and whatever keeps a run from beginning
 */
export async function run(given: RunOptions): Promise<Verdict> {
  const {
    users,
    runTimeSeconds,
    stopTimeoutSeconds,
    csvFullHistory,
    userClasses,
    events,
    reporters,
    log,
    signal,
    ...same
  } = given;
  checkNumbers(given);
  const options = makeOptions({
    ...same,
    ...defined({
      numUsers: users,
      runTime: runTimeSeconds,
      stopTimeout: stopTimeoutSeconds,
      statsHistoryEnabled: csvFullHistory,
    }),
  });
  const parts = {
    userClasses,
    options,
    events: events ?? new Events(),
    log: log ?? new Log('WARNING', (line) => console.error(line)),
    ...(reporters ? { reporters } : {}),
  };
  return new Run(parts).execute(signal);
}

const numbers = {
  users: [(n) => Number.isInteger(n) && n >= 0, 'a whole number of 0 or more'],
  spawnRate: [(n) => Number.isFinite(n) && n > 0, 'a number above 0'],
  runTimeSeconds: [(n) => Number.isFinite(n) && n >= 0, 'a number of 0 or more'],
  stopTimeoutSeconds: [(n) => Number.isFinite(n) && n >= 0, 'a number of 0 or more'],
} satisfies Partial<Record<keyof RunOptions, [(n: number) => boolean, string]>>;

function checkNumbers(given: RunOptions): void {
  for (const name of Object.keys(numbers) as (keyof typeof numbers)[]) {
    const [holds, expected] = numbers[name];
    const value = given[name];
    if (value === undefined || holds(value)) continue;
    throw new TslocError('BAD_OPTION', `Expected ${name} to be ${expected}, got ${value}.`, { exitCode: 2 });
  }
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
