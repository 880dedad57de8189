/** What a request with `stream: true` resolves with: the headers, and a body to be read as it comes. */
import { TslocError } from '../../util/error.js';
import { bodyTooLarge } from '../errors/failures.js';
import { charsetOf } from './charset.js';
import type { Chunk } from './incoming-body.js';
import { type Line, splitLines } from './lines.js';
import type { OpenReport } from './report.js';
import { HttpResponse, type ResponseParts } from './response.js';
import { parseEvents, type ServerSentEvent } from './server-sent-events.js';
import type { StreamedBody } from './streamed-body.js';

/**
 * A response whose body has yet to come. One reader, once: `for await` over it, over {@link lines} or {@link events}, or
 * {@link read}. Its request is reported when that has ended. `elapsed` and `error` are final then.
 */
export class StreamedResponse extends HttpResponse {
  /** Milliseconds from the beginning of the request to its headers. */
  readonly firstByteTime: number;
  readonly #streamed: StreamedBody;
  #whole: Buffer | null = null;

  constructor(parts: ResponseParts, streamed: StreamedBody, report: OpenReport | null) {
    super(parts, report);
    this.firstByteTime = parts.elapsed;
    this.#streamed = streamed;
  }

  /** A response came, its status is below 400, and its body has not broken off so far. */
  override get ok(): boolean {
    return super.ok && this.#streamed.error === null;
  }

  /** The decoded pieces, as they come. A body that breaks off ends the loop; `error` says why. */
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

  /** The whole body, after all; then `text()`, `json()` and `bytes()` give it, too. */
  async read(): Promise<Buffer> {
    if (this.#whole !== null) return this.#whole;
    const pieces: Buffer[] = [];
    for await (const { bytes } of this.chunks()) pieces.push(bytes);
    this.#whole = Buffer.concat(pieces);
    return this.#whole;
  }

  /** The body, when {@link read} has read it. @throws {TslocError} `STREAM_NOT_READ` before */
  override bytes(): Buffer {
    if (this.#whole !== null) return this.#whole;
    const hint = 'Wait for response.read() first, or leave out { stream: true }.';
    throw new TslocError('STREAM_NOT_READ', 'Expected a body that has been read, got a stream.', { hint });
  }

  /** Ends the reading: the connection is dropped, unless all has come, and the request is reported. */
  cancel(): void {
    this.#streamed.cancel();
  }

  override get [Symbol.dispose](): () => void {
    this.#streamed.isInBlock = true;
    const report = super[Symbol.dispose];
    return () => {
      this.cancel();
      report();
    };
  }

  #lines(charset: string): AsyncGenerator<Line> {
    const limit = this.#streamed.maxLineLength;
    const tooLong = () => this.#streamed.fail(bodyTooLarge(limit));
    return splitLines(this.chunks(), charset, limit, tooLong);
  }
}

/** Takes over what the end of the body has made of it. */
export function completeResponse(response: StreamedResponse, { elapsed, error }: StreamedBody): void {
  Object.assign(response, { elapsed, error });
}
