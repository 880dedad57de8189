/** `static network` of a user class: its options, their values and which of them exclude each other. */

import { isIP } from 'node:net';
import { TslocError } from '../../util/error.js';
import { boolean, nonEmptyString, oneOf, positiveInteger, type Rules, rule, string } from '../../util/rules.js';
import { removeAllCredentials } from '../../util/secrets/secrets.js';
import { knownNamesHint } from '../../util/text/most-similar.js';

/** PEM text, the path of a PEM file (relative to the working directory), or its bytes. */
export type Pem = string | Uint8Array;

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** `static network` of a user class. The defaults are those of Locust's HttpUser. */
export interface NetworkOptions {
  /** Whether to verify certificates: an invalid one fails the request. True by default. */
  readonly verify?: boolean;
  /** Trusted CAs, instead of Node's. */
  readonly ca?: Pem | readonly Pem[];
  /** The client certificate, followed by its intermediate certificates if any. */
  readonly cert?: Pem;
  /** The private key of `cert`. */
  readonly key?: Pem;
  /** Client certificate and key in one PKCS #12 file: its path, or its bytes. */
  readonly pfx?: Pem;
  /** Decrypts `key` or `pfx`. */
  readonly passphrase?: string;
  /** The host name for SNI and for the check of the certificate, instead of the URL's. */
  readonly serverName?: string;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  /** `http://user:password@proxy:3128`, `https://…`, `socks5://…`, `socks5h://…`, an object with one per scheme, or `'environment'`. */
  readonly proxy?: string | { readonly http?: string; readonly https?: string };
  /** Hosts that bypass the proxy: `localhost`, `.example.com`, `api:8080`, `10.0.0.0/8`, `*`. */
  readonly noProxy?: string | readonly string[];
  /** Addresses by host: `{ 'api.example.com:443': '127.0.0.1:8443' }`. Host header, SNI and request names stay the URL's. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** Seconds for which DNS results are cached; 0, the default, looks up the name for each connection. */
  readonly dnsCache?: number | 'forever';
  /** Whether each connection starts with the next address of the host. True by default with `dnsCache`. */
  readonly rotateAddresses?: boolean;
  /** Local addresses to connect from, assigned to new users in rotation. */
  readonly sourceAddresses?: readonly string[];
  /** 4 or 6 connects only to addresses of that IP version. */
  readonly family?: 4 | 6;
  /** The path of a Unix socket to connect to instead of each host. */
  readonly socketPath?: string;
  /** Whether to reuse connections; otherwise each request opens a new one. True by default. */
  readonly keepAlive?: boolean;
  /** The most connections of a user to one origin, for requests that overlap. 10 by default. */
  readonly connections?: number;
}

type Name = keyof NetworkOptions;

const pem = rule('PEM text, the path of a file, or bytes', isPem);
const tlsVersion = oneOf(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']);

const rules: Rules<Name> = {
  verify: boolean,
  ca: rule(pem.expected, (value) => isOneOrMore(value, isPem)),
  cert: pem,
  key: pem,
  pfx: pem,
  passphrase: string,
  serverName: rule('a host name', (value) => nonEmptyString.accepts(value) && isIP(value as string) === 0),
  minVersion: tlsVersion,
  maxVersion: tlsVersion,
  proxy: rule("a URL, one for http and one for https, or 'environment'", isProxy),
  noProxy: rule('hosts', (value) => isOneOrMore(value, string.accepts)),
  resolve: rule("addresses by host, as in { 'api.example.com:443': '127.0.0.1:8443' }", isMap),
  dnsCache: rule("seconds or 'forever'", (value) => value === 'forever' || (typeof value === 'number' && value >= 0)),
  rotateAddresses: boolean,
  sourceAddresses: rule('a list of IP addresses', isAddressList),
  family: rule('4 or 6', (value) => value === 4 || value === 6),
  socketPath: nonEmptyString,
  keepAlive: boolean,
  connections: positiveInteger,
};

/** Options that exclude each other, and why. */
const conflicts: readonly (readonly [Name, Name, string])[] = [
  ['pfx', 'cert', 'both hold the certificate'],
  ['pfx', 'key', 'both hold the key'],
  ...(['proxy', 'resolve', 'dnsCache', 'rotateAddresses', 'sourceAddresses', 'family'] as const).map(
    (name) => ['socketPath', name, 'a Unix socket replaces every address'] as const,
  ),
];

const needs: readonly (readonly [Name, readonly Name[]])[] = [
  ['cert', ['key']],
  ['key', ['cert']],
  ['passphrase', ['key', 'pfx']],
  ['noProxy', ['proxy']],
];

/**
 * Checks `static network` of a class.
 * @throws {TslocError} `BAD_NETWORK`: an unknown name, an invalid value, options that exclude each other
 */
export function checkNetworkOptions(options: NetworkOptions, http2: boolean, className: string): void {
  const fail = (reason: string, hint?: string): never => {
    throw networkError(className, reason, hint === undefined ? {} : { hint });
  };
  if (typeof options !== 'object' || options === null) fail(`an object, got ${String(options)}`);
  if (typeof http2 !== 'boolean') fail(`http2 to be true or false, got ${String(http2)}`);
  const given = Object.entries(options).filter(([, value]) => value !== undefined) as [Name, never][];
  for (const [name, value] of given) {
    if (!Object.hasOwn(rules, name)) fail(`a known name, got '${name}'`, knownNamesHint(name, Object.keys(rules)));
    const { accepts, expected } = rules[name];
    if (!accepts(value)) fail(`${name} to be ${expected}, got ${formatValue(name, value)}`, hints[name]);
  }
  checkCombinations(new Set(given.map(([name]) => name)), fail);
  checkValueCombinations(options, http2, fail);
}

/** An error in `static network`: `In static network of class <className>: expected <reason>.` */
export function networkError(
  className: string,
  reason: string,
  details: { hint?: string; cause?: unknown } = {},
): TslocError {
  return new TslocError('BAD_NETWORK', `In static network of class ${className}: expected ${reason}.`, details);
}

type Fail = (reason: string, hint?: string) => never;

function checkCombinations(names: ReadonlySet<Name>, fail: Fail): void {
  for (const [one, other, reason] of conflicts) {
    if (names.has(one) && names.has(other)) fail(`either ${one} or ${other}, got both: ${reason}`);
  }
  for (const [name, partners] of needs) {
    if (names.has(name) && !partners.some((partner) => names.has(partner)))
      fail(`${partners.join(' or ')} with ${name}, got ${name} alone`);
  }
}

function checkValueCombinations(options: NetworkOptions, http2: boolean, fail: Fail): void {
  const { verify, ca, serverName, minVersion, maxVersion, keepAlive, sourceAddresses = [], family } = options;
  if (verify === false && ca !== undefined)
    fail('either ca or verify: false, got both: verify: false checks no certificate');
  if (minVersion && maxVersion && minVersion > maxVersion)
    fail(`a minVersion of at most maxVersion, got ${minVersion} and ${maxVersion}`);
  if (http2 && keepAlive === false) fail('keep-alive connections with http2, got keepAlive: false');
  if (serverName?.includes(':')) fail(`serverName to be a host name without port, got '${serverName}'`);
  const other = sourceAddresses.find((address) => family !== undefined && isIP(address) !== family);
  if (other !== undefined) fail(`sourceAddresses of family ${family}, got ${other}`);
}

const hints: Partial<Record<string, string>> = {
  verify: 'Give the path of your own CA as ca.',
  family: 'Leave it out for both.',
};

function isPem(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || value instanceof Uint8Array;
}

function isOneOrMore(value: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(value) ? value.every(is) : is(value);
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(string.accepts);
}

function isProxy(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return isMap(value) && Object.keys(value as object).every((scheme) => scheme === 'http' || scheme === 'https');
}

function isAddressList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && isIP(one) !== 0);
}

/** A value for an error message, without secrets: the password of a proxy URL, a key. */
function formatValue(name: Name, value: unknown): string {
  if (secrets.has(name)) return `a ${typeof value}`;
  return removeAllCredentials(typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value)));
}

const secrets: ReadonlySet<Name> = new Set(['key', 'pfx', 'passphrase']);
