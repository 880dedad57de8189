/** An exchange whose response body is read as a stream. */

import { headerValue, type RawHeaders } from '../../wire/headers.js';
import type { TransportRequest } from '../../wire/transport.js';
import { connectionError } from '../errors/failures.js';
import { Exchange, type ExchangeListener } from './exchange.js';
import { IncomingBody } from './incoming-body.js';

/** Settles when the headers have arrived, or when it has failed before them. */
export class StreamExchange extends Exchange {
  /** Null before the headers. */
  incoming: IncomingBody | null = null;
  readonly #startedAt: number;
  readonly #listener: ExchangeListener;
  #bytesRead = 0;
  #isOver = false;
  #onOver: () => void = ignore;
  #abort: (reason: Error) => void = ignore;

  /** @param startedAt {@link now} when the request began; of a chain of redirects, the first one */
  constructor(request: TransportRequest, maxBytes: number, startedAt: number, listener: ExchangeListener) {
    super(request, maxBytes, finishing);
    this.#startedAt = startedAt;
    this.#listener = listener;
  }

  override onConnect(abort: (reason: Error) => void): void {
    this.#abort = abort;
    super.onConnect(abort);
  }

  override onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    super.onHeaders(status, headers, resume, statusText);
    if (status < 200) return true;
    this.incoming = new IncomingBody(this.#startedAt, resume, this.#abort);
    this.finishedAt = this.incoming.lastByteAt;
    this.#listener.onSettled(this);
    return true;
  }

  override onData(chunk: Buffer): boolean {
    if (this.incoming === null) return super.onData(chunk);
    this.#bytesRead += chunk.length;
    return this.incoming.push(chunk);
  }

  /** Calls `action` when nothing more is sent or received; at once if that is already the case. */
  onOver(action: () => void): void {
    if (this.#isOver) action();
    else this.#onOver = action;
  }

  /** Reads the whole body, for example that of a redirect. */
  async collect(): Promise<void> {
    const { incoming } = this;
    if (incoming === null) return;
    for await (const { bytes } of incoming.chunks()) super.onData(bytes);
    this.releaseMemory();
    this.finishedAt = incoming.lastByteAt;
  }

  /** Nothing more is sent or received. */
  finish(): void {
    this.#isOver = true;
    this.#onOver();
    if (this.incoming === null) this.#listener.onSettled(this);
    else this.incoming.end(this.finishedAt, this.error === null ? null : this.#failure(this.error));
  }

  #failure(error: Error): Error {
    const length = headerValue(this.rawHeaders, 'content-length');
    const bytesExpected = length === null ? null : Number(length);
    return connectionError(error, { headersSeen: true, bytesRead: this.#bytesRead, bytesExpected });
  }
}

const finishing: ExchangeListener = { onSettled: (exchange) => (exchange as StreamExchange).finish() };

function ignore(): void {}
