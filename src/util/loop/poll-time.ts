/**
 * Timestamps of the event loop's polls. One poll reports many sockets, and their callbacks run one after the other: a
 * response must not look slow because of the callbacks that run before its own.
 */
import { callAfterPoll, now } from './clock.js';

/**
 * libuv reports at most 1,024 sockets per poll, and then polls again within the same tick, which JavaScript cannot
 * observe. So at most this many reads share a timestamp: its error is at most the time that these reads take.
 */
const maxReadsPerPoll = 64;

/** Timestamps of polls. {@link pollTime} is the instance of this process. */
export class PollTime {
  #poll = 0;
  #polledAt = 0;
  #readsLeft = 0;
  #isReading = false;
  #isEndScheduled = false;

  /** The number of the last poll. A request that is sent now can only be answered in a later one. */
  get currentPoll(): number {
    return this.#poll;
  }

  /**
   * Begins the read of what one socket has received: until {@link endRead}, {@link timestamp} is the time of the poll that
   * delivered it. Call it only in the socket's callback, not for data that was already buffered.
   * @param lastActivePoll the poll in which this socket last sent something, or received so much that more may have come since
   * @returns the poll that delivered this read
   */
  beginRead(lastActivePoll: number): number {
    if (this.#readsLeft === 0 || lastActivePoll === this.#poll) this.#startPoll();
    this.#readsLeft--;
    this.#isReading = true;
    return this.#poll;
  }

  endRead(): void {
    this.#isReading = false;
  }

  /** Timestamp, as {@link now}, of the poll that delivered the current read; {@link now} outside of a read. */
  timestamp(): number {
    return this.#isReading ? this.#polledAt : now();
  }

  #startPoll(): void {
    this.#poll++;
    this.#polledAt = now();
    this.#readsLeft = maxReadsPerPoll;
    if (this.#isEndScheduled) return;
    this.#isEndScheduled = true;
    callAfterPoll(this.#onEnd);
  }

  readonly #onEnd = (): void => {
    this.#isEndScheduled = false;
    this.#readsLeft = 0;
  };
}

/** The poll timestamps of this process. */
export const pollTime = new PollTime();
