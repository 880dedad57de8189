/** Messages that wait for one peer, up to a limit. Reports (`stats`) are dropped last: their counts exist nowhere else. */
import type { ClusterMessage } from '../messages/message.js';

/** A message and its bytes. */
export interface QueuedMessage {
  readonly message: ClusterMessage;
  readonly bytes: Buffer;
}

/** How much may wait. */
export interface QueueLimits {
  readonly messages: number;
  /** One message alone may be larger. */
  readonly bytes: number;
}

/** As ZeroMQ by default: 1,000 messages; and 64 MiB. */
export const defaultQueueLimits: QueueLimits = { messages: 1_000, bytes: 67_108_864 };

export class MessageQueue {
  #queued: QueuedMessage[] = [];
  #bytes = 0;
  readonly #limits: QueueLimits;

  constructor(limits: QueueLimits = defaultQueueLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#queued.length;
  }

  /** Appends; returns what was dropped for it: the oldest messages that are not `stats`, or else the new one. */
  add(queued: QueuedMessage): QueuedMessage[] {
    const dropped: QueuedMessage[] = [];
    while (!this.#hasRoomFor(queued)) {
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

  #hasRoomFor({ bytes }: QueuedMessage): boolean {
    const { length } = this.#queued;
    return length === 0 || (length < this.#limits.messages && this.#bytes + bytes.length <= this.#limits.bytes);
  }
}
