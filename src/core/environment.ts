/** One run and its parts. */
import { inspect } from 'node:util';
import { framesOf } from '../stats/exceptions.js';
import { Stats } from '../stats/stats.js';
import { messageOf, TslocError } from '../util/error.js';
import type { Log } from '../util/log.js';
import { type Random, randomStream } from '../util/random.js';
import type { ActorClass } from './actor.js';
import { type EventsOf, requireFree } from './events.js';
import { Iterations } from './iterations.js';
import type { Options } from './options.js';
import type { Runner } from './runner.js';
import { isSignal, StopTest } from './signals.js';

/** What an environment is made of. */
export interface EnvironmentParts {
  readonly userClasses: readonly ActorClass<Environment>[];
  readonly options: Options;
  readonly events: EventsOf<Environment>;
  readonly log: Log;
}

/** Everything that the parts of one run share: Locust's Environment. */
export class Environment {
  userClasses: ActorClass<Environment>[];
  readonly parsedOptions: Options;
  readonly events: EventsOf<Environment>;
  readonly log: Log;
  readonly stats: Stats;
  readonly seed: string;
  readonly iterations: Iterations;
  runner: Runner<Environment> | null = null;
  /** True once a listener, a reporter or a part of the run itself has failed: exit code 2. */
  unhandledError = false;
  /** Requests that were under way when their users had to end: they are in no statistics. */
  unansweredRequests = 0;
  /** What made the run impossible, if anything did. */
  fatalError: Error | null = null;
  readonly #born = new Map<string, number>();

  #processExitCode: number | null = null;

  /** @throws {TslocError} `EVENTS_IN_USE`, until the environment that has these events is released */
  constructor(parts: EnvironmentParts) {
    requireFree(parts.events);
    parts.events.isInUse = true;
    this.userClasses = [...parts.userClasses];
    this.parsedOptions = parts.options;
    this.events = parts.events;
    this.log = parts.log;
    this.seed = parts.options.seed ?? String(Math.floor(Math.random() * 2 ** 32));
    this.iterations = new Iterations(parts.options.iterations, parts.options.iterationsPerUser);
    this.stats = new Stats({ windowedEntries: parts.options.statsHistoryEnabled });
    this.events.onListenerError = (event, listener, thrown) => this.#listenerFailed(event, listener.name, thrown);
    const record = this.events.request.prependListener((sample) => this.stats.record(sample));
    const recordError = this.events.userError.prependListener(({ exception }) => this.#taskFailed(exception));
    this.release = () => {
      this.events.isInUse = false;
      this.events.request.removeListener(record);
      this.events.userError.removeListener(recordError);
    };
  }

  /** Stops listening to its events, which may outlive it. */
  readonly release: () => void;

  /** The exit code that a listener wants, 0 to 255; null leaves it to the results. */
  get processExitCode(): number | null {
    return this.#processExitCode;
  }

  /** @throws {TslocError} `BAD_EXIT_CODE` for what no process can end with */
  set processExitCode(code: number | null) {
    if (code !== null && !(Number.isInteger(code) && code >= 0 && code <= 255)) {
      const message = `Expected processExitCode to be a whole number from 0 to 255, or null, got ${inspect(code)}.`;
      throw new TslocError('BAD_EXIT_CODE', message);
    }
    this.#processExitCode = code;
  }

  /** How long a stopping user may take to finish its task, ms. */
  get stopTimeout(): number {
    return (this.parsedOptions.stopTimeout ?? 0) * 1000;
  }

  /** The host for users of a class: `--host` first, then the class's own. */
  hostFor(userClass: Pick<ActorClass<Environment>, 'host'>): string | null {
    return this.parsedOptions.host || userClass.host;
  }

  /** A random stream for the next user of a class: the n-th one always gets the same. */
  randomForUser(className: string): Random {
    const ordinal = this.#born.get(className) ?? 0;
    this.#born.set(className, ordinal + 1);
    return randomStream(this.seed, `${className}/${ordinal}`);
  }

  /** Ends the test in order, as {@link StopTest} asks for. */
  endTest(reason: StopTest): void {
    this.log.logger('locust.runners').info(`The test ends: ${reason.message}`);
    this.runner?.quit();
  }

  #listenerFailed(event: string, listener: string, thrown: unknown): void {
    if (thrown instanceof StopTest) {
      this.endTest(thrown);
      return;
    }
    this.unhandledError = true;
    const place = listener === '' ? event : `${event} (${listener})`;
    const who = isSignal(thrown) ? `${place}: nobody is there to be steered by it` : place;
    this.log.logger('root').error(`Uncaught exception in event handler: ${who}\n${stackOf(thrown)}`);
  }

  /** A failing task may fail thousands of times a second: the log tells of the 1st, 10th, 100th… of each place. */
  #taskFailed(exception: unknown): void {
    const count = this.stats.exceptions.record(exception, 'local');
    if (!Number.isInteger(Math.log10(count))) return;
    const times = count === 1 ? '' : `(seen ${count} times) `;
    this.log.logger('locust.user.task').error(`${times}${stackOf(exception)}`);
  }
}

/** `Type: message`, and its frames, as far as they are of the user's own code. */
function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return messageOf(thrown);
  const head = thrown.message === '' ? thrown.name : `${thrown.name}: ${thrown.message}`;
  return `${head}\n${framesOf(thrown).trimEnd()}`;
}
