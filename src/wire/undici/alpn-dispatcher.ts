/** A dispatcher that negotiates HTTP/2 by ALPN for each connection; after a server declines, it uses HTTP/1.1. */
import type { Socket } from 'node:net';
import { ConnectTimes } from '../connect-times.js';
import type { Dial } from '../network/dial.js';
import { unbracketed } from '../network/endpoint.js';
import type { ResponseHandler } from '../transport.js';
import type { Dispatcher } from './connection-slot.js';
import { type ConnectionOwner, Http2Connection } from './http2-connection.js';
import type { Http2Request } from './http2-exchange.js';

/** What the dispatcher needs. */
export interface AlpnOptions {
  readonly origin: string;
  readonly localAddress: string | undefined;
  /** Offers HTTP/2 to the server. */
  readonly dial: Dial;
  /** A dispatcher for HTTP/1.1 that starts with an open connection. */
  readonly openHttp1: (socket: Socket) => Dispatcher<Http2Request>;
  /** Called for each new connection once its protocol is known. */
  readonly onProtocol: (isHttp2: boolean) => void;
  /** Called each time a request is sent again. */
  readonly onResend: () => void;
}

/** Requests share one HTTP/2 connection. After GOAWAY it finishes its requests, and new requests use another connection. */
export class AlpnDispatcher implements Dispatcher<Http2Request>, ConnectionOwner {
  readonly #options: AlpnOptions;
  readonly #connections = new Set<Http2Connection>();
  #waiting: WaitingRequest[] = [];
  #opening: Socket | null = null;
  #latest: Http2Connection | null = null;
  #http1: Dispatcher<Http2Request> | null = null;
  #isDestroyed = false;

  constructor(options: AlpnOptions) {
    this.#options = options;
  }

  dispatch(request: Http2Request, handler: ResponseHandler, attempt = 1): void {
    if (this.#http1 !== null) this.#http1.dispatch(request, handler);
    else if (this.#latest?.isOpen) this.#latest.send(request, handler, attempt);
    else {
      this.#waiting.push({ request, handler, attempt });
      if (this.#opening === null) this.#open();
    }
  }

  destroy(reason: Error, done: () => void): void {
    this.#isDestroyed = true;
    for (const { handler } of this.#waiting.splice(0)) handler.onError(reason);
    for (const connection of this.#connections) connection.destroy(reason);
    this.#opening?.destroy();
    if (this.#http1 === null) done();
    else this.#http1.destroy(reason, done);
  }

  onClosed(connection: Http2Connection): void {
    this.#connections.delete(connection);
    if (this.#latest === connection) this.#latest = null;
  }

  onRefused(request: Http2Request, handler: ResponseHandler, attempt: number): void {
    this.#options.onResend();
    // GOAWAY is received before the refused stream is reported, so that this opens another connection.
    this.dispatch(request, handler, attempt);
  }

  #open(): void {
    const { origin, localAddress, dial } = this.#options;
    const { protocol, host, port, hostname } = new URL(origin);
    const target = { protocol, host, port, hostname: unbracketed(hostname), localAddress };
    const opening = dial(target, (error, socket) => {
      this.#opening = null;
      if (this.#isDestroyed) socket?.destroy();
      else if (socket === undefined) this.#onDialError(error as Error);
      else this.#onConnected(socket);
    });
    this.#opening = opening;
    this.#waiting[0]?.handler.onOpening?.(new ConnectTimes(opening));
  }

  /** Fails one request; the next one opens a new connection, as without HTTP/2. */
  #onDialError(error: Error): void {
    this.#waiting.shift()?.handler.onError(error);
    if (this.#waiting.length > 0 && this.#opening === null) this.#open();
  }

  #onConnected(socket: Socket): void {
    const isHttp2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
    if (isHttp2) this.#startHttp2(socket);
    else this.#http1 = this.#options.openHttp1(socket);
    for (const { request, handler, attempt } of this.#waiting.splice(0)) this.dispatch(request, handler, attempt);
    this.#options.onProtocol(isHttp2);
  }

  #startHttp2(socket: Socket): void {
    this.#latest = new Http2Connection(this.#options.origin, socket, this);
    this.#connections.add(this.#latest);
  }
}

interface WaitingRequest {
  readonly request: Http2Request;
  readonly handler: ResponseHandler;
  readonly attempt: number;
}
