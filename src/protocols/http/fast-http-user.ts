/** An HTTP user with the class attributes of Locust's FastHttpUser: HTTP/1.1 on raw sockets. */
import { checkClass } from '../../core/actor.js';
import type { Environment } from '../../core/environment.js';
import { RunCache } from '../../core/run-cache.js';
import { type HeaderValues, headerValuesOf } from '../../http/request/request-headers.js';
import { TslocError } from '../../util/error.js';
import {
  allow,
  boolean,
  findViolation,
  integerBetween,
  nonEmptyString,
  nonNegativeInteger,
  positiveInteger,
  rule,
  violationMessage,
} from '../../util/rules.js';
import { type SocketOptions, SocketSettings } from '../../wire/h1/socket-settings.js';
import { SocketTransport } from '../../wire/h1/socket-transport.js';
import type { HostPort } from '../../wire/network/host-map.js';
import type { Transport } from '../../wire/transport.js';
import { HttpBase, openTransport } from './http-base.js';

/** Has HttpUser's client, configured by class attributes, read when the first user of a run is created. Locust's FastHttpUser. */
export class FastHttpUser extends HttpBase {
  static override abstract = true;
  /** Seconds without a received byte after which a request fails. */
  static networkTimeout = 60;
  /** Seconds after which connecting fails. */
  static connectionTimeout = 60;
  /** How many redirects of a request are followed. */
  static maxRedirects = 30;
  /** How many times a request is resent after a failure without any response byte; it counts as one request. */
  static maxRetries = 0;
  /** Whether to accept any certificate. */
  static insecure = true;
  /** Sent with every request. */
  static defaultHeaders: HeaderValues | Headers | null = null;
  /** Connections of a user to one origin, for concurrent requests. */
  static concurrency = 10;
  /** A proxy for all hosts, by CONNECT; with `proxyPort`. */
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
    const { environment } = this;
    const shared = settingsOf(this.constructor as typeof FastHttpUser, environment);
    return new SocketTransport(shared, () => environment.resentRequests++);
  }
}

const seconds = rule('a number of at least 0.001', (value) => typeof value === 'number' && value >= 0.001);

const rules = {
  networkTimeout: seconds,
  connectionTimeout: seconds,
  maxRedirects: allow(nonNegativeInteger, Number.POSITIVE_INFINITY),
  maxRetries: allow(nonNegativeInteger, Number.POSITIVE_INFINITY),
  concurrency: allow(positiveInteger, Number.POSITIVE_INFINITY),
  insecure: boolean,
  proxyHost: allow(nonEmptyString, null),
  proxyPort: allow(integerBetween(1, 65_535), null),
};

/** Attributes that only HttpUser has, in its spelling and in Locust's. */
const httpUserOnly = [
  ...['http2', 'network', 'clientPool', 'sslContextFactory', 'poolManager'],
  ...['client_pool', 'ssl_context_factory', 'pool_manager'],
];

function checkFastUser(attributes: typeof FastHttpUser): void {
  const unsupported = httpUserOnly.find((name) => name in attributes);
  if (unsupported !== undefined) throw unsupportedError(`static ${unsupported} in class ${attributes.name}`);
  const violation = findViolation(attributes, rules);
  if (violation !== null) {
    const place = `static ${violation.name} of class ${attributes.name}`;
    throw new TslocError('BAD_FAST_USER', violationMessage(place, violation.rule, violation.value));
  }
  const { defaultHeaders } = attributes;
  if (defaultHeaders !== null) headerValuesOf(defaultHeaders);
  checkProxy(attributes);
}

function checkProxy({ name, proxyHost, proxyPort }: typeof FastHttpUser): void {
  if ((proxyHost === null) === (proxyPort === null)) return;
  const message = `Expected class ${name} to have proxyHost and proxyPort, or neither of them.`;
  throw new TslocError('BAD_FAST_USER', message);
}

/** The proxy of a FastHttpUser class; null for none, and for other classes. */
export function proxyOf(userClass: object): HostPort | null {
  if (!(userClass instanceof Function && userClass.prototype instanceof FastHttpUser)) return null;
  const { proxyHost: host, proxyPort: port } = userClass as unknown as typeof FastHttpUser;
  return host === null || port === null ? null : { host, port };
}

const settings = new RunCache<typeof FastHttpUser, SocketSettings>();

function settingsOf(userClass: typeof FastHttpUser, environment: Environment): SocketSettings {
  return settings.get(environment, userClass, () => new SocketSettings(optionsOf(userClass)));
}

function optionsOf(userClass: typeof FastHttpUser): SocketOptions {
  return {
    connectTimeoutMs: userClass.connectionTimeout * 1_000,
    readTimeoutMs: userClass.networkTimeout * 1_000,
    retries: userClass.maxRetries,
    insecure: userClass.insecure,
    connections: userClass.concurrency,
    proxy: proxyOf(userClass),
  };
}

/** `FAST_USER_LIMIT`: only HttpUser has it. */
function unsupportedError(what: string): TslocError {
  const hint = 'Extend HttpUser instead, which has it.';
  return new TslocError('FAST_USER_LIMIT', `Expected an attribute that FastHttpUser has, got ${what}.`, { hint });
}
