/** Sends requests by an undici client: maps its errors, and resends requests that were sent on a stale connection. */
import type { Socket } from 'node:net';
import { callAfterNextPoll, now } from '../../util/loop/clock.js';
import type { RawHeaders } from '../headers.js';
import { InformationalCounter } from '../informational-limit.js';
import { isConnectionClosed, isIdempotent, type StaleTracker } from '../resend-rules.js';
import type { RequestSlot, ResponseHandler } from '../transport.js';
import type { Dispatcher } from './connection-slot.js';
import { fromUndici, isLengthMismatch } from './undici-error.js';

/** What undici dispatches, as far as it matters here. */
export interface ClientRequest {
  readonly method: string;
  readonly body?: unknown;
}

/** A client of undici. */
export interface UndiciClient<R> {
  dispatch(request: R, handler: ResponseHandler): unknown;
  destroy(reason: Error, done: () => void): unknown;
}

/** A connection that the server closes within this time after a response counts as closed right after the response. */
const justActiveMs = 1_000;

/** One client with at most one connection at a time. */
export class ClientDispatcher<R extends ClientRequest> implements Dispatcher<R> {
  readonly #client: UndiciClient<R>;
  readonly #stale: StaleTracker;
  readonly #onResend: () => void;
  /** Free handlers: a client that sends one request at a time reuses one, and allocates none per request. */
  readonly #free: ClientHandler<R>[] = [];
  #socket: Socket | null = null;
  /** Responses that the current connection has received. */
  #servedCount = 0;
  #lastActiveAt = 0;
  /** While undici removes a request that has failed, it accepts no other. */
  #isFailing = false;
  #destroyReason: Error | null = null;

  /** @param stale in seconds, shared by the users of a class */
  constructor(client: UndiciClient<R>, stale: StaleTracker, onResend: () => void) {
    this.#client = client;
    this.#stale = stale;
    this.#onResend = onResend;
  }

  /** The connection for the next requests. */
  onConnected(socket: Socket): void {
    this.#socket = socket;
    this.#servedCount = 0;
    socket.once('end', () => {
      if (this.#socket === socket && this.#servedCount > 0) this.#onStale();
    });
  }

  dispatch(request: R, inner: ResponseHandler): void {
    const handler = this.#free.pop() ?? new ClientHandler(this);
    handler.start(request, inner);
    const mayClose = this.#servedCount > 0 && this.#stale.closesAtOnce(seconds());
    // undici connects again as soon as it learns that the socket is closed.
    if (mayClose && !canResend(request)) this.#socket?.destroy();
    if (this.#isFailing) queueMicrotask(() => this.#send(request, handler));
    // The first time that a connection is reused, the server may have closed it with the response.
    else if (this.#servedCount === 1) callAfterNextPoll(() => this.#send(request, handler));
    else this.#send(request, handler);
  }

  destroy(reason: Error, done: () => void): void {
    this.#destroyReason = reason;
    this.#client.destroy(reason, done);
  }

  /** True if the failed request was sent again. */
  resend(request: R, handler: ClientHandler<R>, error: Error): boolean {
    if (this.#servedCount === 0 || !isConnectionClosed(error)) return false;
    this.#onStale();
    if (!canResend(request) || this.#destroyReason !== null) return false;
    this.#onResend();
    queueMicrotask(() => this.#send(request, handler)); // undici is still closing the connection
    return true;
  }

  /** Fails a request; its handler may send the next one at once. */
  fail(handler: ResponseHandler, error: Error): void {
    this.#isFailing = true;
    try {
      handler.onError(error);
    } finally {
      this.#isFailing = false;
    }
  }

  onServed(): void {
    if (this.#servedCount > 0) this.#stale.onReused();
    this.#servedCount++;
    this.#lastActiveAt = now();
  }

  release(handler: ClientHandler<R>): void {
    this.#free.push(handler);
  }

  #send(request: R, handler: ClientHandler<R>): void {
    if (this.#destroyReason === null) this.#client.dispatch(request, handler);
    else handler.onError(this.#destroyReason);
  }

  #onStale(): void {
    this.#stale.onStale(seconds(), now() - this.#lastActiveAt < justActiveMs);
  }
}

function canResend({ method, body }: ClientRequest): boolean {
  const isWhole = body === null || body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  return isWhole && isIdempotent(method);
}

function seconds(): number {
  return now() / 1_000;
}

/** Handles one request at a time; undici calls nothing after `onComplete` or `onError`. */
class ClientHandler<R extends ClientRequest> implements ResponseHandler {
  readonly #dispatcher: ClientDispatcher<R>;
  #request: R | null = null;
  #inner: ResponseHandler = ended;
  #status = 0;
  #isResent = false;
  /** Whether anything of a response was received. */
  #hasResponse = false;
  readonly #informational = new InformationalCounter();
  #abort: (reason: Error) => void = ignore;

  constructor(dispatcher: ClientDispatcher<R>) {
    this.#dispatcher = dispatcher;
  }

  start(request: R, inner: ResponseHandler): void {
    this.#request = request;
    this.#inner = inner;
    this.#status = 0;
    this.#isResent = false;
    this.#hasResponse = false;
    this.#informational.reset();
  }

  get slot(): RequestSlot | null {
    return this.#inner.slot;
  }

  onConnect(abort: (reason: Error) => void): void {
    this.#abort = abort;
    this.#inner.onConnect(abort);
  }

  onRequestSent(): void {
    this.#inner.onRequestSent?.();
  }

  onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    this.#hasResponse = true;
    if (status >= 200) this.#status = status;
    const excess = this.#informational.add(status);
    if (excess !== null) this.#abort(excess);
    return this.#inner.onHeaders(status, headers, resume, statusText);
  }

  onData(chunk: Buffer): boolean {
    return this.#inner.onData(chunk);
  }

  onComplete(): void {
    this.#dispatcher.onServed();
    this.#end().onComplete();
  }

  onError(original: Error): void {
    const status = this.#status;
    // undici expects a body of a 204 or 304 with a Content-Length; these have none, so the response is complete.
    if ((status === 204 || status === 304) && isLengthMismatch(original)) {
      this.#end().onComplete();
      return;
    }
    const error = fromUndici(original, status > 0);
    if (!this.#hasResponse && !this.#isResent && this.#dispatcher.resend(this.#request as R, this, error))
      this.#isResent = true;
    else this.#dispatcher.fail(this.#end(), error);
  }

  #end(): ResponseHandler {
    const inner = this.#inner;
    this.#inner = ended;
    this.#request = null;
    this.#dispatcher.release(this);
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
