/** The URL of a request and its default name, as in Locust's HttpUser. */
import { TslocError } from '../../util/error.js';
import { removeAllCredentials, removeUserinfo } from '../../util/secrets/secrets.js';
import { percentDecode } from '../../util/text/percent-decode.js';
import { encodePath, encodeQuery } from '../../util/text/percent-encode.js';
import { basic } from './auth.js';
import { fieldText, kindOf } from './fields.js';

/** One destination. */
export interface Target {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query, percent-encoded, without fragment: also the default name in the statistics. */
  readonly path: string;
  /** Origin and path. */
  readonly url: string;
  /** `Basic …` if the URL carried user and password. */
  readonly authorization?: string | null;
}

/** The host of a user, parsed once. */
export class BaseUrl {
  /** As given, without credentials. */
  readonly href: string;
  /** `Basic …` if the host carried user and password, else null. */
  readonly authorization: string | null;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly #prefix: string;
  readonly #known = new Map<string, Target>();

  /** @throws {TslocError} `BAD_HOST` if `host` is not an http(s) URL */
  constructor(host: string) {
    const url = parseHost(host);
    this.authorization = basicAuthorization(url.username, url.password);
    this.origin = url.origin;
    this.href = removeUserinfo(host);
    this.#prefix = this.href.replace(/^https?:\/\/[^/?#]*/i, '');
  }

  /** The target of `url`: absolute URLs unchanged, others appended to the host as text. */
  target(url: string, params?: QueryParams): Target {
    if (params !== undefined) return this.#parse(url, params);
    const known = this.#known.get(url);
    if (known !== undefined) return known;
    const target = this.#parse(url, params);
    if (this.#known.size >= maxCachedTargets) this.#known.clear();
    this.#known.set(url, target);
    return target;
  }

  #parse(url: string, params: QueryParams | undefined): Target {
    if (absolute.test(url)) return parseTarget(url, params);
    const path = this.#prefix + url;
    if (params === undefined && plainPath.test(path)) return targetOf(this.origin, path, null);
    checkControlCharacters(url);
    if (this.#prefix === '' && !endsHost.test(url)) throw missingSlash(url);
    return parseTarget(this.href + url, params);
  }
}

const maxCachedTargets = 1_000;

/** Query parameters; one that is null or undefined is left out, one that is an array is repeated. */
export type QueryParams = Readonly<Record<string, QueryValue | readonly QueryValue[]>> | URLSearchParams;
type QueryValue = string | number | boolean | null | undefined;

/** The target of an absolute URL. @throws {TslocError} `BAD_URL` */
export function parseTarget(href: string, params?: QueryParams): Target {
  checkControlCharacters(href);
  const [, start = '', path = '', query = ''] = urlParts.exec(href) ?? [];
  if (!URL.canParse(start)) throw notHttp(href);
  const { origin, username, password } = new URL(start);
  const added = new URLSearchParams([...queryPairs(params)]).toString().replaceAll('*', '%2A'); // as Python does
  const queries = [query, added].filter((part) => part !== '').map(encodeQuery);
  const pathAndQuery = [encodePath(removeDotSegments(path)), ...(queries.length > 0 ? [queries.join('&')] : [])];
  return targetOf(origin, pathAndQuery.join('?'), basicAuthorization(username, password));
}

/** Beginning with a slash, and without dot segments, as urllib3 removes them: before escapes such as `%2e` are decoded. */
function removeDotSegments(path: string): string {
  if (!path.includes('/.')) return path.startsWith('/') ? path : `/${path}`;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  if (kept.length === 0 || kept[0] !== '') kept.unshift('');
  if (/\/\.\.?$/.test(path)) kept.push('');
  return kept.length === 1 ? '/' : kept.join('/');
}

function targetOf(origin: string, path: string, authorization: string | null): Target {
  return { origin, path, url: origin + path, authorization };
}

const absolute = /^https?:\/\//i;
const urlParts = /^(https?:\/\/[^\\/?#]*)([^?#]*)(?:\?([^#]*))?/i;
// Characters that need no encoding, and no dot segments; everything else is parsed by the URL parser.
const plainPath =
  /^(?!.*\/\.)\/(?!\/)(?:[\w\-.~!$&'()*+,;=:@/?]|%(?:[0189A-F][\dA-F]|2[\dA-CF]|3[A-F]|[46]0|5[B-E]|7[BCDF]))*(?<!\?)$/;

/** Line breaks in a path would end the request's head; they are refused rather than encoded. */
function checkControlCharacters(url: string): void {
  const position = url.search(controlCharacter);
  if (position < 0) return;
  const character = JSON.stringify(url[position]);
  const hint = 'Trim the URL, or encode what is to be sent with encodeURIComponent().';
  const message = `Expected a URL without control characters, got ${character} at position ${position}.`;
  throw new TslocError('BAD_URL', message, { hint });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const controlCharacter = /[\x00-\x1f\x7f]/;

function notHttp(url: string): TslocError {
  return new TslocError('BAD_URL', `Expected an http or https URL, got '${removeAllCredentials(url)}'.`);
}

// What may follow a host without a path; other text would become part of its name or port.
const endsHost = /^(?:[/?#]|$)/;

function missingSlash(url: string): TslocError {
  return new TslocError(
    'BAD_URL',
    `Expected a path that begins with / or an absolute URL, got '${removeAllCredentials(url)}'.`,
  );
}

/** Names and values as strings, without those that are null or undefined. */
export function* queryPairs(params: QueryParams | undefined): Generator<[string, string]> {
  if (params === undefined) return;
  if (params instanceof URLSearchParams) {
    yield* params.entries();
    return;
  }
  if (params === null || typeof params !== 'object' || Symbol.iterator in params) throw badFields(params);
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) yield [name, fieldText(one, name)];
    }
  }
}

function badFields(given: unknown): TslocError {
  const hint = 'Write { name: value }, or new URLSearchParams([[name, value]]).';
  return new TslocError(
    'BAD_FIELDS',
    `Expected params and form as an object or URLSearchParams, got ${kindOf(given)}.`,
    {
      hint,
    },
  );
}

function parseHost(host: string): URL {
  const hint = 'Write the host with its scheme, such as http://127.0.0.1:8000.';
  const url = URL.canParse(host) ? new URL(host) : null;
  if (url === null || !absolute.test(host)) {
    throw new TslocError(
      'BAD_HOST',
      `Expected a host that starts with http:// or https://, got '${removeAllCredentials(host)}'.`,
      { hint },
    );
  }
  return url;
}

/** One of the two parts may be empty, as where an API key is the user name. */
function basicAuthorization(username: string, password: string): string | null {
  if (username === '' && password === '') return null;
  return basic(percentDecode(username), percentDecode(password));
}
