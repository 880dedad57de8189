/** One HTTP/1.1 connection: sends a request, parses the response, and is then free for the next request. */
import type { Socket } from 'node:net';
import { pollTime } from '../../util/loop/poll-time.js';
import { ConnectTimes } from '../connect-times.js';
import type { TickListener } from '../timeout-ticker.js';
import type { ResponseHandler } from '../transport.js';
import { createCloseError, WireError } from '../wire-error.js';
import { ConnectionActivity } from './connection-activity.js';
import type { HeaderBytes } from './header-bytes.js';
import { openSocket, type SocketOwner } from './open-socket.js';
import { prepareRetry, type QueuedRequest } from './queued-request.js';
import { writeRequest } from './request-writer.js';
import { ResponseParser, type ResponseSink } from './response-parser.js';
import type { Origin, SocketSettings } from './socket-settings.js';

/** The pool that a connection belongs to. */
export interface ConnectionPool {
  readonly settings: SocketSettings;
  readonly origin: Origin;
  /** The response has been read to its end, or the request was rejected before it was written: another one can be sent. */
  release(connection: SocketConnection): void;
  /** The connection is closed. `retry` is sent on a new connection, before waiting requests. */
  remove(connection: SocketConnection, retry: QueuedRequest | null): void;
}

/** A socket and the request that it carries, if any. */
export class SocketConnection implements SocketOwner, ResponseSink, TickListener {
  isPaused = false;
  readonly #pool: ConnectionPool;
  readonly #parser: ResponseParser;
  readonly #activity: ConnectionActivity;
  #socket: Socket;
  /** Whether it can be written to: not while a tunnel through a proxy is being opened. */
  #isReady: boolean;
  #isOpen = false;
  isClosed = false;
  #gotBytes = false;
  #isWritten = false;
  #isSending = false;
  /** The poll of the event loop in which it last sent something, or read so much that more may have come since. */
  #lastActivePoll = 0;
  #current: QueuedRequest | null = null;

  constructor(pool: ConnectionPool) {
    this.#pool = pool;
    const { settings, origin } = pool;
    this.#parser = new ResponseParser(this, origin.responseHeads);
    this.#activity = new ConnectionActivity(settings, origin);
    this.#isReady = settings.options.proxy === null;
    this.#socket = openSocket(origin, settings.options, this);
    settings.ticker.add(this);
  }

  /** True if everything that was written has been passed to the operating system. */
  get isFlushed(): boolean {
    return !this.isClosed && this.#socket.writableLength === 0;
  }

  /** True if the server may have closed this idle connection. */
  get mayBeStale(): boolean {
    return this.#activity.mayBeStale;
  }

  /** Sends a request; the connection must be free. */
  send(queued: QueuedRequest): void {
    const { request, handler } = queued;
    this.#current = queued;
    this.#gotBytes = false;
    this.#isWritten = false;
    this.#activity.onRequest();
    this.#parser.expect(request.method);
    if (this.#isOpen || handler.onOpening === undefined) this.#callOnConnect(queued);
    else this.#callOnOpening(queued);
    if (this.#isReady && this.#current === queued) this.#write(queued);
  }

  /** Closes it at once; the pending request fails with `reason`. */
  drop(reason: Error): void {
    this.#fail(reason, false);
  }

  onReady(socket: Socket): void {
    this.#socket = socket;
    this.#isReady = true;
    if (this.isClosed) socket.destroy();
    else if (this.#current !== null) this.#write(this.#current);
  }

  onOpen(): void {
    this.#isOpen = true;
    this.#lastActivePoll = pollTime.currentPoll;
    this.#activity.onActive();
    const current = this.#current;
    if (current?.handler.onOpening === undefined) return;
    this.#callOnConnect(current);
    if (this.#current === current && !this.#isSending) this.#onWritten(current);
  }

  onBytes(bytes: Buffer): void {
    this.#receive(bytes, bytes.length, false);
  }

  onBorrowedBytes(bytes: Buffer, length: number): void {
    const poll = pollTime.beginRead(this.#lastActivePoll);
    if (length >= longReadBytes) this.#lastActivePoll = poll;
    try {
      this.#receive(bytes, length, true);
    } finally {
      pollTime.endRead();
    }
  }

  onEnd(): void {
    if (this.#current === null) {
      this.#activity.onIdleEnd();
      this.#close();
    } else if (this.#parser.end()) this.#finish(false);
    else this.#fail(createCloseError());
  }

  onSocketError(error: Error): void {
    this.#fail(error);
  }

  onClose(): void {
    this.#fail(createCloseError());
  }

  onHead(status: number, headers: HeaderBytes, statusText: string): void {
    if (this.#current?.handler.onHeaders(status, headers, this.#resume, statusText) === false) this.isPaused = true;
  }

  onBody(bytes: Buffer): void {
    if (this.#current?.handler.onData(bytes) === false) this.isPaused = true;
  }

  onTick(tick: number): void {
    if (this.#current === null || this.isPaused) return;
    if (!this.#activity.checkTimeout(tick, sentBytesOf(this.#socket), this.#isOpen)) return;
    this.#fail(this.#isOpen ? createReadTimeout() : createConnectTimeout());
  }

  /** The handler of a request that was cancelled while it waited aborts the opening. */
  #callOnOpening({ handler }: QueuedRequest): void {
    handler.onOpening?.(new ConnectTimes(this.#socket));
    if (this.#socket.destroyed) this.#fail(this.#socket.errored ?? createCloseError(), false);
  }

  #callOnConnect(queued: QueuedRequest): void {
    const { handler } = queued;
    try {
      handler.onConnect((reason) => this.#abort(handler, reason));
    } catch (error) {
      this.#rejectUnsent(queued, error as Error);
    }
  }

  /** Fails a request that was cancelled while it waited; the connection stays usable if nothing was written. */
  #rejectUnsent(queued: QueuedRequest, error: Error): void {
    this.#current = null;
    if (this.#isWritten) this.#close();
    else this.#pool.release(this);
    queued.handler.onError(error);
  }

  #write(queued: QueuedRequest): void {
    const { head, request } = queued;
    this.#isWritten = true;
    this.#lastActivePoll = pollTime.currentPoll;
    try {
      const sending = writeRequest(this.#socket, head, request.body);
      if (sending !== null) this.#awaitBody(sending, queued);
      else if (this.#isOpen) this.#onWritten(queued);
    } catch (error) {
      this.#fail(error as Error, false);
    }
  }

  /** Everything is written to the socket, which may have queued most of a long body. */
  #onWritten(queued: QueuedRequest): void {
    const { handler } = queued;
    if (handler.onRequestSent === undefined) return;
    if (this.#socket.writableNeedDrain) this.#awaitDrain(queued);
    else handler.onRequestSent();
  }

  #awaitDrain(queued: QueuedRequest): void {
    const { handler } = queued;
    handler.onSending?.(() => sentBytesOf(this.#socket));
    this.#socket.once('drain', () => {
      if (this.#current === queued) handler.onRequestSent?.();
    });
  }

  #awaitBody(sending: Promise<void>, queued: QueuedRequest): void {
    this.#isSending = true;
    sending.then(
      () => {
        this.#isSending = false;
        if (this.#current === queued && this.#isOpen) queued.handler.onRequestSent?.();
      },
      (error) => {
        if (this.#current === queued) this.#fail(error, false);
      },
    );
  }

  #receive(bytes: Buffer, length: number, isBorrowed: boolean): void {
    const current = this.#current;
    if (current === null) {
      this.#close(); // unsolicited bytes
      return;
    }
    this.#gotBytes = true;
    this.#activity.onActive();
    let end: number;
    try {
      end = isBorrowed ? this.#parser.readBorrowed(bytes, length) : this.#parser.read(bytes);
    } catch (error) {
      this.#fail(error as Error);
      return;
    }
    // The handler may have aborted the request while it received a part of the response.
    if (this.#parser.isIdle && this.#current === current) this.#finish(this.#parser.keepsAlive && end === length);
  }

  #finish(isReusable: boolean): void {
    const { handler, head } = this.#current as QueuedRequest;
    this.#current = null;
    this.#activity.onResponse();
    this.#resume();
    // The rest of a request that is still being sent would run into the next request. With TLS, Node reports the end of
    // a write one tick later.
    const isSent = !this.#isSending && (this.#pool.origin.endpoint.isSecure || this.isFlushed);
    if (isReusable && isSent && !head.closes) this.#pool.release(this);
    else this.#close();
    handler.onComplete();
  }

  #abort(handler: ResponseHandler, reason?: Error): void {
    if (this.#current?.handler === handler) this.#fail(reason ?? createCloseError(), false);
  }

  #fail(error: Error, mayRetry = true): void {
    const current = this.#current;
    this.#current = null;
    const retry = current === null || !mayRetry ? null : this.#retryAfter(current, error);
    this.#close(retry);
    if (retry === null) current?.handler.onError(error);
  }

  #retryAfter(queued: QueuedRequest, error: Error): QueuedRequest | null {
    return this.#gotBytes ? null : prepareRetry(queued, this.#activity.checkStale(error));
  }

  #close(retry: QueuedRequest | null = null): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#socket.destroy();
    this.#pool.settings.ticker.delete(this);
    this.#pool.remove(this, retry);
  }

  readonly #resume = (): void => {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.#activity.onActive();
    this.#socket.resume();
  };
}

function createConnectTimeout(): WireError {
  return new WireError('connect-timeout', 'Connecting took too long.');
}

function createReadTimeout(): WireError {
  return new WireError('read-timeout', 'Nothing was received for too long.');
}

/** After a read of at least this many bytes, the longest TLS record, more data may already be buffered in the kernel. */
const longReadBytes = 16_384;

/** Bytes passed to the operating system; during one long write, only Node's internal handle knows how many. */
function sentBytesOf(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { writeQueueSize?: number } | null };
  return socket.bytesWritten - socket.writableLength - (handle?.writeQueueSize ?? 0);
}
