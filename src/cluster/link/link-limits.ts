/** What links keep for a peer that does not read, and how long they take to close. */

/** How long `close()` waits for what is queued. */
export const flushMs = 1_000;

/** How much waits for one peer, or may wait. */
export interface QueueSize {
  readonly messages: number;
  readonly bytes: number;
}

const MiB = 1_048_576;

/** Of a worker, for its master: ZeroMQ's 1,000 messages; and 64 MiB. */
export const queueLimits: QueueSize = { messages: 1_000, bytes: 64 * MiB };

/** Of a master, for one of its workers. */
export const unreadLimits: QueueSize = { messages: 10_000, bytes: 64 * MiB };

/** Whether a message of `bytes` exceeds the limits, where this much waits already. One message alone may be larger. */
export function isFull(waiting: QueueSize, bytes: number, limits: QueueSize): boolean {
  return waiting.messages > 0 && (waiting.messages >= limits.messages || waiting.bytes + bytes > limits.bytes);
}
