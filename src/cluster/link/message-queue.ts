/** Messages that wait for one peer, up to a limit. Reports (`stats`) are dropped last: their counts exist nowhere else. */
import type { ClusterMessage } from '../messages/message.js';
import { isFull, type QueueSize, queueLimits } from './link-limits.js';

/** A message and its bytes. */
export interface QueuedMessage {
  readonly message: ClusterMessage;
  readonly bytes: Buffer;
}

export class MessageQueue {
  #queued: QueuedMessage[] = [];
  #bytes = 0;
  readonly #limits: QueueSize;

  constructor(limits: QueueSize = queueLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#queued.length;
  }

  /** Appends; returns what was dropped for it: the oldest messages that are not `stats`, or else the new one. */
  add(queued: QueuedMessage): QueuedMessage[] {
    const dropped: QueuedMessage[] = [];
    while (this.#isFullFor(queued)) {
      const oldest = this.#queued.findIndex(({ message }) => message.type !== 'stats');
      if (oldest < 0) return [...dropped, queued];
      dropped.push(...this.#queued.splice(oldest, 1));
      this.#bytes -= (dropped.at(-1) as QueuedMessage).bytes.length;
    }
    this.#queued.push(queued);
    this.#bytes += queued.bytes.length;
    return dropped;
  }

  /** Puts messages that were taken but could not be sent at the front; the limits do not apply to them. */
  putBack(queued: readonly QueuedMessage[]): void {
    this.#queued = [...queued, ...this.#queued];
    for (const { bytes } of queued) this.#bytes += bytes.length;
  }

  /** Removes and returns the oldest; undefined if there is none. */
  take(): QueuedMessage | undefined {
    const oldest = this.#queued.shift();
    if (oldest) this.#bytes -= oldest.bytes.length;
    return oldest;
  }

  #isFullFor({ bytes }: QueuedMessage): boolean {
    return isFull({ messages: this.#queued.length, bytes: this.#bytes }, bytes.length, this.#limits);
  }
}
