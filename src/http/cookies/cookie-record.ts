/** Cookies as plain data, which scripts read, write, save as JSON and restore. */
import { TslocError } from '../../util/error.js';
import { boolean, optional, type Rules } from '../../util/rules.js';
import { describeSecret } from '../../util/secrets/secrets.js';

/** One cookie, in the format of Playwright's `storageState`, so that a browser's login can be restored here. */
export interface CookieRecord {
  readonly name: string;
  readonly value: string;
  /** With a leading dot, subdomains are included. */
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; -1 for a session cookie, which ends with its user. */
  readonly expires: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
}

/** The result of `save()`: plain data for JSON. */
export interface SavedCookies {
  readonly cookies: readonly CookieRecord[];
}

/** Options of `restore()`. */
export interface RestoreOptions {
  /** Keeps the user's other cookies; by default they are removed. */
  readonly merge?: boolean;
}

export const restoreRules: Rules<keyof RestoreOptions> = { merge: optional(boolean) };

/** The scope and lifetime of a cookie; by default all paths of the user's host, until the user ends. */
export interface CookieOptions {
  /** Another host; with a leading dot, including its subdomains. */
  readonly domain?: string;
  readonly path?: string;
  /** A date, or seconds since 1970. */
  readonly expires?: Date | number;
  readonly secure?: boolean;
  readonly httpOnly?: boolean;
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
}

/** The options of `set()`: a whole record too, such as one that was saved. */
export const cookieKeys: readonly (keyof CookieRecord)[] = [
  ...(['name', 'value'] as const),
  ...(['domain', 'path', 'expires', 'secure', 'httpOnly', 'sameSite'] as const),
];

/** The record of a cookie that a script sets. @throws {TslocError} `BAD_COOKIE` */
export function recordOf(name: string, value: string, options: CookieOptions, hostname: string): CookieRecord {
  const { domain = hostname, path = '/', expires = -1, secure = false, httpOnly = false, sameSite } = options;
  const seconds = expires instanceof Date ? expires.getTime() / 1000 : expires;
  const record = { name, value, domain, path, expires: seconds, secure, httpOnly };
  return checkRecord(sameSite === undefined ? record : { ...record, sameSite });
}

/** The records in saved cookies. @throws {TslocError} `BAD_COOKIE` */
export function parseSavedCookies(saved: SavedCookies): readonly CookieRecord[] {
  if (!Array.isArray(saved?.cookies)) throw badCookie('{ cookies: […] } as save() gives it', typeof saved);
  return saved.cookies.map(checkRecord);
}

/** True if it has expired at the epoch second `now`. */
export function hasExpired({ expires }: CookieRecord, now: number): boolean {
  return expires !== -1 && expires <= now;
}

/** Refuses what a `Cookie` header cannot contain: characters that would end the cookie or start another one. */
function checkRecord(record: CookieRecord): CookieRecord {
  const { name, value, domain, path, expires = -1, secure = false, httpOnly = false } = record;
  if (!isText(name, namePattern))
    throw badCookie('a name without = and ;, and without spaces around it', quoteValue(name));
  if (typeof value !== 'string') throw badCookie(`a string as the value of ${name}`, typeof value);
  if (notInValue.test(value))
    throw badCookie(`a value of ${name} that a header can contain`, describeSecret(value, notInValue));
  if (!isText(domain, /^[^\s/;]+$/)) throw badCookie(`a domain of ${name}`, quoteValue(domain));
  if (!isText(path, pathPattern)) throw badCookie(`a path of ${name} that begins with /`, quoteValue(path));
  if (!Number.isFinite(expires)) throw badCookie(`a date as expires of ${name}`, quoteValue(expires));
  return { ...record, expires, secure, httpOnly };
}

// Servers may set names and paths with spaces, and default paths are decoded: what is saved can be restored.
const namePattern = /^[!-:<>-~\x80-\xff](?:[ -:<>-~\x80-\xff]*[!-:<>-~\x80-\xff])?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const pathPattern = /^\/[^;\x00-\x08\x0a-\x1f\x7f]*$/;
const notInValue = /[^ -:<-~\x80-\xff]/;

function quoteValue(value: unknown): string {
  return `'${String(value).slice(0, 80)}'`;
}

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

export function badCookie(expected: string, got: string): TslocError {
  return new TslocError('BAD_COOKIE', `Expected ${expected}, got ${got}.`);
}
