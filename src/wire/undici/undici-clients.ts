/** Creates undici clients with the network settings of a user class; what its users can share is created once. */
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { buildConnector, Client } from 'undici';
import { createDial, type Dial } from '../network/dial.js';
import type { Network } from '../network/network.js';
import { type Proxies, proxyAuthorization } from '../network/proxies.js';
import { StaleTracker } from '../resend-rules.js';
import type { TransportRequest } from '../transport.js';
import { maxHeadBytes } from '../wire-error.js';
import { AlpnDispatcher } from './alpn-dispatcher.js';
import { ClientDispatcher, type UndiciClient } from './client-dispatcher.js';
import { ConnectionSlot, type Dispatcher } from './connection-slot.js';

/** Loaded on first use: loading undici takes nearly as long as loading everything else. */
let loaded: typeof import('undici') | null = null;

function undici(): typeof import('undici') {
  loaded ??= createRequire(import.meta.url)('undici') as typeof import('undici');
  return loaded;
}

/** A request as undici takes it. */
export type DispatchOptions = Parameters<Client['dispatch']>[0];
export type UndiciSlot = ConnectionSlot<DispatchOptions>;

/** The settings of one user's connections. */
export interface UserOptions {
  readonly client: Client.Options;
  readonly dial: Dial;
  /** Offers HTTP/2 by ALPN; null without `static http2`. */
  readonly dialHttp2: Dial | null;
}

const clientOptions: Client.Options = {
  // As Locust's HttpUser: no timeouts.
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: maxHeadBytes,
  // Idle connections are kept until the server closes them; undici's default would reconnect after each long wait.
  keepAliveTimeout: 600_000,
  keepAliveMaxTimeout: 600_000,
};

/** How long a server that has closed an idle connection without notice is expected to do so again. */
const staleSeconds = 60;

/** The undici clients of the users of one class. */
export class UndiciClients {
  /** The most connections of a user to one origin. */
  readonly maxConnections: number;
  /** Whether requests are sent unchanged; otherwise they have to pass {@link adapt}. */
  readonly isUnchanged: boolean;
  readonly #proxies: Proxies | null;
  readonly #options: readonly UserOptions[];
  /** By origin: what one server does says nothing of others. */
  readonly #stale = new Map<string, StaleTracker>();
  #users = 0;

  constructor(network: Network) {
    this.maxConnections = network.connections;
    this.#proxies = network.proxies;
    this.isUnchanged = this.#proxies === null;
    this.#options = optionsOf(network);
  }

  /** The options of the next user: source addresses are assigned in rotation. */
  nextOptions(): UserOptions {
    return this.#options[this.#users++ % this.#options.length] as UserOptions;
  }

  /** A slot for an origin. @param isFirst false for further ones, after the first turned out to speak HTTP/1.1 */
  open(origin: string, options: UserOptions, isFirst: boolean, onResend: () => void): UndiciSlot {
    const { dialHttp2 } = options;
    const recovery = { stale: this.#staleOf(origin), onResend };
    if (dialHttp2 !== null && isFirst && origin.startsWith('https:'))
      return openAlpnSlot(origin, options, recovery, dialHttp2);
    return this.isUnchanged ? openSlot(origin, options, recovery) : openProxiedSlot(origin, options, recovery);
  }

  /** The request as it has to be sent to an HTTP proxy. */
  adapt(request: TransportRequest): TransportRequest {
    if (request.origin.startsWith('https:')) return request;
    const proxy = this.#proxies?.of(request.origin);
    if (proxy?.kind !== 'http') return request;
    const authorization = proxyAuthorization(proxy);
    const headers = authorization === null ? [] : ['proxy-authorization', authorization];
    return { ...request, path: request.origin + request.path, headers: [...request.headers, ...headers] };
  }

  #staleOf(origin: string): StaleTracker {
    let stale = this.#stale.get(origin);
    if (stale === undefined) {
      stale = new StaleTracker(staleSeconds);
      this.#stale.set(origin, stale);
    }
    return stale;
  }
}

function optionsOf(network: Network): UserOptions[] {
  const { keepAlive, http2, sourceAddresses } = network;
  const dial = createDial({ ...network, http2: false }, createStep);
  const dialHttp2 = http2 ? createDial(network, createStep) : null;
  const client: Client.Options = keepAlive ? clientOptions : { ...clientOptions, pipelining: 0 };
  if (sourceAddresses.length === 0) return [{ client, dial, dialHttp2 }];
  return sourceAddresses.map((localAddress) => ({ client: { ...client, localAddress }, dial, dialHttp2 }));
}

function createStep(options: Record<string, unknown>): Dial {
  // The connector returns the socket, which its types omit.
  const dial = undici().buildConnector(options) as unknown as Dial;
  return (target, callback) =>
    dial(target, (error, socket) => {
      if (target.protocol === 'https:') socket?.once('error', destroyAfterAlert);
      callback(error === null ? null : hideCode(error), socket);
    });
}

/** Hides the code of a certificate for another host: after it, undici leaves all later requests pending forever. */
function hideCode(error: Error): Error {
  const isOtherHost = 'code' in error && error.code === 'ERR_TLS_CERT_ALTNAME_INVALID';
  return isOtherHost ? new Error(error.message, { cause: error }) : error;
}

/** Keeps a TLS alert as the error: the end of the stream follows it, which undici would report instead. */
function destroyAfterAlert(this: Socket, error: Error): void {
  if ('code' in error && String(error.code).startsWith('ERR_SSL_')) this.destroy();
}

function openSlot(origin: string, options: UserOptions, recovery: Recovery): UndiciSlot {
  const { client, dial } = options;
  const connect: buildConnector.connector = (target, callback) => {
    if (!slot.isBusy) return callback(noPendingRequest(), null);
    slot.onOpening(dial(target, dispatcher.announce(callback as Connected)));
  };
  const dispatcher = dispatcherFor(new (undici().Client)(origin, { ...client, connect }), recovery);
  const slot: UndiciSlot = new ConnectionSlot(dispatcher);
  return slot;
}

/** The stale connections that a class has seen of an origin, and the counter of requests that are sent again. */
interface Recovery {
  readonly stale: StaleTracker;
  readonly onResend: () => void;
}

interface AnnouncingDispatcher extends Dispatcher<DispatchOptions> {
  /** Wraps a callback so that the dispatcher learns of the new connection as well. */
  announce(callback: Connected): Connected;
}

function dispatcherFor(client: Client, { stale, onResend }: Recovery): AnnouncingDispatcher {
  // undici's types require methods of a handler that it never calls.
  const dispatcher = new ClientDispatcher<DispatchOptions>(
    client as unknown as UndiciClient<DispatchOptions>,
    stale,
    onResend,
  );
  return {
    dispatch: (request, handler) => dispatcher.dispatch(request, handler),
    destroy: (reason, done) => dispatcher.destroy(reason, done),
    announce: (callback) => (error, socket) => {
      if (error === null && socket !== undefined) dispatcher.onConnected(socket);
      callback(error, socket);
    },
  };
}

/** Keeps undici from opening a connection for an aborted request, which it would not send. */
function noPendingRequest(): Error {
  return new Error('Expected a request that waits for a connection, got none.');
}

type Connected = Parameters<Dial>[1];

/** A slot that can be destroyed while a proxy is still opening its tunnel. */
function openProxiedSlot(origin: string, options: UserOptions, recovery: Recovery): UndiciSlot {
  const slot: UndiciSlot = new ConnectionSlot(
    createDispatcher(origin, options, recovery, null, () => slot) as Dispatcher<DispatchOptions>,
  );
  return slot;
}

/** A slot that speaks HTTP/2 if the server does. */
function openAlpnSlot(origin: string, options: UserOptions, recovery: Recovery, dial: Dial): UndiciSlot {
  const openHttp1 = (socket: Socket) => createDispatcher(origin, options, recovery, socket, () => slot);
  const onProtocol = (isHttp2: boolean) => {
    slot.capacity = isHttp2 ? Number.POSITIVE_INFINITY : 1;
    slot.isNegotiating = false;
    slot.pool?.sendWaiting(slot);
  };
  const { localAddress } = options.client;
  const { onResend } = recovery;
  const parts = { origin, localAddress, dial, openHttp1, onProtocol, onResend };
  const dispatcher: Dispatcher<never> = new AlpnDispatcher(parts);
  const slot: UndiciSlot = new ConnectionSlot(dispatcher);
  slot.isNegotiating = true;
  return slot;
}

/** A dispatcher that uses the open connection `existing` first, if there is one, and destroys its socket with it. */
function createDispatcher(
  origin: string,
  { client: options, dial }: UserOptions,
  recovery: Recovery,
  existing: Socket | null,
  slotOf: () => UndiciSlot,
): Dispatcher<unknown> {
  let [first, socket] = [existing, existing];
  const connect: buildConnector.connector = (target, callback) => {
    const connected = first;
    first = null;
    const announced = dispatcher.announce(callback as Connected);
    if (connected !== null) return queueMicrotask(() => announced(null, connected)); // undici fails if called back at once
    if (!slotOf().isBusy) return callback(noPendingRequest(), null);
    socket = dial(target, announced);
    slotOf().onOpening(socket);
  };
  const dispatcher = dispatcherFor(new (undici().Client)(origin, { ...options, connect }), recovery);
  return {
    dispatch: (request, handler) => dispatcher.dispatch(request as DispatchOptions, handler),
    destroy: (reason, done) => {
      dispatcher.destroy(reason, done);
      socket?.destroy();
    },
  };
}
