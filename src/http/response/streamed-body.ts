/** The body of a streamed response: its reader's chunks, and the outcome of the request. */

import { TslocError } from '../../util/error.js';
import { headerValue } from '../../wire/headers.js';
import { bodyTooLarge, decodingError } from '../errors/failures.js';
import type { ReceiveOptions } from '../timing/receive-options.js';
import { decodeStream } from './decode-stream.js';
import { encodingsOf } from './decompress.js';
import { Hold } from './hold.js';
import type { Chunk, IncomingBody } from './incoming-body.js';
import type { Outcome } from './report.js';
import type { ResponseParts } from './response.js';
import { StreamExchange } from './stream-exchange.js';

/** Ends once: completely read, failed, or cancelled by its reader. Until then its numbers are current values. */
export class StreamedBody implements Outcome {
  readonly status: number;
  readonly statusText: string;
  /** Decoded bytes that the reader has received. */
  length = 0;
  /** The maximum length of what is buffered as one piece: a line, in characters, or the whole body, in bytes. */
  readonly maxBufferedLength: number;
  /** Of its response. */
  readonly hold = new Hold();
  readonly #parts: ResponseParts;
  readonly #startedAt: number;
  readonly #maxBytes: number;
  readonly #incoming: IncomingBody | null;
  #hasReader = false;
  #isReaderWaiting = false;
  #isOver = false;
  #isStopped = false;
  #readCount = 0;
  #readCountAtLastCheck = 0;
  #onEnd: () => void = ignore;

  /** Without a response, the body is empty. @param startedAt {@link now} when the request began */
  constructor(parts: ResponseParts, startedAt: number, { maxStreamBytes, maxBodyBytes }: ReceiveOptions) {
    const { content } = parts;
    this.status = parts.status;
    this.statusText = parts.statusText;
    this.#parts = parts;
    this.#startedAt = startedAt;
    this.#maxBytes = maxStreamBytes ?? maxBodyBytes;
    this.maxBufferedLength = maxBodyBytes;
    this.#incoming = content instanceof StreamExchange ? content.incoming : null;
    this.#isOver = this.#incoming === null;
  }

  /** Ms to the end, or to the last byte so far; of a cancelled body, to the last byte before that. */
  get elapsed(): number {
    return this.#incoming === null ? this.#parts.elapsed : this.#incoming.lastByteAt - this.#startedAt;
  }

  /** Why it is incomplete; null also if the reader cancelled it. */
  get error(): Error | null {
    return this.#incoming === null ? this.#parts.error : this.#incoming.error;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** True if the user was stopped: the request is not reported. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Calls `action` at the end; at once, if it has ended. */
  onEnd(action: () => void): void {
    if (this.#isOver) action();
    else this.#onEnd = action;
  }

  /**
   * The decoded chunks. A body that breaks off ends the iteration without an exception; `error` says why. Leaving the
   * loop early drops the connection.
   * @throws {TslocError} `STREAM_LOCKED` if it has a reader already; and the reason of the stop, once the user is stopped
   */
  async *chunks(): AsyncGenerator<Chunk> {
    if (this.#hasReader) throw streamLocked();
    this.#hasReader = true;
    this.#isReaderWaiting = true;
    try {
      for await (const chunk of this.#decode()) {
        this.length += chunk.bytes.length;
        if (this.length > this.#maxBytes) return this.fail(bodyTooLarge(this.#maxBytes));
        this.#readCount++;
        this.#isReaderWaiting = false;
        yield chunk;
        this.#isReaderWaiting = true;
      }
    } catch (thrown) {
      if (this.#isStopped) throw thrown;
      this.fail(decodingError(this.#encoding, thrown as Error));
    } finally {
      this.#isReaderWaiting = false;
      this.cancel();
    }
  }

  /** Ends the iteration; drops the connection unless the body is complete. */
  cancel(): void {
    this.#end(null);
  }

  /** The same, as a failure of the request. */
  fail(error: Error): void {
    this.#end(error);
  }

  /** The user is stopped: the reader's loop throws `reason`, and nothing is reported. */
  stop(reason: Error): void {
    this.#isStopped = true;
    this.#isOver = true;
    this.#incoming?.stop(reason);
  }

  /** True if no block holds it, no reader waits for more, and nothing was read since the last call. */
  isAbandoned(): boolean {
    const isIdle = !this.hold.isInBlock && !this.#isReaderWaiting && this.#readCount === this.#readCountAtLastCheck;
    this.#readCountAtLastCheck = this.#readCount;
    return isIdle;
  }

  get #encoding(): string {
    return headerValue(this.#parts.rawHeaders, 'content-encoding') ?? '';
  }

  #decode(): AsyncIterable<Chunk> {
    const chunks = this.#incoming === null ? noChunks() : this.#incoming.chunks();
    return decodeStream(chunks, encodingsOf(this.#encoding));
  }

  #end(error: Error | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#incoming?.cancel(error);
    this.#onEnd();
  }
}

async function* noChunks(): AsyncGenerator<Chunk> {}

function streamLocked(): TslocError {
  const hint = 'Read a stream once: with one loop over chunks(), lines() or events(), or with read().';
  return new TslocError('STREAM_LOCKED', 'Expected a stream without a reader, got one that has been read.', { hint });
}

function ignore(): void {}
