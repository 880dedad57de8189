/** The cookies of one user, kept by tough-cookie (RFC 6265). The jar is created with the first cookie. */
import { createRequire } from 'node:module';
import type { Cookie, CookieJar } from 'tough-cookie';
import { steadyEpochSeconds } from '../../util/loop/clock.js';
import { checkMethodOptions, checkOptionNames } from '../../util/method-options.js';
import { encodePath } from '../../util/text/percent-encode.js';
import {
  badCookie,
  type CookieOptions,
  type CookieRecord,
  cookieKeys,
  hasExpired,
  parseSavedCookies,
  type RestoreOptions,
  recordOf,
  restoreRules,
  type SavedCookies,
} from './cookie-record.js';
import { SendableCookies } from './sendable-cookies.js';

/** Loaded with the first cookie: its list of public suffixes takes a tenth of the time to start. */
let loaded: typeof import('tough-cookie') | null = null;

function toughCookie(): typeof import('tough-cookie') {
  loaded ??= createRequire(import.meta.url)('tough-cookie') as typeof import('tough-cookie');
  return loaded;
}

/** Stores cookies, and chooses those to send. */
export class Cookies implements Iterable<CookieRecord> {
  readonly #home: string;
  #jar: CookieJar | null = null;
  /** Cache by origin, cleared when a cookie changes. */
  #sendable: Map<string, SendableCookies> | null = null;

  /** @param home the origin of the user's host, which cookies set by scripts belong to */
  constructor(home: string) {
    this.#home = home;
  }

  /** The value of a cookie; undefined for none. Of several with that name, the first of {@link all}. */
  get(name: string): string | undefined {
    return this.all().find((cookie) => cookie.name === name)?.value;
  }

  /**
   * Sets a cookie of the user's host, for all paths; null removes all cookies of that name.
   * @throws {TslocError} `BAD_COOKIE`, `BAD_OPTION`
   */
  set(name: string, value: string | null, options: CookieOptions = {}): void {
    checkOptionNames('cookies.set()', options, cookieKeys);
    if (value === null) this.clear(name);
    else this.#add(recordOf(name, value, options, new URL(this.#home).hostname));
  }

  /** All cookies that have not expired; longest paths first, then the oldest. */
  all(): CookieRecord[] {
    return this.#jar === null ? [] : unexpired(this.#jar).map(toRecord);
  }

  [Symbol.iterator](): Iterator<CookieRecord> {
    return this.all().values();
  }

  /** Removes all cookies, or those of one name. */
  clear(name?: string): void {
    const kept = name === undefined ? [] : this.all().filter((cookie) => cookie.name !== name);
    this.#jar = null;
    this.#sendable = null;
    for (const record of kept) this.#add(record);
  }

  /** All cookies as plain data, for JSON. */
  save(): SavedCookies {
    return { cookies: this.all() };
  }

  /**
   * Replaces all cookies by the saved ones; with `merge`, keeps the others and replaces those of the same name, domain and
   * path.
   * @throws {TslocError} `BAD_COOKIE`, `BAD_OPTION`; the cookies are unchanged then
   */
  restore(saved: SavedCookies, options: RestoreOptions = {}): void {
    checkMethodOptions('cookies.restore()', options, restoreRules);
    const { merge = false } = options;
    const now = steadyEpochSeconds();
    const records = parseSavedCookies(saved).filter((record) => !hasExpired(record, now));
    const kept = this.all();
    if (!merge) this.clear();
    try {
      for (const record of records) this.#add(record);
    } catch (error) {
      this.clear();
      for (const record of kept) this.#add(record);
      throw error;
    }
  }

  /** Stores the cookies of `Set-Cookie` headers in a response from `url`; malformed ones are ignored, as in browsers. */
  store(setCookies: readonly string[], url: string): void {
    for (const text of setCookies) {
      const cookie = toughCookie().Cookie.parse(text);
      if (cookie !== undefined && !isForTopLevel(cookie, url)) this.#storeCookie(cookie, url);
    }
  }

  /** The value of the `Cookie` header for `origin` and `path`; an empty string for none. */
  header(origin: string, path: string): string {
    if (this.#jar === null) return '';
    const known = this.#sendable?.get(origin);
    const isValid = known !== undefined && (known.validUntil === Infinity || steadyEpochSeconds() < known.validUntil);
    return (isValid ? known : this.#cacheFor(this.#jar, origin)).header(path);
  }

  #cacheFor(jar: CookieJar, origin: string): SendableCookies {
    const { hostname, protocol } = new URL(origin);
    const host = toughCookie().canonicalDomain(hostname) ?? hostname;
    const cookies = unexpired(jar).filter((cookie) => belongsTo(cookie, host, protocol === 'https:'));
    const sendable = new SendableCookies(
      // Servers write paths encoded or not, and tough-cookie decodes default paths.
      cookies.map((cookie) => ({ path: encodePath(cookie.path ?? '/'), text: cookie.cookieString() })),
      Math.min(Infinity, ...cookies.map(expiryMs)) / 1000,
    );
    if (this.#sendable === null || this.#sendable.size >= maxCachedOrigins) this.#sendable = new Map();
    this.#sendable.set(origin, sendable);
    return sendable;
  }

  #add(record: CookieRecord): void {
    const { name, value, path, expires, secure, httpOnly, sameSite } = record;
    const isHostOnly = !record.domain.startsWith('.');
    const domain = isHostOnly ? record.domain : record.domain.slice(1);
    const cookie = new (toughCookie().Cookie)({ key: name, value, path, secure, httpOnly });
    if (!isHostOnly) cookie.domain = domain;
    if (expires !== -1) cookie.expires = dateOf(expires);
    if (sameSite !== undefined) cookie.sameSite = sameSite.toLowerCase();
    const host = domain.includes(':') && !domain.startsWith('[') ? `[${domain}]` : domain;
    const url = `${secure ? 'https' : 'http'}://${host}${path}`;
    if (!URL.canParse(url) || !this.#storeCookie(cookie, url))
      throw badCookie(`a cookie that ${domain} may set`, `'${name}'`);
  }

  /** False if RFC 6265 forbids it, or its domain is none. */
  #storeCookie(cookie: Cookie, url: string): boolean {
    this.#jar ??= new (toughCookie().CookieJar)(undefined, jarOptions);
    this.#sendable = null;
    pinExpiry(cookie);
    try {
      if (this.#jar.setCookieSync(cookie, url, { ignoreError: true }) === undefined) return false;
    } catch {
      return false; // the domain cannot be converted to ASCII
    }
    if (expiryMs(cookie) <= steadyEpochSeconds() * 1000) remove(cookie, this.#jar);
    return true;
  }
}

/** As in Python, `Domain=com` is ignored; a host whose name has no dot may name itself. */
function isForTopLevel({ domain }: Cookie, url: string): boolean {
  return domain !== null && /^[^.:]+$/.test(domain) && domain !== new URL(url).hostname;
}

/**
 * All cookies in sending order; removes those that have expired. The jar would compare with the wall clock, which may be set
 * during a run, and reads the names `test`, `example` and `local` as public suffixes, which have no cookies.
 */
function unexpired(jar: CookieJar): Cookie[] {
  let found: Cookie[] = [];
  // The memory store calls back synchronously.
  jar.store.getAllCookies((_, cookies) => {
    found = cookies ?? [];
  });
  const nowMs = steadyEpochSeconds() * 1000;
  for (const cookie of found) if (expiryMs(cookie) <= nowMs) remove(cookie, jar);
  return found.filter((cookie) => expiryMs(cookie) > nowMs).sort(toughCookie().cookieCompare);
}

function remove({ domain, path, key }: Cookie, jar: CookieJar): void {
  jar.store.removeCookie(domain, path, key, ignore);
}

/** Epoch milliseconds; Infinity for a session cookie. */
function expiryMs(cookie: Cookie): number {
  return cookie.expiryTime() ?? Infinity;
}

/** RFC 6265, 5.4, without the path. */
function belongsTo({ hostOnly, domain, secure }: Cookie, host: string, isSecure: boolean): boolean {
  if (secure && !isSecure) return false;
  return hostOnly ? domain === host : toughCookie().domainMatch(host, domain ?? undefined) === true;
}

/** As in RFC 6265 and Python: any host may set Secure cookies, and they are sent only over TLS, to localhost too. */
const jarOptions = { rejectPublicSuffixes: false, enforceSecureOriginOnStorage: false, allowSecureOnLocal: false };

const maxCachedOrigins = 20;

/** tough-cookie counts Max-Age from the last use, so a cookie would live as long as it is sent. */
function pinExpiry(cookie: Cookie): void {
  if (typeof cookie.maxAge !== 'number') return;
  cookie.expires = dateOf(cookie.maxAge > 0 ? steadyEpochSeconds() + cookie.maxAge : 0);
  cookie.maxAge = null;
}

/** A Date at most as late as a Date can be: a longer Max-Age counts as that (RFC 6265, 5.2.2). */
function dateOf(seconds: number): Date {
  return new Date(Math.max(0, Math.min(seconds * 1000, maxDateMs)));
}

const maxDateMs = 8.64e15;

function toRecord(cookie: Cookie): CookieRecord {
  const expires = cookie.expires instanceof Date ? cookie.expires.getTime() / 1000 : -1;
  const { key: name, value, secure, httpOnly } = cookie;
  const domain = `${cookie.hostOnly ? '' : '.'}${cookie.domain ?? ''}`;
  const record = { name, value, domain, path: cookie.path ?? '/', expires, httpOnly, secure };
  const sameSite = sameSites[cookie.sameSite ?? ''];
  return sameSite === undefined ? record : { ...record, sameSite };
}

const sameSites: Readonly<Record<string, 'Strict' | 'Lax' | 'None'>> = { strict: 'Strict', lax: 'Lax', none: 'None' };

function ignore(): void {}
