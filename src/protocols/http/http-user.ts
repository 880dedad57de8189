/** A user with an HTTP client of its own: cookies and a kept-alive connection, as a browser tab has. */
import { type ActorClass, prepareClass } from '../../core/actor.js';
import type { Environment } from '../../core/environment.js';
import { patientOptions, SocketSettings } from '../../wire/h1/socket-settings.js';
import { SocketTransport } from '../../wire/h1/socket-transport.js';
import { type Network, openNetwork } from '../../wire/network/network.js';
import type { NetworkOptions } from '../../wire/network/network-options.js';
import type { ProxyVariables } from '../../wire/network/proxies.js';
import type { Transport } from '../../wire/transport.js';
import { UndiciTransport } from '../../wire/undici/undici-transport.js';
import { Wires } from '../../wire/undici/undici-wires.js';
import { HttpBase, openTransport } from './http-base.js';

/** What a class says of its network that says nothing. */
const nothing: NetworkOptions = Object.freeze({});

/** The base of users that speak HTTP. Locust's HttpUser. */
export class HttpUser extends HttpBase {
  static override abstract = true;
  /** True asks servers of https for HTTP/2; those that do not know it answer by HTTP/1.1. */
  static http2 = false;
  /** How its users reach their hosts: certificates, proxies, addresses, connections. Read once, when a run begins. */
  static network: NetworkOptions = nothing;

  /** Reads `static network`, too. @throws {TslocError} `BAD_NETWORK` */
  static override [prepareClass](environment: Environment): void {
    super[prepareClass](environment);
    wayOf(this, environment);
  }

  override [openTransport](): Transport {
    return wayOf(this.constructor as typeof HttpUser, this.environment).open();
  }
}

/**
 * How users of a class reach their hosts; null for the plain way, and for classes without an HTTP client of this kind.
 * @throws {TslocError} `BAD_NETWORK`
 */
export function networkOf(userClass: ActorClass<Environment>, environment: Environment): Network | null {
  if (!(userClass.prototype instanceof HttpUser)) return null;
  return wayOf(userClass as unknown as typeof HttpUser, environment).network;
}

interface Way {
  readonly options: NetworkOptions;
  readonly http2: boolean;
  readonly variables: ProxyVariables | undefined;
  readonly network: Network | null;
  /** For one user. */
  readonly open: () => Transport;
}

const ways = new WeakMap<object, Way>();

/** One for all users of a class, as long as it says the same. */
function wayOf(userClass: typeof HttpUser, environment: Environment): Way {
  const { network: options, http2, name } = userClass;
  const variables = environment.parsedOptions.proxyVariables;
  const known = ways.get(userClass);
  if (known !== undefined && known.options === options && known.http2 === http2 && known.variables === variables)
    return known;
  const saysNothing = options === nothing && !http2;
  const network = saysNothing ? null : openNetwork(options, http2, { className: name, variables });
  const way = { options, http2, variables, network, open: network === null ? bySockets() : byUndici(network) };
  ways.set(userClass, way);
  return way;
}

function bySockets(): () => Transport {
  const settings = new SocketSettings(patientOptions);
  return () => new SocketTransport(settings);
}

function byUndici(network: Network): () => Transport {
  const wires = new Wires(network);
  return () => new UndiciTransport(wires);
}
