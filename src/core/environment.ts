/** What the parts of one run share. A run may have several tests, one after another. */
import { describeThrown, Exceptions } from '../stats/exceptions.js';
import { RequestsInFlight } from '../stats/requests-in-flight.js';
import { Stats } from '../stats/stats.js';
import { TslocError } from '../util/error.js';
import { copyRejectingLocustNames, rejectLocustNames } from '../util/locust-names.js';
import type { Log } from '../util/log/log.js';
import { isLogged } from '../util/log/repeats.js';
import { cachedNow, epochSecondsAt } from '../util/loop/clock.js';
import { type Random, randomStream } from '../util/random.js';
import { violationMessage } from '../util/rules.js';
import { type ActorClass, stopTimeoutOf, stopTimeoutRule } from './actor.js';
import { type EventsOf, requireFree } from './events/events.js';
import { listenerLimitMs } from './events/listener-limit.js';
import type { GeneratorUsage } from './generator-usage.js';
import { Iterations } from './iterations.js';
import type { Leases } from './leases.js';
import type { MetricSource } from './metric-source.js';
import type { Options } from './options/options.js';
import { effectiveOptions, type LoadOptions, loadOptionsOf, type ParsedOptions } from './options/parsed-options.js';
import type { RequestGroups } from './request-groups.js';
import { checkExitCode } from './results/exit-code.js';
import type { TargetResult } from './results/target-result.js';
import type { Runner } from './runner.js';
import { isSignal, StopTest } from './signals.js';

/** The arguments of {@link Environment}. */
export interface EnvironmentParts {
  readonly userClasses: readonly ActorClass<Environment>[];
  readonly options: Options;
  readonly events: EventsOf<Environment>;
  readonly log: Log;
}

/** Classes, options, events, statistics and the runner of one run: Locust's Environment. */
export class Environment {
  userClasses: ActorClass<Environment>[];
  readonly parsedOptions: ParsedOptions;
  readonly events: EventsOf<Environment>;
  readonly log: Log;
  readonly stats: Stats;
  /** The seed of all random streams; the same on all nodes of a test. */
  seed: string;
  readonly iterations: Iterations;
  /** What this node shares with others; null in one process and on a master. */
  leases: Leases | null = null;
  runner: Runner<Environment> | null = null;
  /** Counts requests by user class and tag; null where no target is about them. */
  requestGroups: RequestGroups | null = null;
  /** Where targets find metrics that are not rows of the statistics. */
  readonly metricSources: MetricSource[] = [];
  /** How busy the processes with the users are: this one, or, on a master, its workers. null where nothing measures it. */
  readGeneratorUsage: (() => GeneratorUsage) | null = null;
  /** The state of the run's targets, updated each second. */
  targetResults: readonly TargetResult[] = [];
  /** null without a web page. */
  webUi: TslocWebUi | null = null;
  /** Requests of the built-in clients in this test that are not in the statistics. */
  requestsInFlight = new RequestsInFlight();
  /** Requests of this test that were sent again on a new connection, since the server had closed the one in use. */
  resentRequests = 0;
  /** What made the test impossible, if anything did. */
  fatalError: Error | null = null;
  /** Users created in this test, by class name. */
  readonly #createdUsers = new Map<string, number>();
  /** Errors that listeners threw, by event: each place is logged only a few times. */
  readonly #listenerErrors = new Map<string, Exceptions>();
  #processExitCode: number | null = null;
  #unhandledErrors = 0;
  readonly #givenOptions: Options;

  /** @throws {TslocError} `EVENTS_IN_USE` while another environment uses these events */
  constructor(parts: EnvironmentParts) {
    requireFree(parts.events);
    parts.events.isInUse = true;
    this.userClasses = [...parts.userClasses];
    this.#givenOptions = parts.options;
    this.parsedOptions = copyRejectingLocustNames(effectiveOptions(parts.options), 'parsedOptions');
    this.events = parts.events;
    this.log = parts.log;
    this.seed = parts.options.seed ?? String(Math.floor(Math.random() * 2 ** 32));
    this.iterations = new Iterations(parts.options.iterations, parts.options.iterationsPerUser);
    this.stats = new Stats({ windowedEntries: parts.options.statsHistoryEnabled });
    this.events.onListenerError = (event, listener, thrown) => this.#handleListenerError(event, listener.name, thrown);
    this.events.onSlowListener = (event, listener) => this.#warnOfSlowListener(event, listener.name);
    const record = this.events.request.prependListener((sample) =>
      this.stats.record(sample, epochSecondsAt(cachedNow())),
    );
    const recordError = this.events.userError.prependListener(({ exception }) => this.#handleTaskError(exception));
    this.release = () => {
      this.events.isInUse = false;
      this.events.interruption = null;
      this.events.request.removeListener(record);
      this.events.userError.removeListener(recordError);
    };
  }

  /** Removes its listeners from its events, which may serve another run. */
  readonly release: () => void;

  /** The exit code that a listener sets, 0 to 255; null leaves it to the judges of the run. */
  get processExitCode(): number | null {
    return this.#processExitCode;
  }

  /** @throws {TslocError} `BAD_EXIT_CODE` for a value that is not an exit code */
  set processExitCode(code: number | null) {
    if (code !== null) checkExitCode('processExitCode', code);
    this.#processExitCode = code;
  }

  /** Users, spawn rate and run time, as far as they are set: by an option, a listener or the page; else null. */
  get loadOptions(): LoadOptions {
    return loadOptionsOf(this.#givenOptions, this.parsedOptions);
  }

  /** How long a stopping user may take to finish its task, seconds: `--stop-timeout`; classes may have their own. */
  get stopTimeout(): number {
    return this.parsedOptions.stopTimeout ?? 0;
  }

  /** @throws {TslocError} `BAD_STOP_TIMEOUT` */
  set stopTimeout(seconds: number) {
    if (!stopTimeoutRule.accepts(seconds))
      throw new TslocError('BAD_STOP_TIMEOUT', violationMessage('environment.stopTimeout', stopTimeoutRule, seconds));
    (this.parsedOptions as { stopTimeout: number }).stopTimeout = seconds;
  }

  /** {@link stopTimeout} in ms. */
  get stopTimeoutMs(): number {
    return this.stopTimeout * 1000;
  }

  /** The longest stop timeout of all classes, ms. */
  get longestStopTimeoutMs(): number {
    return this.userClasses.reduce((most, one) => Math.max(most, stopTimeoutOf(one, this.stopTimeoutMs)), 0);
  }

  /** The host of all classes, `--host`; null or empty leaves each class its own. Users that start after a change get it. */
  get host(): string | null {
    return this.parsedOptions.host;
  }

  set host(host: string | null) {
    (this.parsedOptions as { host: string | null }).host = host;
  }

  /** The host for users of a class: `--host` first, then the class's own. */
  hostFor(userClass: Pick<ActorClass<Environment>, 'host'>): string | null {
    return this.host || userClass.host;
  }

  /** A random stream for the next user of a class: the n-th one of each test, on each worker, gets the same. */
  randomForUser(className: string): Random {
    const ordinal = this.#createdUsers.get(className) ?? 0;
    this.#createdUsers.set(className, ordinal + 1);
    const node = this.runner?.role === 'worker' ? `worker ${this.runner.workerIndex}/` : '';
    return randomStream(this.seed, `${node}${className}/${ordinal}`);
  }

  /** Resets the state of the previous test: statistics, iterations, random streams and its fatal error. */
  beginTest(): void {
    this.stats.clearAll();
    this.iterations.reset();
    this.#createdUsers.clear();
    this.requestsInFlight = new RequestsInFlight(); // abandoned users keep the object of their own test
    this.resentRequests = 0;
    this.fatalError = null;
  }

  /** Resets the statistics on request: entries stay, with counts of 0, exceptions do not. Fires `resetStats` first. */
  resetStats(): void {
    this.events.resetStats.fire({});
    this.stats.resetAll();
    this.stats.exceptions.clear();
  }

  /** Stops the test gracefully, because a {@link StopTest} was thrown. */
  endTest(reason: StopTest): void {
    this.log.logger('locust.runners').info(`The test ends: ${reason.message}`);
    this.runner?.endTest();
  }

  /** Whether a listener, a reporter or a part of the run itself has failed: exit code 2. */
  get unhandledError(): boolean {
    return this.#unhandledErrors > 0;
  }

  set unhandledError(hasFailed: boolean) {
    this.#unhandledErrors = hasFailed ? this.#unhandledErrors + 1 : 0;
  }

  /** How often {@link unhandledError} was set. */
  get unhandledErrors(): number {
    return this.#unhandledErrors;
  }

  #handleListenerError(event: string, listener: string, thrown: unknown): void {
    if (isSignal(thrown) && thrown instanceof StopTest) {
      this.endTest(thrown);
      return;
    }
    this.unhandledError = true;
    const place = describeListener(event, listener);
    const context = isSignal(thrown) ? `${place}: it stops a user, but no user runs this code` : place;
    const errors = this.#listenerErrors.get(event) ?? new Exceptions();
    this.#listenerErrors.set(event, errors);
    const count = errors.record(thrown, 'local');
    if (!isLogged(count)) return;
    const message = `${countPrefix(count)}Uncaught exception in event handler: ${context}\n${describeThrown(thrown)}`;
    this.log.logger('root').error(message);
  }

  #warnOfSlowListener(event: string, listener: string): void {
    const place = describeListener(event, listener);
    const seconds = listenerLimitMs / 1000;
    const outcome = this.events.interruption?.aborted
      ? 'the run continues without it'
      : 'the run waits for it; Ctrl-C continues without it';
    this.log
      .logger('locust.main')
      .warning(`A listener has not finished after ${seconds} seconds: ${place}; ${outcome}.`);
  }

  #handleTaskError(exception: unknown): void {
    const count = this.stats.exceptions.record(exception, 'local');
    if (isLogged(count)) this.log.logger('locust.user.task').error(`${countPrefix(count)}${describeThrown(exception)}`);
  }
}

rejectLocustNames(Environment.prototype, 'environment');

/** `testStart (createAccounts)`. */
function describeListener(event: string, listener: string): string {
  return listener === '' ? event : `${event} (${listener})`;
}

function countPrefix(count: number): string {
  return count === 1 ? '' : `(seen ${count} times) `;
}
