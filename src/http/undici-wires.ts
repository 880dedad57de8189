/** Opens undici's connections as the network of a class says; all that its users can share is here, once. */
import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';
import { createDial, type Dial } from './dial.js';
import { maxHeaderBytes } from './failures.js';
import { onGracefulGoaway } from './graceful-goaway.js';
import { Line, type Wire } from './line.js';
import type { Network } from './network.js';
import { type Proxies, proxyAuthorization } from './proxies.js';
import { SecondTry } from './second-try.js';
import type { ResponseHandler, TransportRequest } from './transport.js';

/** What undici dispatches. */
export type DispatchOptions = Parameters<Client['dispatch']>[0];
export type UndiciLine = Line<DispatchOptions>;

/** How the connections of one user are made. */
export interface WireOptions {
  readonly client: Client.Options;
  readonly dial: Dial;
}

const clientOptions: Client.Options = {
  // As Locust's HttpUser: a request may take as long as it takes.
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: maxHeaderBytes,
  // Idle connections are kept until the server closes them; undici's own limit would reconnect at each long wait.
  keepAliveTimeout: 600_000,
  keepAliveMaxTimeout: 600_000,
};

/** One for all users: a connector of its own would cost each of them a cache of TLS sessions. */
const plainOptions: WireOptions = { client: clientOptions, dial: makeDial({ timeout: 0 }) };

/** The connections of the users of one class. */
export class Wires {
  /** How many a user has to an origin at most. */
  readonly connections: number;
  /** False if requests have to be changed for them. */
  readonly areStraight: boolean;
  readonly #http2: boolean;
  readonly #proxies: Proxies | null;
  readonly #options: readonly WireOptions[];
  #users = 0;

  /** Without a network it is as for a class that says nothing about it. */
  constructor(network: Network | null = null) {
    this.connections = network?.connections ?? 10;
    this.#http2 = network?.http2 ?? false;
    this.#proxies = network?.proxies ?? null;
    this.areStraight = !this.#http2 && this.#proxies === null;
    this.#options = network === null ? [plainOptions] : optionsOf(network);
  }

  /** The options of the next user: source addresses take turns. */
  nextOptions(): WireOptions {
    return this.#options[this.#users++ % this.#options.length] as WireOptions;
  }

  /** A line to an origin. */
  open(origin: string, options: WireOptions, isFirst: boolean): UndiciLine {
    if (this.areStraight) return openLine(origin, options);
    return openWatched(origin, options, this.#http2 && isFirst && origin.startsWith('https:'));
  }

  /** As it has to be dispatched where {@link areStraight} is false. */
  adapt(request: TransportRequest): TransportRequest {
    // Many streams at once are the point of HTTP/2; undici sends what is not idempotent alone.
    const adapted = this.#http2 ? { ...request, idempotent: true } : request;
    if (this.#proxies === null || request.origin.startsWith('https:')) return adapted;
    const proxy = this.#proxies.of(request.origin);
    if (proxy?.kind !== 'http') return adapted;
    const authorization = proxyAuthorization(proxy);
    const headers = authorization === null ? [] : ['proxy-authorization', authorization];
    return { ...adapted, path: request.origin + request.path, headers: [...request.headers, ...headers] };
  }
}

function optionsOf(network: Network): WireOptions[] {
  const { keepAlive, http2, sourceAddresses } = network;
  const dial = createDial(network, makeDial);
  const client: Client.Options = {
    ...clientOptions,
    ...(keepAlive ? {} : { pipelining: 0 }),
    ...(http2 ? { pingInterval: 0 } : {}),
  };
  return sourceAddresses.length === 0
    ? [{ client, dial }]
    : sourceAddresses.map((localAddress) => ({ client: { ...client, localAddress }, dial }));
}

function makeDial(options: Record<string, unknown>): Dial {
  // It returns its socket, though its types do not say so.
  const dial = buildConnector(options) as unknown as Dial;
  return (wanted, callback) =>
    dial(wanted, (error, socket) => {
      if (wanted.protocol === 'https:') socket?.once('error', endByTls);
      callback(error, socket);
    });
}

/** An alert of the other side is followed by the end of the stream, which undici would take for the reason. */
function endByTls(this: Socket, error: Error): void {
  if ('code' in error && String(error.code).startsWith('ERR_SSL_')) this.destroy();
}

function openLine(origin: string, { client, dial }: WireOptions): UndiciLine {
  const connect: buildConnector.connector = (wanted, callback) => {
    if (line.isBusy) line.opening(dial(wanted, callback as Connected));
    else callback(unwanted(), null);
  };
  // Of a handler, undici calls the methods of ours; its types ask for one with more.
  const line: UndiciLine = new Line(new Client(origin, { ...client, connect }) as unknown as Wire<DispatchOptions>);
  return line;
}

/** undici would open a connection for a request that was aborted, and then not send it. */
function unwanted(): Error {
  return new Error('Expected a request that waits for a connection, got none.');
}

type Connected = Parameters<Dial>[1];

/** A line that notices which version of HTTP it speaks, and that can be dropped also while a proxy keeps it waiting. */
function openWatched(origin: string, { client: options, dial }: WireOptions, isNegotiating: boolean): UndiciLine {
  let socket: Socket | null = null;
  const connect: buildConnector.connector = (wanted, callback) => {
    if (!line.isBusy) return callback(unwanted(), null);
    socket = dial(wanted, (error, connected) => {
      const isHttp2 = connected !== undefined && 'alpnProtocol' in connected && connected.alpnProtocol === 'h2';
      if (connected !== undefined) speaks(isHttp2);
      (callback as Connected)(error, connected);
      if (isHttp2) onGracefulGoaway(connected, () => clients.retire());
    });
    line.opening(socket);
  };
  const clients = new Clients(() => new Client(origin, { ...options, connect }));
  const speaks = (http2: boolean) => {
    clients.current.pipelining = http2 ? Number.POSITIVE_INFINITY : (options.pipelining ?? 1);
    line.capacity = http2 ? Number.POSITIVE_INFINITY : 1;
    line.isNegotiating = false;
    line.overlap?.serve(line);
  };
  const line: UndiciLine = new Line<DispatchOptions>({
    dispatch: (request, handler) => {
      const send = (to: ResponseHandler) => void clients.current.dispatch(request, to as never);
      send(!isNegotiating || isStream(request.body) ? handler : new SecondTry(handler, send));
    },
    destroy: (reason, done) => {
      clients.destroy(reason, done);
      socket?.destroy();
    },
  });
  line.isNegotiating = isNegotiating;
  return line;
}

/** The client of a line, and those before it whose servers have ended their connections but not all of their answers. */
class Clients {
  current: Client;
  readonly #make: () => Client;
  readonly #retired = new Set<Client>();

  constructor(make: () => Client) {
    this.#make = make;
    this.current = make();
  }

  /** Requests from now on go to another connection; those under way get their answers. */
  retire(): void {
    const client = this.current;
    this.#retired.add(client);
    client.close(() => this.#retired.delete(client));
    this.current = this.#make();
  }

  destroy(reason: Error, done: () => void): void {
    for (const client of this.#retired) client.destroy(reason, () => {});
    this.current.destroy(reason, done);
  }
}

/** What has been read once cannot be sent again. */
function isStream(body: DispatchOptions['body']): boolean {
  return body !== null && body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
}
