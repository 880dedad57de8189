/** How a class of users reaches its hosts: what may be said, and what goes together. */
import { isIP } from 'node:net';
import { TslocError } from '../../util/error.js';

/** PEM text, the path of a file that holds it (seen from where the run was started), or its bytes. */
export type Pem = string | Uint8Array;

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** `static network` of a class. What is left out is as Locust's HttpUser does it. */
export interface NetworkOptions {
  /** False accepts any certificate; by default one that is not right fails the request. */
  readonly verify?: boolean;
  /** The authorities that are believed, instead of those that Node brings along. */
  readonly ca?: Pem | readonly Pem[];
  /** The client's certificate, with the chain below it if there is one. */
  readonly cert?: Pem;
  /** The key of `cert`. */
  readonly key?: Pem;
  /** Certificate and key in one PKCS #12 file: its path, or its bytes. */
  readonly pfx?: Pem;
  /** Opens `key` or `pfx`. */
  readonly passphrase?: string;
  /** The name that is asked for (SNI) and that the certificate has to be for, instead of the URL's. */
  readonly serverName?: string;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  /** `http://user:password@proxy:3128`, `https://…`, `socks5://…`, `socks5h://…`, one for each scheme, or `'environment'`. */
  readonly proxy?: string | { readonly http?: string; readonly https?: string };
  /** Hosts that are reached without proxy: `localhost`, `.example.com`, `api:8080`, `10.0.0.0/8`, `*`. */
  readonly noProxy?: string | readonly string[];
  /** Where hosts are: `{ 'api.example.com:443': '127.0.0.1:8443' }`. Host header, SNI and names stay the URL's. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** How many seconds an answer of the DNS is kept; 0, the default, asks the system for each connection. */
  readonly dnsCache?: number | 'forever';
  /** Whether each connection begins with the next of a host's addresses: by default if answers are kept. */
  readonly rotateAddresses?: boolean;
  /** Addresses of this machine to connect from: the next one for each new user, all over again after the last. */
  readonly sourceAddresses?: readonly string[];
  /** 4 or 6 takes only addresses of that version of IP. */
  readonly family?: 4 | 6;
  /** A Unix socket that takes the place of every host. */
  readonly socketPath?: string;
  /** False makes a new connection for each request. */
  readonly keepAlive?: boolean;
  /** How many connections a user has to an origin at most, when its requests overlap: 10. */
  readonly connections?: number;
}

type Name = keyof NetworkOptions;
type Rule = readonly [holds: (value: never) => boolean, expected: string];

const tlsVersions: readonly string[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const yesOrNo: Rule = [(value: unknown) => typeof value === 'boolean', 'true or false'];
const text: Rule = [(value: unknown) => typeof value === 'string' && value !== '', 'a text'];
const pem: Rule = [isPem, 'PEM text, the path of a file, or bytes'];
const version: Rule = [(value: string) => tlsVersions.includes(value), `one of ${tlsVersions.join(', ')}`];

const rules: Readonly<Record<Name, Rule>> = {
  verify: yesOrNo,
  ca: [(value: Pem | Pem[]) => listOf(value, isPem), pem[1]],
  cert: pem,
  key: pem,
  pfx: pem,
  passphrase: [(value: unknown) => typeof value === 'string', 'a text'],
  serverName: [(value: unknown) => text[0](value as never) && isIP(value as string) === 0, 'a host name'],
  minVersion: version,
  maxVersion: version,
  proxy: [isProxy, "a URL, one for http and one for https, or 'environment'"],
  noProxy: [(value: unknown) => listOf(value, isText), 'hosts'],
  resolve: [isMap, "addresses by host, as in { 'api.example.com:443': '127.0.0.1:8443' }"],
  dnsCache: [
    (value: unknown) => value === 'forever' || (typeof value === 'number' && value >= 0),
    "seconds or 'forever'",
  ],
  rotateAddresses: yesOrNo,
  sourceAddresses: [isAddressList, 'a list of IP addresses'],
  family: [(value: unknown) => value === 4 || value === 6, '4 or 6'],
  socketPath: text,
  keepAlive: yesOrNo,
  connections: [(value: number) => Number.isInteger(value) && value >= 1, 'a whole number of 1 or more'],
};

/** What cannot be said together, and why. */
const conflicts: readonly (readonly [Name, Name, string])[] = [
  ['pfx', 'cert', 'both hold the certificate'],
  ['pfx', 'key', 'both hold the key'],
  ...(['proxy', 'resolve', 'dnsCache', 'rotateAddresses', 'sourceAddresses', 'family'] as const).map(
    (name) => ['socketPath', name, 'a Unix socket takes the place of every address'] as const,
  ),
];

const needs: readonly (readonly [Name, readonly Name[]])[] = [
  ['cert', ['key']],
  ['key', ['cert']],
  ['passphrase', ['key', 'pfx']],
  ['noProxy', ['proxy']],
];

/**
 * Looks over what a class says about its network.
 * @throws {TslocError} `BAD_NETWORK`: a name that does not exist, a value it cannot have, what does not go together
 */
export function checkNetworkOptions(options: NetworkOptions, http2: boolean, className: string): void {
  const complain = (reason: string, hint?: string): never => {
    throw networkError(className, reason, hint === undefined ? {} : { hint });
  };
  if (typeof options !== 'object' || options === null) complain(`an object, got ${String(options)}`);
  if (typeof http2 !== 'boolean') complain(`http2 to be true or false, got ${String(http2)}`);
  const given = Object.entries(options).filter(([, value]) => value !== undefined) as [Name, never][];
  for (const [name, value] of given) {
    if (!Object.hasOwn(rules, name))
      complain(`a known name, got '${name}'`, `Known are ${Object.keys(rules).join(', ')}.`);
    const [holds, expected] = rules[name];
    if (!holds(value)) complain(`${name} to be ${expected}, got ${shown(value)}`, hints[name]);
  }
  checkTogether(new Set(given.map(([name]) => name)), complain);
  checkValuesTogether(options, http2, complain);
}

/** An error in `static network`: `Expected <reason>.` */
export function networkError(
  className: string,
  reason: string,
  details: { hint?: string; cause?: unknown } = {},
): TslocError {
  return new TslocError('BAD_NETWORK', `In static network of class ${className}: expected ${reason}.`, details);
}

type Complain = (reason: string, hint?: string) => never;

function checkTogether(names: ReadonlySet<Name>, complain: Complain): void {
  for (const [one, other, reason] of conflicts) {
    if (names.has(one) && names.has(other)) complain(`either ${one} or ${other}, got both: ${reason}`);
  }
  for (const [name, partners] of needs) {
    if (names.has(name) && !partners.some((partner) => names.has(partner)))
      complain(`${partners.join(' or ')} with ${name}, got ${name} alone`);
  }
}

function checkValuesTogether(options: NetworkOptions, http2: boolean, complain: Complain): void {
  const { verify, ca, serverName, minVersion, maxVersion, keepAlive, sourceAddresses = [], family } = options;
  if (verify === false && ca !== undefined)
    complain('either ca or verify: false, got both: nothing is compared with ca');
  if (minVersion && maxVersion && minVersion > maxVersion)
    complain(`a minVersion that is not above maxVersion, got ${minVersion} and ${maxVersion}`);
  if (http2 && keepAlive === false) complain('connections that are kept with http2, got keepAlive: false');
  if (serverName?.includes(':')) complain(`serverName to be a host name without port, got '${serverName}'`);
  const other = sourceAddresses.find((address) => family !== undefined && isIP(address) !== family);
  if (other !== undefined) complain(`sourceAddresses of family ${family}, got ${other}`);
}

const hints: Partial<Record<string, string>> = {
  verify: 'The path of an authority of your own goes into ca.',
  family: 'Left out, it is both.',
};

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isPem(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || value instanceof Uint8Array;
}

function listOf(value: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(value) ? value.every(is) : is(value);
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isText);
}

function isProxy(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return isMap(value) && Object.keys(value as object).every((scheme) => scheme === 'http' || scheme === 'https');
}

function isAddressList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && isIP(one) !== 0);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.replace(/\/\/[^/@]*@/g, '//…@'); // what is said of a proxy may hold its password
}
