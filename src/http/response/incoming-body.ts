/** A queue between the connection that receives a body and the loop that reads it. */
import { pollTime } from '../../util/loop/poll-time.js';

/** A chunk of a body. */
export interface Chunk {
  readonly bytes: Buffer;
  /** Ms from the start of the request to its arrival. */
  readonly at: number;
}

/** Queues received chunks; pauses the connection while 64 KiB are queued. */
export class IncomingBody {
  /** The poll timestamp of the end, or of the last byte before it was cancelled. */
  lastByteAt = pollTime.timestamp();
  /** Why it is incomplete; null also if the reader cancelled it. */
  error: Error | null = null;
  readonly #startedAt: number;
  readonly #resume: () => void;
  readonly #abort: (reason: Error) => void;
  #chunks: Chunk[] = [];
  #heldBytes = 0;
  #isPaused = false;
  #isOver = false;
  #stoppedBy: Error | null = null;
  #wake: () => void = ignore;

  /** @param startedAt {@link now} when the request began */
  constructor(startedAt: number, resume: () => void, abort: (reason: Error) => void) {
    this.#startedAt = startedAt;
    this.#resume = resume;
    this.#abort = abort;
  }

  /** Queues received bytes. Returns false if the connection should pause. */
  push(bytes: Buffer): boolean {
    if (this.#isOver) return true;
    this.lastByteAt = pollTime.timestamp();
    this.#chunks.push({ bytes, at: this.lastByteAt - this.#startedAt });
    this.#heldBytes += bytes.length;
    this.#wake();
    this.#isPaused = this.#heldBytes >= maxHeldBytes;
    return !this.#isPaused;
  }

  /** Ends the body; `error` says why it is incomplete. */
  end(at: number, error: Error | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.lastByteAt = at;
    this.error = error;
    this.#wake();
  }

  /**
   * Discards the rest, for the reason if there is one, and drops the connection unless the body is complete. What broke
   * the body off stays its error: that it cannot be decoded is a consequence.
   */
  cancel(error: Error | null = null): void {
    this.#chunks = [];
    this.error ??= error;
    if (this.#isOver) return;
    this.#isOver = true;
    this.#wake();
    this.#abort(error ?? new Error('The reader cancelled the body.'));
  }

  /** Makes the reader's current and later calls reject with `reason`. */
  stop(reason: Error): void {
    this.#stoppedBy = reason;
    this.#wake();
  }

  /** The next chunk; null after the last one. @throws the reason of {@link stop} */
  async next(): Promise<Chunk | null> {
    while (this.#stoppedBy === null && this.#chunks.length === 0 && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#stoppedBy !== null) throw this.#stoppedBy;
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return null;
    this.#heldBytes -= chunk.bytes.length;
    if (this.#isPaused && this.#heldBytes < maxHeldBytes) {
      this.#isPaused = false;
      this.#resume();
    }
    return chunk;
  }

  /** All chunks. */
  async *chunks(): AsyncGenerator<Chunk> {
    for (let chunk = await this.next(); chunk !== null; chunk = await this.next()) yield chunk;
  }
}

const maxHeldBytes = 64 * 1024;

function ignore(): void {}
