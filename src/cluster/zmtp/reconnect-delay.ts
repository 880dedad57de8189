/** How long a worker waits before it connects again: 100 ms, as ZeroMQ; longer if it is refused repeatedly. */

export class ReconnectDelay {
  #ms = shortestMs;

  /** After a connection that was refused, or that lasted less than a second: twice as long each time, up to 3 s. */
  afterFailure(): number {
    const delay = this.#ms;
    this.#ms = Math.min(delay * 2, longestMs);
    return delay;
  }

  /** After a connection that lasted, or none at all. */
  afterLoss(): number {
    this.#ms = shortestMs;
    return shortestMs;
  }
}

const shortestMs = 100;
const longestMs = 3_000;
