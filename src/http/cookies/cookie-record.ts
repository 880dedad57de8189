/** Cookies as plain data: what a script reads, writes, saves as JSON and restores. */
import { TslocError } from '../../util/error.js';

/** One cookie, as Playwright's `storageState` has it: a login in a browser can be restored here. */
export interface CookieRecord {
  readonly name: string;
  readonly value: string;
  /** With a dot in front, of all hosts below it too. */
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; -1 for one that ends with its user. */
  readonly expires: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
}

/** What can be kept as JSON. */
export interface SavedCookies {
  readonly cookies: readonly CookieRecord[];
}

/** Where a cookie goes, and how long; by default to all of the user's host, until the user ends. */
export interface CookieOptions {
  /** Another host; with a dot in front, the hosts below it too. */
  readonly domain?: string;
  readonly path?: string;
  /** A date, or seconds since 1970. */
  readonly expires?: Date | number;
  readonly secure?: boolean;
  readonly httpOnly?: boolean;
}

/** The cookie that these words describe. @throws {TslocError} `BAD_COOKIE` */
export function recordOf(name: string, value: string, options: CookieOptions, hostname: string): CookieRecord {
  const { domain = hostname, path = '/', expires = -1, secure = false, httpOnly = false } = options;
  const seconds = expires instanceof Date ? expires.getTime() / 1000 : expires;
  return checkRecord({ name, value, domain, path, expires: seconds, secure, httpOnly });
}

/** The cookies of what was saved. @throws {TslocError} `BAD_COOKIE` */
export function savedRecords(saved: SavedCookies): readonly CookieRecord[] {
  if (!Array.isArray(saved?.cookies)) throw badCookie('{ cookies: […] } as save() gives it', typeof saved);
  return saved.cookies.map(checkRecord);
}

/** True if it is not kept any longer at the epoch second `now`. */
export function hasExpired({ expires }: CookieRecord, now: number): boolean {
  return expires !== -1 && expires <= now;
}

/** A cookie that a header can carry: what is checked here cannot end it, or begin another one. */
function checkRecord(record: CookieRecord): CookieRecord {
  const { name, value, domain, path, expires = -1, secure = false, httpOnly = false } = record;
  if (!isText(name, /^[!-:<>-~\x80-\xff]+$/)) throw badCookie('a name without space, = and ;', String(name));
  if (!isText(value, /^[ -:<-~\x80-\xff]*$/))
    throw badCookie(`a value of ${name} that a header can carry`, String(value));
  if (!isText(domain, /^[^\s/;]+$/)) throw badCookie(`a domain of ${name}`, String(domain));
  if (!isText(path, /^\/[^;\s]*$/)) throw badCookie(`a path of ${name} that begins with /`, String(path));
  if (!Number.isFinite(expires)) throw badCookie(`a date as expires of ${name}`, String(expires));
  return { ...record, expires, secure, httpOnly };
}

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/** Also for what the rules of cookies forbid, such as a `__Host-` name without `secure`. */
export function badCookie(expected: string, got: string): TslocError {
  return new TslocError('BAD_COOKIE', `Expected ${expected}, got '${got.slice(0, 80)}'.`);
}
