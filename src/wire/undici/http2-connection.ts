/** An HTTP/2 connection, from its first request until it is closed. */
import { type ClientHttp2Session, connect } from 'node:http2';
import type { Socket } from 'node:net';
import type { ResponseHandler } from '../transport.js';
import { WireError } from '../wire-error.js';
import { type ExchangeOwner, Http2Exchange, type Http2Request } from './http2-exchange.js';
import { StallDetector, type WatchedConnection } from './stall-detector.js';

/** The opener of a connection. */
export interface ConnectionOwner {
  /** The server has not processed the request: it may be sent again on another connection. */
  onRefused(request: Http2Request, handler: ResponseHandler, attempt: number): void;
  /** The connection is closed. */
  onClosed(connection: Http2Connection): void;
}

const settings = { enablePush: false, initialWindowSize: 1 << 20 };

/** Carries one stream per request. After GOAWAY, it closes with its last pending request. */
export class Http2Connection implements ExchangeOwner, WatchedConnection {
  readonly #owner: ConnectionOwner;
  readonly #socket: Socket;
  readonly #session: ClientHttp2Session;
  readonly #exchanges = new Set<Http2Exchange>();
  readonly #stallDetector: StallDetector;
  #isGoingAway = false;
  hasServed = false;

  constructor(origin: string, socket: Socket, owner: ConnectionOwner) {
    this.#owner = owner;
    this.#socket = socket;
    this.#session = openSession(origin, socket);
    this.#stallDetector = new StallDetector(this.#session, socket, this);
    this.#session.once('goaway', () => this.#onGoAway());
    socket.once('close', () => owner.onClosed(this));
  }

  /** False after GOAWAY or an error: it takes no more requests. */
  get isOpen(): boolean {
    return !this.#isGoingAway && !this.#session.closed && !this.#session.destroyed;
  }

  /** @param attempt 1 for the first */
  send(request: Http2Request, handler: ResponseHandler, attempt: number): void {
    const exchange = new Http2Exchange(request, handler, this, attempt);
    if (this.#exchanges.size === 0) this.#session.ref();
    this.#exchanges.add(exchange);
    this.#stallDetector.onRequest();
    exchange.send(this.#session);
  }

  get isBusy(): boolean {
    return this.#exchanges.size > 0;
  }

  get isUploading(): boolean {
    return [...this.#exchanges].some((exchange) => exchange.isUploading);
  }

  onStalled(): void {
    this.destroy(new WireError('http2', 'The server sent frames that break the rules of HTTP/2.'));
  }

  /** Pending requests fail with `reason`. */
  destroy(reason: Error): void {
    for (const exchange of this.#exchanges) exchange.end(reason);
    this.#close();
  }

  onEnded(exchange: Http2Exchange): void {
    this.#exchanges.delete(exchange);
    if (this.#exchanges.size === 0) this.#session.unref();
    this.#endIfIdle();
  }

  onRefused(request: Http2Request, handler: ResponseHandler, attempt: number): void {
    // Refused by Node itself: invalid frames behind an earlier response have ended the session.
    if (this.isOpen && !this.#stallDetector.hasSent) this.onStalled();
    this.#owner.onRefused(request, handler, attempt);
  }

  /** Node closes the session after this event. */
  #onGoAway(): void {
    this.#isGoingAway = true;
    this.#endIfIdle();
  }

  #endIfIdle(): void {
    if (this.#exchanges.size === 0 && !this.isOpen) this.#close();
  }

  /** Destroys the socket, too: Node would close only its own side, and wait for a server that may wait as well. */
  #close(): void {
    this.#session.destroy();
    this.#socket.destroy();
  }
}

function openSession(origin: string, socket: Socket): ClientHttp2Session {
  const session = connect(origin, { createConnection: () => socket, settings });
  session.on('error', ignore); // its streams report it
  session.once('connect', () => {
    if (!session.destroyed) session.setLocalWindowSize(1 << 24); // the user may have been stopped in the meantime
  });
  return session;
}

function ignore(): void {}
