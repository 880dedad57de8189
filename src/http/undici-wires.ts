/** Opens undici's connections as the network of a class says; all that its users can share is here, once. */
import { buildConnector, Client } from 'undici';
import { createDial, type Dial, type MakeDial } from './dial.js';
import { maxHeaderBytes } from './failures.js';
import { Line, type Wire } from './line.js';
import type { Network } from './network.js';
import { type Proxies, proxyAuthorization } from './proxies.js';
import type { TransportRequest } from './transport.js';

/** What undici dispatches. */
export type DispatchOptions = Parameters<Client['dispatch']>[0];
export type UndiciLine = Line<DispatchOptions>;
/** The options of the connections of one user. */
export type WireOptions = Client.Options;

const commonOptions: WireOptions = {
  // As Locust's HttpUser: a request may take as long as it takes.
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: maxHeaderBytes,
  // Idle connections are kept until the server closes them; undici's own limit would reconnect at each long wait.
  keepAliveTimeout: 600_000,
  keepAliveMaxTimeout: 600_000,
};

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
    this.#options = network === null ? [commonOptions] : optionsOf(network);
  }

  /** The options of the next user: source addresses take turns. */
  nextOptions(): WireOptions {
    return this.#options[this.#users++ % this.#options.length] as WireOptions;
  }

  /** A line to an origin. */
  open(origin: string, options: WireOptions, isFirst: boolean): UndiciLine {
    // Of a handler, undici calls the five methods of ours; its types ask for one with more.
    if (this.areStraight) return new Line(new Client(origin, options) as unknown as Wire<DispatchOptions>);
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
  const options: WireOptions = {
    ...commonOptions,
    connect: createDial(network, buildConnector as unknown as MakeDial) as unknown as buildConnector.connector,
    ...(keepAlive ? {} : { pipelining: 0 }),
    ...(http2 ? { pingInterval: 0 } : {}),
  };
  return sourceAddresses.length === 0
    ? [options]
    : sourceAddresses.map((localAddress) => ({ ...options, localAddress }));
}

/** One that notices which version of HTTP it speaks, and that can be dropped also while a proxy keeps it waiting. */
function openWatched(origin: string, options: WireOptions, isNegotiating: boolean): UndiciLine {
  const dial = options.connect as unknown as Dial;
  let opening: ReturnType<Dial> | null = null;
  const client = new Client(origin, {
    ...options,
    connect: (wanted, callback) => {
      opening = dial(wanted, (error, socket) => {
        opening = null;
        if (socket !== null) speaks('alpnProtocol' in socket && socket.alpnProtocol === 'h2');
        (callback as (error: Error | null, socket: unknown) => void)(error, socket);
      });
    },
  });
  const speaks = (http2: boolean) => {
    client.pipelining = http2 ? Number.POSITIVE_INFINITY : (options.pipelining ?? 1);
    line.capacity = http2 ? Number.POSITIVE_INFINITY : 1;
    line.isNegotiating = false;
    line.overlap?.serve(line);
  };
  const line: UndiciLine = new Line<DispatchOptions>({
    dispatch: (request, handler) => client.dispatch(request, handler as never),
    destroy: (reason, done) => {
      client.destroy(reason, done);
      opening?.destroy();
    },
  });
  line.isNegotiating = isNegotiating;
  return line;
}
