/** Counts the requests of a test that were sent and are not in the statistics: one number that is always current. */

/** One for each test: requests without a response, open streams, responses whose block is not done, and dropped ones. */
export class RequestsInFlight {
  #open = 0;
  #dropped = 0;

  /** Open requests, and those that were dropped because their users were stopped. */
  get count(): number {
    return this.#open + this.#dropped;
  }

  /** A request was sent. */
  start(): void {
    this.#open++;
  }

  /** A request was answered or reported. */
  end(): void {
    this.#open--;
  }

  /** On a master: sets the sum of what its workers have reported. */
  set(count: number): void {
    this.#open = count;
    this.#dropped = 0;
  }

  /** `count` open requests will never be reported. */
  drop(count: number): void {
    this.#open -= count;
    this.#dropped += count;
  }
}
