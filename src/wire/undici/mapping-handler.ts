/** Wraps the handlers of an undici client: maps undici's errors to those of a transport. */
import type { RawHeaders } from '../headers.js';
import type { RequestSlot, ResponseHandler } from '../transport.js';
import { fromUndici, isLengthMismatch } from './undici-error.js';

/** A pool of handlers: a client that sends one request at a time reuses one handler, and allocates none per request. */
export class MappingHandlers {
  readonly #free: MappingHandler[] = [];

  /** The handler that undici calls instead of `inner`. */
  around(inner: ResponseHandler): ResponseHandler {
    const handler = this.#free.pop() ?? new MappingHandler(this.#free);
    handler.start(inner);
    return handler;
  }
}

/** Handles one request at a time; undici calls nothing after `onComplete` or `onError`. */
class MappingHandler implements ResponseHandler {
  readonly #free: MappingHandler[];
  #inner: ResponseHandler = ended;
  #status = 0;

  constructor(free: MappingHandler[]) {
    this.#free = free;
  }

  start(inner: ResponseHandler): void {
    this.#inner = inner;
    this.#status = 0;
  }

  get slot(): RequestSlot | null {
    return this.#inner.slot;
  }

  onConnect(abort: (reason: Error) => void): void {
    this.#inner.onConnect(abort);
  }

  onRequestSent(): void {
    this.#inner.onRequestSent?.();
  }

  onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    if (status >= 200) this.#status = status;
    return this.#inner.onHeaders(status, headers, resume, statusText);
  }

  onData(chunk: Buffer): boolean {
    return this.#inner.onData(chunk);
  }

  onComplete(): void {
    this.#end().onComplete();
  }

  onError(error: Error): void {
    const status = this.#status;
    const inner = this.#end();
    // undici expects a body of a 204 or 304 with a Content-Length; these have none, so the response is complete.
    if ((status === 204 || status === 304) && isLengthMismatch(error)) inner.onComplete();
    else inner.onError(fromUndici(error, status > 0));
  }

  #end(): ResponseHandler {
    const inner = this.#inner;
    this.#inner = ended;
    this.#free.push(this);
    return inner;
  }
}

const ended: ResponseHandler = {
  slot: null,
  onConnect: ignore,
  onHeaders: () => true,
  onData: () => true,
  onComplete: ignore,
  onError: ignore,
};

function ignore(): void {}
