/** A wire that finds out, with each connection, whether the server speaks HTTP/2; if not, it is one of HTTP/1.1 for good. */
import type { Socket } from 'node:net';
import { ConnectTimes } from '../connect-times.js';
import type { Dial } from '../network/dial.js';
import type { ResponseHandler } from '../transport.js';
import type { Dispatcher } from './connection-slot.js';
import { type ConnectionOwner, Http2Connection } from './http2-connection.js';
import type { Http2Request } from './http2-exchange.js';

/** What a wire needs of those that open it. */
export interface AlpnOptions {
  readonly origin: string;
  readonly localAddress: string | undefined;
  /** Offers HTTP/2 to the server. */
  readonly dial: Dial;
  /** A wire of HTTP/1.1 that begins with a connection that is there. */
  readonly openPlain: (socket: Socket) => Dispatcher<Http2Request>;
  /** Told with each new connection, before anything is sent over it. */
  readonly onProtocol: (http2: boolean) => void;
}

/** Many requests share its connection. One that the server is about to close carries them to their end, beside the next. */
export class AlpnDispatcher implements Dispatcher<Http2Request>, ConnectionOwner {
  readonly #parts: AlpnOptions;
  readonly #connections = new Set<Http2Connection>();
  #waiting: Waiting[] = [];
  #opening: Socket | null = null;
  #latest: Http2Connection | null = null;
  #plain: Dispatcher<Http2Request> | null = null;
  #isDestroyed = false;

  constructor(parts: AlpnOptions) {
    this.#parts = parts;
  }

  dispatch(request: Http2Request, handler: ResponseHandler, tries = 1): void {
    if (this.#plain !== null) this.#plain.dispatch(request, handler);
    else if (this.#latest?.isOpen) this.#latest.send(request, handler, tries);
    else {
      this.#waiting.push({ request, handler, tries });
      if (this.#opening === null) this.#open();
    }
  }

  destroy(reason: Error, done: () => void): void {
    this.#isDestroyed = true;
    for (const { handler } of this.#waiting.splice(0)) handler.onError(reason);
    for (const connection of this.#connections) connection.destroy(reason);
    this.#opening?.destroy();
    if (this.#plain === null) done();
    else this.#plain.destroy(reason, done);
  }

  onClosed(connection: Http2Connection): void {
    this.#connections.delete(connection);
    if (this.#latest === connection) this.#latest = null;
  }

  onRefused(request: Http2Request, handler: ResponseHandler, tries: number): void {
    // A server that goes away says so before it refuses, so that this opens another connection.
    this.dispatch(request, handler, tries);
  }

  #open(): void {
    const { origin, localAddress, dial } = this.#parts;
    const { protocol, host, port, hostname } = new URL(origin);
    const wanted = { protocol, host, port, hostname: hostname.replace(/^\[|\]$/g, ''), localAddress };
    const opening = dial(wanted, (error, socket) => {
      this.#opening = null;
      if (this.#isDestroyed) socket?.destroy();
      else if (socket === undefined) this.#failed(error as Error);
      else this.#opened(socket);
    });
    this.#opening = opening;
    this.#waiting[0]?.handler.onOpening?.(new ConnectTimes(opening));
  }

  /** Each request has a try of its own, as it has without HTTP/2. */
  #failed(error: Error): void {
    this.#waiting.shift()?.handler.onError(error);
    if (this.#waiting.length > 0 && this.#opening === null) this.#open();
  }

  #opened(socket: Socket): void {
    const isHttp2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
    if (isHttp2) this.#connect(socket);
    else this.#plain = this.#parts.openPlain(socket);
    for (const { request, handler, tries } of this.#waiting.splice(0)) this.dispatch(request, handler, tries);
    this.#parts.onProtocol(isHttp2);
  }

  #connect(socket: Socket): void {
    this.#latest = new Http2Connection(this.#parts.origin, socket, this);
    this.#connections.add(this.#latest);
  }
}

interface Waiting {
  readonly request: Http2Request;
  readonly handler: ResponseHandler;
  readonly tries: number;
}
