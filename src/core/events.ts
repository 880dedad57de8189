/** The events of a run, by Locust's names. */
import type { Sample } from '../stats/sample.js';
import { Hook, type ListenerErrorHandler } from './hook.js';

/** What listeners of most events are given. */
export interface EnvironmentArgument<E> {
  readonly environment: E;
}

/** What listeners of `userError` are given. */
export interface UserErrorArgument {
  readonly userInstance: unknown;
  readonly exception: unknown;
}

/** All hooks of one run with the environment E. */
export class EventsOf<E> {
  /** Called with whatever a listener threw; the environment sets it. */
  onListenerError: ListenerErrorHandler = (_event, _listener, thrown) => {
    throw thrown;
  };

  /** Before the first user exists; a listener that throws ends the program with exit code 1. */
  readonly init = this.#hook<EnvironmentArgument<E>>('init');
  /** A test starts; statistics have just been cleared. */
  readonly testStart = this.#hook<EnvironmentArgument<E>>('testStart');
  /** Every user of a ramp has been started or stopped. */
  readonly spawningComplete = this.#hook<{ readonly userCount: number }>('spawningComplete');
  /** A request has finished: the hot path, called synchronously. */
  readonly request = this.#hook<Sample>('request');
  /** A task threw something that is not a signal. */
  readonly userError = this.#hook<UserErrorArgument>('userError');
  /** The stop begins; users still run. */
  readonly testStopping = this.#hook<EnvironmentArgument<E>>('testStopping');
  /** Every user has stopped. */
  readonly testStop = this.#hook<EnvironmentArgument<E>>('testStop');
  /** The program is about to end; a listener may set `environment.processExitCode`. Last added, first called. */
  readonly quitting = this.#hook<EnvironmentArgument<E>>('quitting');
  /** The very last thing. */
  readonly quit = this.#hook<{ readonly exitCode: number }>('quit');

  #hook<T>(name: string): Hook<T> {
    return new Hook<T>(name, (...error) => this.onListenerError(...error));
  }
}
