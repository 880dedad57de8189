/** What waits for one peer: bounded, and reports (`stats`) are kept the longest, since what they count exists nowhere else. */
import type { ClusterMessage } from './message.js';

/** How many messages wait for one peer at most. ZeroMQ's default. */
export const maxQueuedMessages = 1_000;

/** A queue of `Item`s, each with its message. */
export class MessageQueue<Item> {
  readonly #items: Item[] = [];
  readonly #max: number;
  readonly #messageOf: (item: Item) => ClusterMessage;

  constructor(max: number, messageOf: (item: Item) => ClusterMessage) {
    this.#max = max;
    this.#messageOf = messageOf;
  }

  get length(): number {
    return this.#items.length;
  }

  /** Appends; if that is one too many, returns what was dropped: the oldest one that is not `stats`, or else the new one. */
  add(item: Item): Item | undefined {
    if (this.#items.length < this.#max) {
      this.#items.push(item);
      return undefined;
    }
    const oldest = this.#items.findIndex((queued) => this.#messageOf(queued).type !== 'stats');
    if (oldest < 0) return item;
    this.#items.push(item);
    return this.#items.splice(oldest, 1)[0];
  }

  /** Removes and returns the oldest; undefined if there is none. */
  take(): Item | undefined {
    return this.#items.shift();
  }
}
