/** The URL of a request and its default name, as in Locust's HttpUser. */
import { TslocError } from '../../util/error.js';
import { percentDecode } from '../../util/percent-decode.js';
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
    this.authorization = basicAuthorization(url);
    this.origin = url.origin;
    this.href = this.authorization === null ? host : host.replace(/\/\/[^/]*@/, '//');
    this.#prefix = this.href.replace(/^https?:\/\/[^/?#]*/i, '');
  }

  /** The target of `url`: absolute URLs as they are, others appended to the host as text. */
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
    if (this.#prefix === '' && !endsHost.test(url)) throw missingSlash(url);
    return parseTarget(this.href + url, params);
  }
}

const maxCachedTargets = 1_000;

/** Query parameters; one that is null or undefined is left out, one that is an array is repeated. */
export type QueryParams = Readonly<Record<string, QueryValue | readonly QueryValue[]>> | URLSearchParams;
type QueryValue = string | number | boolean | null | undefined;

/** The target of an absolute URL. */
export function parseTarget(href: string, params?: QueryParams): Target {
  let url: URL;
  try {
    url = new URL(href);
  } catch (cause) {
    throw new TslocError('BAD_URL', `Expected an http or https URL, got '${href}'.`, { cause });
  }
  if (!absolute.test(url.href)) throw new TslocError('BAD_URL', `Expected an http or https URL, got '${href}'.`);
  const added = new URLSearchParams([...queryPairs(params)]).toString();
  // Not by `url.searchParams`, which would write the query that is there anew: `?a` as `?a=`.
  const query = [url.search.slice(1), added].filter((part) => part !== '').join('&');
  const path = query === '' ? url.pathname : `${url.pathname}?${query}`;
  return targetOf(url.origin, path, basicAuthorization(url));
}

function targetOf(origin: string, path: string, authorization: string | null): Target {
  return { origin, path, url: origin + path, authorization };
}

const absolute = /^https?:\/\//i;
// Paths that the URL parser would not change; dot segments and all other characters go through the parser.
const plainPath = /^(?!.*\/\.)\/(?!\/)[\w\-.~!$&'()*+,;=:@%/?]*(?<!\?)$/;

// What may follow a host without a path; other text would become part of its name or port.
const endsHost = /^(?:[/?#]|$)/;

function missingSlash(url: string): TslocError {
  return new TslocError('BAD_URL', `Expected a path that begins with / or an absolute URL, got '${url}'.`);
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
    throw new TslocError('BAD_HOST', `Expected a host that starts with http:// or https://, got '${host}'.`, { hint });
  }
  return url;
}

function basicAuthorization(url: URL): string | null {
  if (url.username === '' || url.password === '') return null;
  return basic(percentDecode(url.username), percentDecode(url.password));
}
