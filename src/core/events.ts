/** The events of a run, by Locust's names. The CLI uses the global {@link events}; `run()` makes its own. */
import type { Sample } from '../stats/sample.js';
import type { Environment } from './environment.js';
import { Hook, type ListenerErrorHandler } from './hook.js';

/** What listeners of most events are given. */
export interface EnvironmentArgument {
  readonly environment: Environment;
}

/** What listeners of `userError` are given. */
export interface UserErrorArgument {
  readonly userInstance: unknown;
  readonly exception: unknown;
}

/** All hooks of one run. */
export class Events {
  /** Called with whatever a listener threw; the environment sets it. */
  onListenerError: ListenerErrorHandler = (_event, _listener, thrown) => {
    throw thrown;
  };

  /** Before the first user exists; a listener that throws ends the program with exit code 1. */
  readonly init = this.#hook<EnvironmentArgument>('init');
  /** A test starts; statistics have just been cleared. */
  readonly testStart = this.#hook<EnvironmentArgument>('testStart');
  /** Every user of a ramp has been started or stopped. */
  readonly spawningComplete = this.#hook<{ readonly userCount: number }>('spawningComplete');
  /** A request has finished: the hot path, called synchronously. */
  readonly request = this.#hook<Sample>('request');
  /** A task threw something that is not a signal. */
  readonly userError = this.#hook<UserErrorArgument>('userError');
  /** The stop begins; users still run. */
  readonly testStopping = this.#hook<EnvironmentArgument>('testStopping');
  /** Every user has stopped. */
  readonly testStop = this.#hook<EnvironmentArgument>('testStop');
  /** The program is about to end; a listener may set `environment.processExitCode`. Last added, first called. */
  readonly quitting = this.#hook<EnvironmentArgument>('quitting');
  /** The very last thing. */
  readonly quit = this.#hook<{ readonly exitCode: number }>('quit');

  #hook<T>(name: string): Hook<T> {
    return new Hook<T>(name, (...error) => this.onListenerError(...error));
  }
}

/** The events that a file given to the `tsloc` command listens to. */
export const events = new Events();
