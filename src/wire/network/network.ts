/** The network settings that all users of a class share: `static network` and `static http2`, read once. */
import type { LookupFunction } from 'node:net';
import { HostMap } from './host-map.js';
import { createLookup } from './name-lookup.js';
import { checkNetworkOptions, type NetworkOptions, networkError } from './network-options.js';
import { Proxies, type ProxyVariables } from './proxies.js';
import { readTlsSettings, type TlsSettings } from './tls-settings.js';

/** Parsed settings; null for those that are not set. */
export interface Network {
  readonly http2: boolean;
  readonly keepAlive: boolean;
  /** The most connections of a user to one origin. */
  readonly connections: number;
  readonly tls: TlsSettings;
  readonly serverName: string | null;
  readonly hosts: HostMap | null;
  readonly lookup: LookupFunction | null;
  readonly family: 4 | 6 | null;
  readonly proxies: Proxies | null;
  readonly sourceAddresses: readonly string[];
  readonly socketPath: string | null;
}

/** Further values that are needed to read `static network`. */
export interface NetworkContext {
  /** The name of the class, for error messages. */
  readonly className: string;
  /** The proxy variables of the process; undefined if they were not read. */
  readonly variables: ProxyVariables | undefined;
}

/** Checks and reads `static network`. @throws {TslocError} `BAD_NETWORK` */
export function openNetwork(
  options: NetworkOptions,
  http2: boolean,
  { className, variables }: NetworkContext,
): Network {
  checkNetworkOptions(options, http2, className);
  return {
    http2,
    keepAlive: options.keepAlive ?? true,
    connections: options.connections ?? 10,
    tls: readTlsSettings(options, className),
    serverName: options.serverName ?? null,
    hosts: hostsOf(options, className),
    lookup: lookupOf(options),
    family: options.family ?? null,
    proxies: proxiesOf(options, className, variables),
    sourceAddresses: options.sourceAddresses ?? [],
    socketPath: options.socketPath ?? null,
  };
}

function hostsOf({ resolve }: NetworkOptions, className: string): HostMap | null {
  if (resolve === undefined || Object.keys(resolve).length === 0) return null;
  try {
    return new HostMap(resolve);
  } catch (cause) {
    const example = "{ 'api.example.com:443': '127.0.0.1:8443' }";
    throw networkError(className, `resolve to be addresses by host, as in ${example}, got ${(cause as Error).message}`);
  }
}

function lookupOf({ dnsCache = 0, rotateAddresses }: NetworkOptions): LookupFunction | null {
  const ttlMs = dnsCache === 'forever' ? Number.POSITIVE_INFINITY : dnsCache * 1000;
  const rotates = rotateAddresses ?? ttlMs > 0;
  return ttlMs > 0 || rotates ? createLookup({ ttlMs, rotates }) : null;
}

function proxiesOf(
  { proxy, noProxy = [] }: NetworkOptions,
  className: string,
  variables: ProxyVariables | undefined,
): Proxies | null {
  if (proxy === undefined) return null;
  try {
    if (proxy !== 'environment')
      return typeof proxy === 'string'
        ? new Proxies(proxy, proxy, noProxy)
        : new Proxies(proxy.http ?? '', proxy.https ?? '', noProxy);
    if (variables !== undefined) {
      const { http, https, noProxy: named } = variables;
      return http === '' && https === '' ? null : new Proxies(http, https, [named, ...[noProxy].flat()]);
    }
  } catch (cause) {
    throw networkError(
      className,
      `the URL of an http, https, socks5 or socks5h proxy, got ${(cause as Error).message}`,
    );
  }
  const hint = 'Only the tsloc command reads environment variables: a script gives the URL of the proxy.';
  throw networkError(className, "the URL of a proxy, got 'environment' in a run of a script", { hint });
}
