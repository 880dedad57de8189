/** One stop of a test, and who waits for what of it: somebody that it waits for would otherwise wait for itself. */

/** Opened once, by whoever has the key. */
interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** Made when a stop begins. */
export class Stopping {
  /** Settles when all of it is over, listeners of `testStop` included. */
  readonly whole: Promise<void>;
  /** Resolves when somebody asks for it again: perhaps a listener of `testStopping`, who is then waited for no longer. */
  readonly askedAgain: Promise<void>;
  /** To be called when every user has ended. */
  readonly usersAreGone: () => void;
  /** To be called when a task does not react to its end: perhaps it waits for this very stop. */
  readonly usersAreStuck: () => void;
  readonly #askAgain: () => void;
  readonly #gone: Promise<void>;
  readonly #stuck: Promise<void>;

  /** `stop` does it, a moment later: whom it calls may ask for it again. */
  constructor(stop: (stopping: Stopping) => Promise<void>) {
    const [again, gone, stuck] = [gate(), gate(), gate()];
    this.askedAgain = again.opened;
    this.#askAgain = again.open;
    this.#gone = gone.opened;
    this.usersAreGone = gone.open;
    this.#stuck = stuck.opened;
    this.usersAreStuck = stuck.open;
    this.whole = Promise.resolve().then(() => stop(this));
  }

  /** For whoever asked first: resolves when all of it is over, or a task does not react. */
  first(): Promise<void> {
    return Promise.race([this.whole, this.#stuck]);
  }

  /** For anybody who asks while it is under way: resolves when every user has ended, or a task does not react. */
  again(): Promise<void> {
    this.#askAgain();
    return Promise.race([this.#gone, this.#stuck, this.whole]);
  }
}

function gate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
