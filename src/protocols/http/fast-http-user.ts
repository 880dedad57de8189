/** A user whose client has the class attributes of Locust's FastHttpUser: HTTP/1.1 on raw sockets. */
import { checkClass } from '../../core/actor.js';
import type { Environment } from '../../core/environment.js';
import { type HeaderValues, headerValuesOf } from '../../http/request/request-headers.js';
import { TslocError } from '../../util/error.js';
import { type SocketOptions, SocketSettings } from '../../wire/h1/socket-settings.js';
import { SocketTransport } from '../../wire/h1/socket-transport.js';
import type { Place } from '../../wire/network/host-map.js';
import type { Transport } from '../../wire/transport.js';
import { HttpBase, openTransport } from './http-base.js';

/** HttpUser's client, set up by class attributes, which are read when the first user is made. Locust's FastHttpUser. */
export class FastHttpUser extends HttpBase {
  static override abstract = true;
  /** Seconds without a byte after which a request fails. */
  static networkTimeout = 60;
  /** Seconds after which connecting fails. */
  static connectionTimeout = 60;
  /** Redirects of a request that are followed. */
  static maxRedirects = 30;
  /** How often a request is sent again that got no byte of an answer; it is one request in the statistics. */
  static maxRetries = 0;
  /** True accepts any certificate. */
  static insecure = true;
  /** Sent with every request. */
  static defaultHeaders: HeaderValues | Headers | null = null;
  /** Connections of a user to one origin, for requests that overlap. */
  static concurrency = 10;
  /** A proxy that leads to every host, by CONNECT; with `proxyPort`. */
  static proxyHost: string | null = null;
  static proxyPort: number | null = null;

  /** @throws {TslocError} `BAD_FAST_USER`, `FAST_USER_LIMIT`, `BAD_HEADERS` */
  static override [checkClass](): void {
    super[checkClass]();
    checkFastUser(this);
  }

  constructor(environment: Environment) {
    super(environment);
    const { defaultHeaders, maxRedirects } = this.constructor as typeof FastHttpUser;
    this.client.maxRedirects = maxRedirects;
    if (defaultHeaders !== null) this.client.headers = { ...headerValuesOf(defaultHeaders) };
  }

  override [openTransport](): Transport {
    return new SocketTransport(settingsOf(this.constructor as typeof FastHttpUser));
  }
}

const numbers = ['networkTimeout', 'connectionTimeout', 'maxRedirects', 'maxRetries', 'concurrency'] as const;
const least = { networkTimeout: 0.001, connectionTimeout: 0.001, maxRedirects: 0, maxRetries: 0, concurrency: 1 };

/** What only HttpUser has, by its names and Locust's. */
const others = [
  ...['http2', 'network', 'clientPool', 'sslContextFactory', 'poolManager'],
  ...['client_pool', 'ssl_context_factory', 'pool_manager'],
];

function checkFastUser(attributes: typeof FastHttpUser): void {
  const beyondIt = others.find((name) => name in attributes);
  if (beyondIt !== undefined) throw beyond(`static ${beyondIt} in class ${attributes.name}`);
  for (const name of numbers) {
    const value: unknown = attributes[name];
    const isWhole = name.endsWith('Timeout') || Number.isInteger(value) || value === Number.POSITIVE_INFINITY;
    if (typeof value === 'number' && value >= least[name] && isWhole) continue;
    const kind = name.endsWith('Timeout') ? 'a number' : 'a whole number';
    throw badAttribute(attributes.name, `${name} to be ${kind} of at least ${least[name]}, got ${value}`);
  }
  const { insecure, defaultHeaders } = attributes;
  if (typeof insecure !== 'boolean')
    throw badAttribute(attributes.name, `insecure to be true or false, got ${JSON.stringify(insecure)}`);
  if (defaultHeaders !== null) headerValuesOf(defaultHeaders);
  checkProxy(attributes);
}

function checkProxy({ name, proxyHost, proxyPort }: typeof FastHttpUser): void {
  if ((proxyHost === null) !== (proxyPort === null)) {
    throw badAttribute(name, 'proxyHost and proxyPort, or neither of them');
  }
  if (proxyHost !== null && (typeof proxyHost !== 'string' || proxyHost === ''))
    throw badAttribute(name, `proxyHost to be a name or an address, got ${JSON.stringify(proxyHost)}`);
  if (proxyPort !== null && !(Number.isInteger(proxyPort) && proxyPort >= 1 && proxyPort <= 65_535))
    throw badAttribute(name, `proxyPort to be a number from 1 to 65535, got ${JSON.stringify(proxyPort)}`);
}

/** The proxy of a class of fast users; null for none, and for other classes. */
export function proxyOf(userClass: object): Place | null {
  if (!(userClass instanceof Function && userClass.prototype instanceof FastHttpUser)) return null;
  const { proxyHost: host, proxyPort: port } = userClass as unknown as typeof FastHttpUser;
  return host === null || port === null ? null : { host, port };
}

function badAttribute(className: string, what: string): TslocError {
  return new TslocError('BAD_FAST_USER', `Expected class ${className} to have ${what}.`);
}

const settings = new WeakMap<typeof FastHttpUser, SocketSettings>();

function settingsOf(userClass: typeof FastHttpUser): SocketSettings {
  let known = settings.get(userClass);
  if (known === undefined) {
    known = new SocketSettings(optionsOf(userClass));
    settings.set(userClass, known);
  }
  return known;
}

function optionsOf(userClass: typeof FastHttpUser): SocketOptions {
  return {
    connectTimeout: userClass.connectionTimeout * 1_000,
    readTimeout: userClass.networkTimeout * 1_000,
    retries: userClass.maxRetries,
    resends: true,
    insecure: userClass.insecure,
    connections: userClass.concurrency,
    proxy: proxyOf(userClass),
  };
}

/** `FAST_USER_LIMIT`: HttpUser can. */
function beyond(what: string): TslocError {
  const hint = 'Derive the class from HttpUser: its client does all of it.';
  return new TslocError('FAST_USER_LIMIT', `Expected what FastHttpUser can do, got ${what}.`, { hint });
}
