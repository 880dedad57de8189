/** One connection: sends a request, reads its answer, and is free for the next. */
import type { Socket } from 'node:net';
import { pollTime } from '../../util/loop/poll-time.js';
import { ConnectTimes } from '../connect-times.js';
import type { ResponseHandler } from '../transport.js';
import { connectionClosed, WireError } from '../wire-error.js';
import type { HeaderBytes } from './header-bytes.js';
import { openSocket, type SocketOwner } from './open-socket.js';
import { isConnectionClosed, prepareRetry, type QueuedRequest } from './queued-request.js';
import { writeRequest } from './request-writer.js';
import { ResponseParser, type ResponseSink } from './response-parser.js';
import type { Origin, SocketSettings } from './socket-settings.js';
import type { TickListener } from './timeout-ticker.js';

/** Whose connections these are. */
export interface ConnectionPool {
  readonly settings: SocketSettings;
  readonly origin: Origin;
  /** It has been read to the end, and can take another request. */
  release(connection: SocketConnection): void;
  /** It is gone; `again` is to be sent on a new one, before all that waits. */
  remove(connection: SocketConnection, again: QueuedRequest | null): void;
}

/** One socket and its state. */
export class SocketConnection implements SocketOwner, ResponseSink, TickListener {
  isPaused = false;
  readonly #holder: ConnectionPool;
  readonly #parser: ResponseParser;
  #socket: Socket;
  /** False while the way to the origin, through a proxy, is being made: nothing can be written yet. */
  #isReady: boolean;
  #isOpen = false;
  /** True when it has ended. */
  isClosed = false;
  #hasServed = false;
  #gotBytes = false;
  #isWritten = false;
  #isSending = false;
  /** The tick of the last byte, in either direction. */
  #activeAt: number;
  /** The event loop's look for news after which the next bytes have come. */
  #look = 0;
  #sentBytes = 0;
  #job: QueuedRequest | null = null;

  constructor(holder: ConnectionPool) {
    this.#holder = holder;
    const { settings, origin } = holder;
    this.#parser = new ResponseParser(this, origin.responseHeads);
    this.#activeAt = settings.ticker.tick;
    this.#isReady = settings.options.proxy === null;
    this.#socket = openSocket(origin, settings.options, this);
    settings.ticker.add(this);
  }

  /** True if a next request would begin where the last one has ended. */
  get isFlushed(): boolean {
    return !this.isClosed && this.#socket.writableLength === 0;
  }

  /** True if the other side may have closed it: nothing has happened on it for a while, or it has done so before. */
  get mayBeStale(): boolean {
    const { settings, origin } = this.#holder;
    const { ticker } = settings;
    return ticker.tick > this.#activeAt || ticker.tick < origin.staleUntilTick || ticker.isOverdue;
  }

  /** Sends a request, when it is free. */
  send(job: QueuedRequest): void {
    const { request, handler } = job;
    this.#job = job;
    this.#gotBytes = false;
    this.#isWritten = false;
    this.#activeAt = this.#holder.settings.ticker.tick;
    this.#parser.expect(request.method);
    if (this.#isOpen || handler.onOpening === undefined) this.#announce(job);
    else handler.onOpening(new ConnectTimes(this.#socket));
    if (this.#isReady && this.#job === job) this.#write(job);
  }

  /** Ends it at once; what is under way fails with `reason`. */
  drop(reason: Error): void {
    this.#fail(reason, false);
  }

  onReady(socket: Socket): void {
    this.#socket = socket;
    this.#isReady = true;
    if (this.isClosed) socket.destroy();
    else if (this.#job !== null) this.#write(this.#job);
  }

  onOpen(): void {
    this.#isOpen = true;
    this.#look = pollTime.currentPoll;
    this.#activeAt = this.#holder.settings.ticker.tick;
    const job = this.#job;
    if (job?.handler.onOpening === undefined) return;
    this.#announce(job);
    if (this.#job === job && !this.#isSending) job.handler.onRequestSent?.();
  }

  onBytes(bytes: Buffer): void {
    this.#receive(bytes, bytes.length, false);
  }

  onBorrowedBytes(bytes: Buffer, length: number): void {
    const look = pollTime.beginRead(this.#look);
    if (length >= longRead) this.#look = look;
    try {
      this.#receive(bytes, length, true);
    } finally {
      pollTime.endRead();
    }
  }

  onEnd(): void {
    if (this.#job === null) this.#endIdly();
    else if (this.#parser.end()) this.#finish(false);
    else this.#fail(connectionClosed());
  }

  onSocketError(error: Error): void {
    this.#fail(error);
  }

  onClose(): void {
    this.#fail(connectionClosed());
  }

  onHead(status: number, headers: HeaderBytes, statusText: string): void {
    if (this.#job?.handler.onHeaders(status, headers, this.#resume, statusText) === false) this.isPaused = true;
  }

  onBody(bytes: Buffer): void {
    if (this.#job?.handler.onData(bytes) === false) this.isPaused = true;
  }

  onTick(tick: number): void {
    if (this.#job === null || this.isPaused) return;
    const sentBytes = sentBytesOf(this.#socket);
    if (sentBytes !== this.#sentBytes) this.#activeAt = tick;
    this.#sentBytes = sentBytes;
    const { connectTicks, readTicks } = this.#holder.settings;
    if (tick - this.#activeAt <= (this.#isOpen ? readTicks : connectTicks)) return;
    this.#fail(this.#isOpen ? readTimedOut() : connectTimedOut());
  }

  #announce(job: QueuedRequest): void {
    const { handler } = job;
    try {
      handler.onConnect((reason) => this.#abort(handler, reason));
    } catch (error) {
      this.#refuse(job, error as Error);
    }
  }

  /** A request that nobody wants any more leaves the connection to the next one, if none of it has been written. */
  #refuse(job: QueuedRequest, error: Error): void {
    this.#job = null;
    if (this.#isWritten) this.#leave();
    else this.#holder.release(this);
    job.handler.onError(error);
  }

  #write(job: QueuedRequest): void {
    const { head, request, handler } = job;
    this.#isWritten = true;
    this.#look = pollTime.currentPoll;
    try {
      const sending = writeRequest(this.#socket, head, request.body);
      if (sending !== null) this.#watch(sending, job);
      else if (this.#isOpen) handler.onRequestSent?.();
    } catch (error) {
      this.#fail(error as Error, false);
    }
  }

  #watch(sending: Promise<void>, job: QueuedRequest): void {
    this.#isSending = true;
    sending.then(
      () => {
        this.#isSending = false;
        if (this.#job === job && this.#isOpen) job.handler.onRequestSent?.();
      },
      (error) => {
        if (this.#job === job) this.#fail(error, false);
      },
    );
  }

  #receive(bytes: Buffer, length: number, isBorrowed: boolean): void {
    const job = this.#job;
    if (job === null) {
      this.#leave(); // nobody asked
      return;
    }
    this.#gotBytes = true;
    this.#activeAt = this.#holder.settings.ticker.tick;
    let end: number;
    try {
      end = isBorrowed ? this.#parser.readBorrowed(bytes, length) : this.#parser.read(bytes);
    } catch (error) {
      this.#fail(error as Error);
      return;
    }
    // Whoever has taken a part of it may have had enough.
    if (this.#parser.isIdle && this.#job === job) this.#finish(this.#parser.keepsAlive && end === length);
  }

  #finish(mayStay: boolean): void {
    const { handler, head } = this.#job as QueuedRequest;
    this.#job = null;
    this.#hasServed = true;
    this.#resume();
    // A request that is still being sent would go on into the next one. TLS says a turn later that it has been.
    const isSent = !this.#isSending && (this.#holder.origin.endpoint.isSecure || this.isFlushed);
    if (mayStay && isSent && !head.closes) this.#holder.release(this);
    else this.#leave();
    handler.onComplete();
  }

  #abort(handler: ResponseHandler, reason?: Error): void {
    if (this.#job?.handler === handler) this.#fail(reason ?? connectionClosed(), false);
  }

  #fail(error: Error, mayRetry = true): void {
    const job = this.#job;
    this.#job = null;
    const again = job === null || !mayRetry ? null : this.#nextTry(job, error);
    this.#leave(again);
    if (again === null) job?.handler.onError(error);
  }

  #nextTry(job: QueuedRequest, error: Error): QueuedRequest | null {
    if (this.#gotBytes) return null;
    const isHangUp = this.#hasServed && isConnectionClosed(error);
    if (isHangUp) this.#noteHangUp();
    return prepareRetry(job, isHangUp && this.#holder.settings.options.resends);
  }

  /** Whoever looks for this as often as it happens loses no request to it. */
  #endIdly(): void {
    const { origin, settings } = this.#holder;
    if (settings.ticker.tick < origin.staleUntilTick) this.#noteHangUp();
    this.#leave();
  }

  #noteHangUp(): void {
    this.#holder.origin.staleUntilTick = this.#holder.settings.ticker.tick + hangUpTicks;
  }

  #leave(again: QueuedRequest | null = null): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#socket.destroy();
    this.#holder.settings.ticker.delete(this);
    this.#holder.remove(this, again);
  }

  readonly #resume = (): void => {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.#activeAt = this.#holder.settings.ticker.tick;
    this.#socket.resume();
  };
}

function connectTimedOut(): WireError {
  return new WireError('connect-timeout', 'Connecting took too long.');
}

function readTimedOut(): WireError {
  return new WireError('read-timeout', 'Nothing was received for too long.');
}

/** For how long a server that has closed a kept connection without a word is expected to do so again. */
const hangUpTicks = 60;

/** Bytes: after a read of so many, more may follow at once that came meanwhile. A record of TLS is no longer than this. */
const longRead = 16_384;

/** Bytes that the system has taken; with one long write, only Node's own handle knows how far it is. */
function sentBytesOf(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { writeQueueSize?: number } | null };
  return socket.bytesWritten - socket.writableLength - (handle?.writeQueueSize ?? 0);
}
