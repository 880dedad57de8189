/** The body of a streamed response: what its reader gets, and what becomes of the request by that. */

import { TslocError } from '../../util/error.js';
import { headerValue } from '../../wire/headers.js';
import { bodyTooLarge, decodingError } from '../errors/failures.js';
import type { ReceiveOptions } from '../timing/receive-options.js';
import { decodeStream } from './decode-stream.js';
import { encodingsOf } from './decompress.js';
import type { Chunk, IncomingBody } from './incoming-body.js';
import type { Outcome } from './report.js';
import type { ResponseParts } from './response.js';
import { StreamExchange } from './stream-exchange.js';

/** Ends once: read to its end, broken, or with a reader that has had enough. Until then its numbers are those of now. */
export class StreamedBody implements Outcome {
  readonly status: number;
  readonly statusText: string;
  /** Decoded bytes that were read. */
  length = 0;
  /** Characters that a line may have: it has to be held whole. */
  readonly maxLineLength: number;
  /** True if its request is in a block, which ends the reading. */
  isInBlock = false;
  readonly #parts: ResponseParts;
  readonly #startedAt: number;
  readonly #maxBytes: number;
  readonly #incoming: IncomingBody | null;
  #isTaken = false;
  #isWaiting = false;
  #isOver = false;
  #isStopped = false;
  #reads = 0;
  #readsBefore = 0;
  #onEnd: () => void = ignore;

  /** A response that never came has an empty body. @param startedAt {@link now} when the request began */
  constructor(parts: ResponseParts, startedAt: number, { maxStreamBytes, maxBodyBytes }: ReceiveOptions) {
    const { content } = parts;
    this.status = parts.status;
    this.statusText = parts.statusText;
    this.#parts = parts;
    this.#startedAt = startedAt;
    this.#maxBytes = maxStreamBytes ?? maxBodyBytes;
    this.maxLineLength = maxBodyBytes;
    this.#incoming = content instanceof StreamExchange ? content.incoming : null;
    this.#isOver = this.#incoming === null;
  }

  /** Ms to the end, or to the last byte so far; of a body that was left early, to its last byte before. */
  get elapsed(): number {
    return this.#incoming === null ? this.#parts.elapsed : this.#incoming.lastByteAt - this.#startedAt;
  }

  /** Why it is not complete; null also if the reader had enough. */
  get error(): Error | null {
    return this.#incoming === null ? this.#parts.error : this.#incoming.error;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** True if the user was stopped while it ran: such a request is not reported. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** `action` is called when it is over: at once, if it is. */
  onEnd(action: () => void): void {
    if (this.#isOver) action();
    else this.#onEnd = action;
  }

  /**
   * The decoded pieces. Ends early, without an exception, where the body breaks: `error` then says why. Leaving the loop
   * drops the connection.
   * @throws {TslocError} `STREAM_TAKEN` if somebody has read of it; and the reason of the stop, once the user is stopped
   */
  async *chunks(): AsyncGenerator<Chunk> {
    if (this.#isTaken) throw taken();
    this.#isTaken = true;
    this.#isWaiting = true;
    try {
      for await (const chunk of this.#decoded()) {
        this.length += chunk.bytes.length;
        if (this.length > this.#maxBytes) return this.fail(bodyTooLarge(this.#maxBytes));
        this.#reads++;
        this.#isWaiting = false;
        yield chunk;
        this.#isWaiting = true;
      }
    } catch (thrown) {
      if (this.#isStopped) throw thrown;
      this.fail(decodingError(this.#encoding, thrown as Error));
    } finally {
      this.#isWaiting = false;
      this.cancel();
    }
  }

  /** Whoever reads it, now or later, gets no more; the connection is dropped, unless all has come. */
  cancel(): void {
    this.#end(null);
  }

  /** The same, and the request has failed. */
  fail(error: Error): void {
    this.#end(error);
  }

  /** Its user must end: the reader's loop throws `reason`, and nothing is reported. */
  stop(reason: Error): void {
    this.#isStopped = true;
    this.#isOver = true;
    this.#incoming?.stop(reason);
  }

  /** True if no block holds it, and nobody waits for more nor has read anything since this was asked last. */
  isAbandoned(): boolean {
    const isIdle = !this.isInBlock && !this.#isWaiting && this.#reads === this.#readsBefore;
    this.#readsBefore = this.#reads;
    return isIdle;
  }

  get #encoding(): string {
    return headerValue(this.#parts.rawHeaders, 'content-encoding') ?? '';
  }

  #decoded(): AsyncIterable<Chunk> {
    const chunks = this.#incoming === null ? nothing() : this.#incoming.chunks();
    return decodeStream(chunks, encodingsOf(this.#encoding));
  }

  #end(error: Error | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#incoming?.cancel(error);
    this.#onEnd();
  }
}

async function* nothing(): AsyncGenerator<Chunk> {}

function taken(): TslocError {
  const hint = 'Read it by one loop, over chunks(), lines() or events(), or by read().';
  return new TslocError('STREAM_TAKEN', 'Expected a stream that nobody has read, got one that has a reader.', { hint });
}

function ignore(): void {}
