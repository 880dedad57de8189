/** A connection of HTTP/2, from its first request until nobody needs it any more. */
import { type ClientHttp2Session, connect } from 'node:http2';
import type { Socket } from 'node:net';
import type { ResponseHandler } from '../transport.js';
import { type ExchangeOwner, Http2Exchange, type Http2Request } from './http2-exchange.js';

/** Who opened it. */
export interface ConnectionOwner {
  /** The server says that it has not touched the request: it may be sent again, elsewhere. */
  onRefused(request: Http2Request, handler: ResponseHandler, tries: number): void;
  /** It is closed. */
  onClosed(connection: Http2Connection): void;
}

const settings = { enablePush: false, initialWindowSize: 1 << 20 };

/** Streams of many requests share it. Once the server wants no more of them, it ends with the last that is under way. */
export class Http2Connection implements ExchangeOwner {
  readonly #keeper: ConnectionOwner;
  readonly #socket: Socket;
  readonly #session: ClientHttp2Session;
  readonly #exchanges = new Set<Http2Exchange>();
  #isRetired = false;

  constructor(origin: string, socket: Socket, keeper: ConnectionOwner) {
    this.#keeper = keeper;
    this.#socket = socket;
    this.#session = openSession(origin, socket);
    this.#session.once('goaway', () => this.#retire());
    socket.once('close', () => keeper.onClosed(this));
  }

  /** False once the server or an error has ended it for requests to come. */
  get isOpen(): boolean {
    return !this.#isRetired && !this.#session.closed && !this.#session.destroyed;
  }

  /** `tries` says which attempt it is: 1 for the first. */
  send(request: Http2Request, handler: ResponseHandler, tries: number): void {
    const exchange = new Http2Exchange(request, handler, this, tries);
    if (this.#exchanges.size === 0) this.#session.ref();
    this.#exchanges.add(exchange);
    exchange.send(this.#session);
  }

  /** Requests under way fail with `reason`. */
  destroy(reason: Error): void {
    for (const exchange of this.#exchanges) exchange.end(reason);
    this.#end();
  }

  onEnded(exchange: Http2Exchange): void {
    this.#exchanges.delete(exchange);
    if (this.#exchanges.size === 0) this.#session.unref();
    this.#endIfIdle();
  }

  onRefused(request: Http2Request, handler: ResponseHandler, tries: number): void {
    this.#keeper.onRefused(request, handler, tries);
  }

  /** Node closes the session only after it has told of this. */
  #retire(): void {
    this.#isRetired = true;
    this.#endIfIdle();
  }

  #endIfIdle(): void {
    if (this.#exchanges.size === 0 && !this.isOpen) this.#end();
  }

  /** Node would only close its own half, and wait for a server that may wait, too. */
  #end(): void {
    this.#session.destroy();
    this.#socket.destroy();
  }
}

function openSession(origin: string, socket: Socket): ClientHttp2Session {
  const session = connect(origin, { createConnection: () => socket, settings });
  session.on('error', ignore); // its streams tell of it
  session.once('connect', () => {
    if (!session.destroyed) session.setLocalWindowSize(1 << 24); // a user may have been stopped just now
  });
  return session;
}

function ignore(): void {}
