/** One stop of a test, and which part of it each caller awaits: a task or listener must not wait for itself. */

/** A promise, and the function that resolves it. */
interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

/** Created when a stop begins. */
export class TestStop {
  /** Settles when the stop is complete, listeners of `testStop` included. */
  readonly complete: Promise<void>;
  /** Resolves when the stop is requested again: the caller may be a listener of `testStopping`, which the stop awaits. */
  readonly requestedAgain: Promise<void>;
  /** To be called when every user has ended. */
  readonly notifyUsersGone: () => void;
  /** To be called when a task does not react to its cancellation: it may be awaiting this very stop. */
  readonly notifyUsersStuck: () => void;
  readonly #requestAgain: () => void;
  readonly #gone: Promise<void>;
  readonly #stuck: Promise<void>;

  /** `stop` is called a microtask later: what it calls may request the stop again. */
  constructor(stop: (stopping: TestStop) => Promise<void>) {
    const [again, gone, stuck] = [createDeferred(), createDeferred(), createDeferred()];
    this.requestedAgain = again.promise;
    this.#requestAgain = again.resolve;
    this.#gone = gone.promise;
    this.notifyUsersGone = gone.resolve;
    this.#stuck = stuck.promise;
    this.notifyUsersStuck = stuck.resolve;
    this.complete = Promise.resolve().then(() => stop(this));
  }

  /** For the first caller: resolves when the stop is complete, or a task does not react. */
  waitFirst(): Promise<void> {
    return Promise.race([this.complete, this.#stuck]);
  }

  /** For every caller while the stop is under way: resolves when every user has ended, or a task does not react. */
  waitAgain(): Promise<void> {
    this.#requestAgain();
    return Promise.race([this.#gone, this.#stuck, this.complete]);
  }
}

function createDeferred(): Deferred {
  let resolve = () => {};
  const promise = new Promise<void>((onResolve) => {
    resolve = onResolve;
  });
  return { promise, resolve };
}
