/** A user with its own HTTP client: cookies and a keep-alive connection, like a browser tab. */
import { type ActorClass, prepareClass } from '../../core/actor.js';
import type { Environment } from '../../core/environment.js';
import { RunCache } from '../../core/run-cache.js';
import { defaultSocketOptions, SocketSettings } from '../../wire/h1/socket-settings.js';
import { SocketTransport } from '../../wire/h1/socket-transport.js';
import { type Network, openNetwork } from '../../wire/network/network.js';
import type { NetworkOptions } from '../../wire/network/network-options.js';
import type { Transport } from '../../wire/transport.js';
import { UndiciClients } from '../../wire/undici/undici-clients.js';
import { UndiciTransport } from '../../wire/undici/undici-transport.js';
import { HttpBase, openTransport } from './http-base.js';

/** The default of `static network`. */
const defaultNetwork: NetworkOptions = Object.freeze({});

/** The base class of HTTP users. Locust's HttpUser. */
export class HttpUser extends HttpBase {
  static override abstract = true;
  /** Whether to offer HTTP/2 to https servers; those without it use HTTP/1.1. */
  static http2 = false;
  /** Certificates, proxies, addresses and connections of its users. Read once, when a run starts. */
  static network: NetworkOptions = defaultNetwork;

  /** Checks `static network` and the host. @throws {TslocError} `BAD_NETWORK` */
  static override [prepareClass](environment: Environment): void {
    connectionSetupOf(this, environment);
    super[prepareClass](environment);
  }

  override [openTransport](): Transport {
    const { environment } = this;
    return connectionSetupOf(this.constructor as typeof HttpUser, environment).open(() => environment.resentRequests++);
  }
}

/**
 * The network settings of a user class; null for the defaults, and for classes that do not extend HttpUser.
 * @throws {TslocError} `BAD_NETWORK`
 */
export function networkOf(userClass: ActorClass<Environment>, environment: Environment): Network | null {
  if (!(userClass.prototype instanceof HttpUser)) return null;
  return connectionSetupOf(userClass as unknown as typeof HttpUser, environment).network;
}

interface ConnectionSetup {
  readonly options: NetworkOptions;
  readonly http2: boolean;
  readonly network: Network | null;
  /** Creates the transport of one user. */
  readonly open: OpenTransport;
}

type OpenTransport = (onResend: () => void) => Transport;

const setups = new RunCache<typeof HttpUser, ConnectionSetup>();

/** Shared by the users of a class in a run, until one of its attributes changes. */
function connectionSetupOf(userClass: typeof HttpUser, environment: Environment): ConnectionSetup {
  const isValid = ({ options, http2 }: ConnectionSetup) => options === userClass.network && http2 === userClass.http2;
  return setups.get(environment, userClass, () => createSetup(userClass, environment), isValid);
}

function createSetup({ network: options, http2, name }: typeof HttpUser, environment: Environment): ConnectionSetup {
  const variables = environment.parsedOptions.proxyVariables;
  const usesDefaults = options === defaultNetwork && !http2;
  const network = usesDefaults ? null : openNetwork(options, http2, { className: name, variables });
  return { options, http2, network, open: network === null ? openSocketTransports() : openUndiciTransports(network) };
}

function openSocketTransports(): OpenTransport {
  const settings = new SocketSettings(defaultSocketOptions);
  return (onResend) => new SocketTransport(settings, onResend);
}

function openUndiciTransports(network: Network): OpenTransport {
  const clients = new UndiciClients(network);
  return (onResend) => new UndiciTransport(clients, onResend);
}
