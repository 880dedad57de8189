/** The events of a run, by Locust's names in camelCase. Every listener gets one object. */
import { TslocError } from '../../util/error.js';
import { rejectLocustNames } from '../../util/locust-names.js';
import type { ArgumentParser } from '../options/argument-parser.js';
import type { Runner } from '../runner.js';
import { Hook, type HookOwner, type Listener, type ListenerErrorHandler } from './hook.js';
import { RequestHook } from './request-hook.js';

declare global {
  /** The web page of a run; web/web-ui.ts declares its other members. */
  interface TslocWebUi {
    /** The URL of the page on this machine; null while it cannot be opened. */
    readonly address: string | null;
    /** Resolves with the address when the page can be opened. */
    start(): Promise<string>;
    stop(): Promise<void>;
  }
}

/** What listeners of most events get. */
export interface EnvironmentArgument<E> {
  readonly environment: E;
}

/** What listeners of `init` get. */
export interface InitArgument<E> extends EnvironmentArgument<E> {
  /** null in `runSingleUser`. */
  readonly runner: Runner<E> | null;
  /** null without a web page. */
  readonly webUi: TslocWebUi | null;
}

/** What listeners of `userError` get. */
export interface UserErrorArgument {
  /** The user or task set whose task threw; null for an error that no task caught, such as an unhandled rejection. */
  readonly userInstance: object | null;
  readonly exception: unknown;
  /** The frames of its stack, one per line. */
  readonly traceback: string;
}

/** What listeners of `cpuWarning` get. */
export interface CpuArgument<E> extends EnvironmentArgument<E> {
  /** Share of the last ten seconds in which the event loop was busy, in percent. */
  readonly cpuUsage: number;
  /** The worker that is busy, on a master; absent for this process. */
  readonly clientId?: string;
}

/** What listeners of `workerConnect` get. */
export interface ClientArgument {
  /** The id of the worker. */
  readonly clientId: string;
}

/** What listeners of `reportToMaster` and `workerReport` get. */
export interface ReportArgument extends ClientArgument {
  /** The report, Locust's `stats` message: listeners on workers add keys, those on the master read them. */
  readonly data: Record<string, unknown>;
}

/** What listeners of `heartbeatSent` and `heartbeatReceived` get. */
export interface HeartbeatArgument extends ClientArgument {
  /** Epoch seconds. */
  readonly timestamp: number;
}

/** What listeners of `usageMonitor` get. */
export interface UsageArgument<E> extends CpuArgument<E> {
  /** Bytes: the resident set size of the command's process; the V8 heap in a run from a script. */
  readonly memoryUsage: number;
}

/**
 * Refuses events of a run that has not ended: each of the two would count the requests of both.
 * @throws {TslocError} `EVENTS_IN_USE`
 */
export function requireFree({ isInUse }: { readonly isInUse: boolean }): void {
  if (!isInUse) return;
  const hint = 'Give each run its own events, { events: new Events() }, or await the first run.';
  throw new TslocError(
    'EVENTS_IN_USE',
    'Expected events that no other run uses, got those of a run that has not ended.',
    { hint },
  );
}

/** All hooks of one run with the environment E. */
export class EventsOf<E> implements HookOwner {
  /** Called with what a listener threw; the environment sets it. */
  onListenerError: ListenerErrorHandler = (_event, _listener, thrown) => {
    throw thrown;
  };

  /** Called when an awaited listener has not finished after ten seconds; the environment sets it. */
  onSlowListener: (event: string, listener: Listener<never>) => void = () => {};

  /** Aborted when the run is interrupted: hanging listeners are not awaited any longer. The run sets it. */
  interruption: AbortSignal | null = null;

  /** Whether a run uses these events; the environment sets it. */
  isInUse = false;

  /** The command line is about to be parsed: listeners may add custom options. */
  readonly initCommandLineParser = this.#hook<{ readonly parser: ArgumentParser }>('initCommandLineParser');
  /** Before the first user exists; a listener that throws ends the program with exit code 1. Awaited. */
  readonly init = this.#hook<InitArgument<E>>('init');
  /** A test starts; its statistics are empty. Awaited. */
  readonly testStart = this.#hook<EnvironmentArgument<E>>('testStart');
  /** Every user of a ramp has been started or stopped. Awaited. */
  readonly spawningComplete = this.#hook<{ readonly userCount: number }>('spawningComplete');
  /** A request has finished: the hot path, called synchronously. */
  readonly request = new RequestHook(this);
  /** A task threw an exception that is not a signal such as StopUser. */
  readonly userError = new Hook<UserErrorArgument>('userError', this, true);
  /** A test is about to stop; users still run. Awaited, for ten seconds at most before users are stopped. */
  readonly testStopping = this.#hook<EnvironmentArgument<E>>('testStopping');
  /** Every user has stopped. Awaited. */
  readonly testStop = this.#hook<EnvironmentArgument<E>>('testStop');
  /** The run is about to end; a listener may set `environment.processExitCode`. Last added, first called; awaited. */
  readonly quitting = this.#hook<EnvironmentArgument<E>>('quitting');
  /** The last event of a run. Awaited. */
  readonly quit = this.#hook<{ readonly exitCode: number }>('quit');
  /** Every ten seconds in which this process was busy for more than 90 %: its response times may be too long. */
  readonly cpuWarning = this.#hook<CpuArgument<E>>('cpuWarning');
  /** Every ten seconds: how busy this process is. */
  readonly usageMonitor = this.#hook<UsageArgument<E>>('usageMonitor');
  /** The statistics are about to be reset by hand, {@link Environment.resetStats}; not fired by `--reset-stats`. */
  readonly resetStats = this.#hook<object>('resetStats');

  /** On a worker: a report is about to be sent: each second to a tsloc master (up to 1,000 rows), else every three seconds. */
  readonly reportToMaster = this.#hook<ReportArgument>('reportToMaster');
  /** On the master: the report of a worker was counted. */
  readonly workerReport = this.#hook<ReportArgument>('workerReport');
  /** On the master: a worker has connected. */
  readonly workerConnect = this.#hook<ClientArgument>('workerConnect');
  /** On a master: it has answered a heartbeat of a worker, which sends one each second. */
  readonly heartbeatSent = this.#hook<HeartbeatArgument>('heartbeatSent');
  /** On a worker: its master has answered a heartbeat. */
  readonly heartbeatReceived = this.#hook<HeartbeatArgument>('heartbeatReceived');

  #hook<T>(name: string): Hook<T> {
    return new Hook<T>(name, this);
  }
}

rejectLocustNames(EventsOf.prototype, 'events');
