/** Opens undici's connections as the network of a class says; all that its users can share is here, once. */
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { buildConnector, Client } from 'undici';
import { createDial, type Dial } from '../network/dial.js';
import type { Network } from '../network/network.js';
import { type Proxies, proxyAuthorization } from '../network/proxies.js';
import type { TransportRequest } from '../transport.js';
import { maxHeadBytes } from '../wire-error.js';
import { AlpnDispatcher } from './alpn-dispatcher.js';
import { ConnectionSlot, type Dispatcher } from './connection-slot.js';
import { MappingHandlers } from './mapping-handler.js';

/** Loading it takes nearly as long as loading all else: only classes that need it wait for it. */
let loaded: typeof import('undici') | null = null;

function undici(): typeof import('undici') {
  loaded ??= createRequire(import.meta.url)('undici') as typeof import('undici');
  return loaded;
}

/** What undici dispatches. */
export type DispatchOptions = Parameters<Client['dispatch']>[0];
export type UndiciSlot = ConnectionSlot<DispatchOptions>;

/** How the connections of one user are made. */
export interface UserOptions {
  readonly client: Client.Options;
  readonly dial: Dial;
  /** Offers HTTP/2; null for a class that does not want it. */
  readonly dialHttp2: Dial | null;
}

const clientOptions: Client.Options = {
  // As Locust's HttpUser: a request may take as long as it takes.
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: maxHeadBytes,
  // Idle connections are kept until the server closes them; undici's own limit would reconnect at each long wait.
  keepAliveTimeout: 600_000,
  keepAliveMaxTimeout: 600_000,
};

/** The connections of the users of one class. */
export class UndiciClients {
  /** How many a user has to an origin at most. */
  readonly maxConnections: number;
  /** False if requests have to be changed for them. */
  readonly isUnchanged: boolean;
  readonly #proxies: Proxies | null;
  readonly #options: readonly UserOptions[];
  #users = 0;

  constructor(network: Network) {
    this.maxConnections = network.connections;
    this.#proxies = network.proxies;
    this.isUnchanged = this.#proxies === null;
    this.#options = optionsOf(network);
  }

  /** The options of the next user: source addresses take turns. */
  nextOptions(): UserOptions {
    return this.#options[this.#users++ % this.#options.length] as UserOptions;
  }

  /** A line to an origin: the first of a user, or one more where it turned out that one carries one request at a time. */
  open(origin: string, options: UserOptions, isFirst: boolean): UndiciSlot {
    const { dialHttp2 } = options;
    if (dialHttp2 !== null && isFirst && origin.startsWith('https:')) return openNegotiated(origin, options, dialHttp2);
    return this.isUnchanged ? openLine(origin, options) : openDroppable(origin, options);
  }

  /** As it has to be dispatched where {@link isUnchanged} is false. */
  adapt(request: TransportRequest): TransportRequest {
    if (request.origin.startsWith('https:')) return request;
    const proxy = this.#proxies?.of(request.origin);
    if (proxy?.kind !== 'http') return request;
    const authorization = proxyAuthorization(proxy);
    const headers = authorization === null ? [] : ['proxy-authorization', authorization];
    return { ...request, path: request.origin + request.path, headers: [...request.headers, ...headers] };
  }
}

function optionsOf(network: Network): UserOptions[] {
  const { keepAlive, http2, sourceAddresses } = network;
  const dial = createDial({ ...network, http2: false }, makeDial);
  const dialHttp2 = http2 ? createDial(network, makeDial) : null;
  const client: Client.Options = keepAlive ? clientOptions : { ...clientOptions, pipelining: 0 };
  if (sourceAddresses.length === 0) return [{ client, dial, dialHttp2 }];
  return sourceAddresses.map((localAddress) => ({ client: { ...client, localAddress }, dial, dialHttp2 }));
}

function makeDial(options: Record<string, unknown>): Dial {
  // It returns its socket, though its types do not say so.
  const dial = undici().buildConnector(options) as unknown as Dial;
  return (wanted, callback) =>
    dial(wanted, (error, socket) => {
      if (wanted.protocol === 'https:') socket?.once('error', endByTls);
      callback(error === null ? null : unnamed(error), socket);
    });
}

/** undici knows a certificate of another host by its code, and would let every later request wait for ever. */
function unnamed(error: Error): Error {
  const isForeign = 'code' in error && error.code === 'ERR_TLS_CERT_ALTNAME_INVALID';
  return isForeign ? new Error(error.message, { cause: error }) : error;
}

/** An alert of the other side is followed by the end of the stream, which undici would take for the reason. */
function endByTls(this: Socket, error: Error): void {
  if ('code' in error && String(error.code).startsWith('ERR_SSL_')) this.destroy();
}

function openLine(origin: string, { client, dial }: UserOptions): UndiciSlot {
  const connect: buildConnector.connector = (wanted, callback) => {
    if (line.isBusy) line.onOpening(dial(wanted, callback as Connected));
    else callback(unwanted(), null);
  };
  const line: UndiciSlot = new ConnectionSlot(wireOf(new (undici().Client)(origin, { ...client, connect })));
  return line;
}

function wireOf(client: Client): Dispatcher<DispatchOptions> {
  const handlers = new MappingHandlers();
  return {
    // Of a handler, undici calls the methods of ours; its types ask for one with more.
    dispatch: (request, handler) => client.dispatch(request, handlers.around(handler) as never),
    destroy: (reason, done) => client.destroy(reason, done),
  };
}

/** undici would open a connection for a request that was aborted, and then not send it. */
function unwanted(): Error {
  return new Error('Expected a request that waits for a connection, got none.');
}

type Connected = Parameters<Dial>[1];

/** A line that can be dropped also while a proxy keeps it waiting. */
function openDroppable(origin: string, options: UserOptions): UndiciSlot {
  const line: UndiciSlot = new ConnectionSlot(
    droppable(origin, options, null, () => line) as Dispatcher<DispatchOptions>,
  );
  return line;
}

/** A line that speaks HTTP/2 where the server does. */
function openNegotiated(origin: string, options: UserOptions, dial: Dial): UndiciSlot {
  const openPlain = (socket: Socket) => droppable(origin, options, socket, () => line);
  const onProtocol = (http2: boolean) => {
    line.capacity = http2 ? Number.POSITIVE_INFINITY : 1;
    line.isNegotiating = false;
    line.pool?.sendWaiting(line);
  };
  const { localAddress } = options.client;
  const wire: Dispatcher<never> = new AlpnDispatcher({ origin, localAddress, dial, openPlain, onProtocol });
  const line: UndiciSlot = new ConnectionSlot(wire);
  line.isNegotiating = true;
  return line;
}

/** A wire that begins with the connection `ready`, if there is one. */
function droppable(
  origin: string,
  { client: options, dial }: UserOptions,
  ready: Socket | null,
  lineOf: () => UndiciSlot,
): Dispatcher<unknown> {
  let [first, socket] = [ready, ready];
  const connect: buildConnector.connector = (wanted, callback) => {
    const connected = first;
    first = null;
    if (connected !== null) return queueMicrotask(() => callback(null, connected)); // at once is too early for undici
    if (!lineOf().isBusy) return callback(unwanted(), null);
    socket = dial(wanted, callback as Connected);
    lineOf().onOpening(socket);
  };
  const wire = wireOf(new (undici().Client)(origin, { ...options, connect }));
  return {
    dispatch: (request, handler) => wire.dispatch(request as DispatchOptions, handler),
    destroy: (reason, done) => {
      wire.destroy(reason, done);
      socket?.destroy();
    },
  };
}
