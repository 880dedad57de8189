/** The response of a request with `stream: true`: its headers, and a body that is read as a stream. */
import { type RecordedBodies, recordedBodies } from '../../stats/recorded-bodies.js';
import { TslocError } from '../../util/error.js';
import { bodiesTooLarge, bodyTooLarge } from '../errors/failures.js';
import { bodyMemory } from './body-memory.js';
import { charsetOf } from './charset.js';
import { ChunkList } from './chunk-list.js';
import { type Hold, held } from './hold.js';
import type { Chunk } from './incoming-body.js';
import { type Line, splitLines } from './lines.js';
import type { OpenReport } from './report.js';
import { HttpResponse, type ResponseParts } from './response.js';
import { parseEvents, type ServerSentEvent } from './server-sent-events.js';
import type { StreamedBody } from './streamed-body.js';

/**
 * A response whose body has not been read. It can be read once: by `for await` over it, over {@link lines} or
 * {@link events}, or by {@link read}. The request is reported at the end of the body, when `elapsed` and `error` are final.
 */
export class StreamedResponse extends HttpResponse {
  /** Milliseconds from the start of the request to the headers. */
  readonly firstByteTime: number;
  readonly #streamed: StreamedBody;
  #whole: Buffer | null = null;

  constructor(parts: ResponseParts, streamed: StreamedBody, report: OpenReport | null) {
    super(parts, report);
    this.firstByteTime = parts.elapsed;
    this.#streamed = streamed;
  }

  /** Whether a response arrived, its status is below 400, and its body has not been cut off so far. */
  override get ok(): boolean {
    return super.ok && this.#streamed.error === null;
  }

  /** The decoded chunks. A body that breaks off ends the loop; `error` says why. */
  chunks(): AsyncGenerator<Chunk> {
    return this.#streamed.chunks();
  }

  [Symbol.asyncIterator](): AsyncGenerator<Chunk> {
    return this.chunks();
  }

  /** The lines, in the charset of the content type, else UTF-8. */
  lines(): AsyncGenerator<Line> {
    return this.#lines(charsetOf(this.headers.get('content-type')) ?? 'utf-8');
  }

  /** The events of a `text/event-stream`. */
  events(): AsyncGenerator<ServerSentEvent> {
    return parseEvents(this.#lines('utf-8'));
  }

  /**
   * Reads the whole body; afterwards `text()`, `json()` and `bytes()` work. The limit of bodies that are read in full
   * applies: a longer body fails the request, and is empty.
   */
  async read(): Promise<Buffer> {
    this.#whole ??= await this.#readAll();
    return this.#whole;
  }

  /** The body, after {@link read}. @throws {TslocError} `STREAM_NOT_READ` before */
  override bytes(): Buffer {
    if (this.#whole !== null) return this.#whole;
    const hint = 'Await response.read() first, or leave out { stream: true }.';
    throw new TslocError('STREAM_NOT_READ', 'Expected a body that has been read, got a stream.', { hint });
  }

  override [recordedBodies](): RecordedBodies {
    return { sent: this.request.body, received: this.#whole };
  }

  /** Stops reading: drops the connection unless the body is complete, and reports the request. */
  cancel(): void {
    this.#streamed.cancel();
  }

  override get [held](): Hold {
    return this.#streamed.hold;
  }

  override get [Symbol.dispose](): () => void {
    const report = super[Symbol.dispose];
    return () => {
      this.cancel();
      report();
    };
  }

  async #readAll(): Promise<Buffer> {
    const pieces = new ChunkList();
    const limit = this.#streamed.maxBufferedLength;
    let length = 0;
    try {
      for await (const { bytes } of this.chunks()) {
        length += bytes.length;
        const isHeld = bodyMemory.hold(bytes.length);
        const failure = length > limit ? bodyTooLarge(limit) : isHeld ? null : bodiesTooLarge(bodyMemory.maxBytes);
        if (failure !== null) {
          this.#streamed.fail(failure);
          return noBytes;
        }
        pieces.add(bytes);
      }
    } finally {
      bodyMemory.release(length);
    }
    return pieces.concat(noBytes, length);
  }

  #lines(charset: string): AsyncGenerator<Line> {
    const limit = this.#streamed.maxBufferedLength;
    const tooLong = () => this.#streamed.fail(bodyTooLarge(limit));
    return splitLines(this.chunks(), charset, limit, tooLong);
  }
}

/** Sets the final values at the end of the body. */
export function completeResponse(response: StreamedResponse, { elapsed, error }: StreamedBody): void {
  Object.assign(response, { elapsed, error });
}

const noBytes = Buffer.alloc(0);
