/** The events of a run, by Locust's names. Every listener gets one object. */
import { TslocError } from '../util/error.js';
import type { ArgumentParser } from './argument-parser.js';
import { Hook, type ListenerErrorHandler } from './hook.js';
import { RequestHook } from './request-hook.js';
import type { Runner } from './runner.js';

/** What listeners of most events are given. */
export interface EnvironmentArgument<E> {
  readonly environment: E;
}

/** What listeners of `init` are given. */
export interface InitArgument<E> extends EnvironmentArgument<E> {
  /** null where a single user is run for debugging. */
  readonly runner: Runner<E> | null;
  /** null as long as there is no web page. */
  readonly webUi: null;
}

/** What listeners of `userError` are given. */
export interface UserErrorArgument {
  /** The user, or the task set, whose task threw; null for what escaped from all of them. */
  readonly userInstance: object | null;
  readonly exception: unknown;
  /** The frames of its stack, a line each. */
  readonly traceback: string;
}

/** What a node sends, and its master gets. */
export interface ReportArgument {
  readonly clientId: string;
  /** May be added to. */
  readonly data: Record<string, unknown>;
}

/** A sign of life. */
export interface HeartbeatArgument {
  readonly clientId: string;
  /** Epoch seconds. */
  readonly timestamp: number;
}

/** How busy this process is. */
export interface UsageArgument<E> extends EnvironmentArgument<E> {
  /** Share of the time that the event loop was busy, in percent. */
  readonly cpuUsage: number;
}

/**
 * Two runs on the same events would both count the requests of both.
 * @throws {TslocError} `EVENTS_IN_USE`
 */
export function requireFree({ isInUse }: { readonly isInUse: boolean }): void {
  if (!isInUse) return;
  const hint = 'Give each run events of its own, { events: new Events() }, or wait for the end of the first one.';
  throw new TslocError('EVENTS_IN_USE', 'Expected events that no run uses at the moment, got those of one.', { hint });
}

/** All hooks of one run with the environment E. */
export class EventsOf<E> {
  /** Called with whatever a listener threw; the environment sets it. */
  onListenerError: ListenerErrorHandler = (_event, _listener, thrown) => {
    throw thrown;
  };

  /** True while a run counts by them; the environment sets it. */
  isInUse = false;

  readonly #onError: ListenerErrorHandler = (...error) => this.onListenerError(...error);

  /** The command line is about to be read: listeners may add options of their own. */
  readonly initCommandLineParser = this.#hook<{ readonly parser: ArgumentParser }>('initCommandLineParser');
  /** Before the first user exists; a listener that throws ends the program with exit code 1. Awaited. */
  readonly init = this.#hook<InitArgument<E>>('init');
  /** A test starts; statistics have just been cleared. Awaited. */
  readonly testStart = this.#hook<EnvironmentArgument<E>>('testStart');
  /** Every user of a ramp has been started or stopped. Awaited. */
  readonly spawningComplete = this.#hook<{ readonly userCount: number }>('spawningComplete');
  /** A request has finished: the hot path, called synchronously. */
  readonly request = new RequestHook('request', this.#onError);
  /** A task threw something that is not a signal. */
  readonly userError = this.#hook<UserErrorArgument>('userError');
  /** The stop begins; users still run. Awaited. */
  readonly testStopping = this.#hook<EnvironmentArgument<E>>('testStopping');
  /** Every user has stopped. Awaited. */
  readonly testStop = this.#hook<EnvironmentArgument<E>>('testStop');
  /** The program is about to end; a listener may set `environment.processExitCode`. Last added, first called; awaited. */
  readonly quitting = this.#hook<EnvironmentArgument<E>>('quitting');
  /** The very last thing. Awaited. */
  readonly quit = this.#hook<{ readonly exitCode: number }>('quit');
  /** This process is too busy for its measurements to be trusted. */
  readonly cpuWarning = this.#hook<UsageArgument<E>>('cpuWarning');
  /** Every ten seconds: how busy this process is. */
  readonly usageMonitor = this.#hook<UsageArgument<E> & { /** Bytes. */ readonly memoryUsage: number }>('usageMonitor');
  /** Statistics were reset by hand. */
  readonly resetStats = this.#hook<object>('resetStats');
  /** On a master: a worker is ready. */
  readonly workerConnect = this.#hook<{ readonly clientId: string }>('workerConnect');
  /** On a worker: what it is about to send. */
  readonly reportToMaster = this.#hook<ReportArgument>('reportToMaster');
  /** On a master: what a worker sent. */
  readonly workerReport = this.#hook<ReportArgument>('workerReport');
  /** On a master: it answered a worker's sign of life. */
  readonly heartbeatSent = this.#hook<HeartbeatArgument>('heartbeatSent');
  /** On a worker: the master's answer came. */
  readonly heartbeatReceived = this.#hook<HeartbeatArgument>('heartbeatReceived');

  #hook<T>(name: string): Hook<T> {
    return new Hook<T>(name, this.#onError);
  }
}
