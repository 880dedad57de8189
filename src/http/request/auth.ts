/** Credentials and the hosts they are sent to. The most specific ones win; a function runs last and may replace them. */
import { TslocError } from '../../util/error.js';
import type { RequestBody } from '../../wire/transport.js';
import type { HeaderValues } from './request-headers.js';

/** User and password for Basic, a token for Bearer, or a function that returns headers for each request. */
export type Auth = BasicAuth | readonly [username: string, password: string] | BearerAuth | AuthFunction;

export interface BasicAuth {
  readonly username: string;
  readonly password: string;
}

export interface BearerAuth {
  readonly bearer: string;
}

/** Returns headers to add, such as a signature; undefined for none. The call rejects with what it throws, unreported. */
export type AuthFunction = (request: AuthRequest) => AuthHeaders | Promise<AuthHeaders>;
// biome-ignore lint/suspicious/noConfusingVoidType: a function without a return statement is allowed
export type AuthHeaders = HeaderValues | Headers | undefined | void;

/** The request that an {@link AuthFunction} signs. */
export interface AuthRequest {
  readonly method: string;
  /** With the query, without credentials. */
  readonly url: string;
  readonly headers: Headers;
  /** As it is sent; null for none, and for a streamed body. */
  readonly body: string | Uint8Array | null;
}

/** Headers and function that authenticate a request. */
export interface Credentials {
  /** Overridden by the session's headers. */
  readonly shared: HeaderValues | null;
  /** Override the session's headers; overridden by the request's. */
  readonly own: HeaderValues | null;
  readonly sign: AuthFunction | null;
}

export const noCredentials: Credentials = Object.freeze({ shared: null, own: null, sign: null });

/** The credentials of a session or a host. @throws {TslocError} `BAD_AUTH` */
export function sharedCredentials(auth: Auth | null): Credentials {
  if (auth === null) return noCredentials;
  if (typeof auth === 'function') return { shared: null, own: null, sign: auth };
  return { shared: { authorization: authorizationOf(auth) }, own: null, sign: null };
}

/** The credentials of a request; null sends none. @throws {TslocError} `BAD_AUTH` */
export function ownCredentials(auth: Auth | null): Credentials {
  if (typeof auth === 'function') return { shared: null, own: null, sign: auth };
  return { shared: null, own: { authorization: auth === null ? null : authorizationOf(auth) }, sign: null };
}

/** True if credentials for `from` may be sent to `to`: the same origin, or its upgrade from http to https. */
export function keepsCredentials(from: string, to: string): boolean {
  if (from === to) return true;
  const [before, after] = [new URL(from), new URL(to)];
  const upgrade = before.protocol === 'http:' && after.protocol === 'https:' && before.port === '' && after.port === '';
  return before.hostname === after.hostname && upgrade;
}

/** The argument of an {@link AuthFunction}. */
export function authRequest(method: string, url: string, headers: readonly string[], body: RequestBody): AuthRequest {
  const all = new Headers();
  for (let i = 0; i < headers.length; i += 2) all.append(headers[i] as string, headers[i + 1] as string);
  return { method, url, headers: all, body: typeof body === 'string' || body instanceof Uint8Array ? body : null };
}

/** The value of the `Authorization` header. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function authorizationOf(auth: Exclude<Auth, AuthFunction>): string {
  if (typeof auth !== 'object') throw badAuth(auth);
  if ('bearer' in auth && typeof auth.bearer === 'string') return `Bearer ${auth.bearer}`;
  const [username, password] = Array.isArray(auth) ? auth : 'username' in auth ? [auth.username, auth.password] : [];
  if (typeof username === 'string' && typeof password === 'string') return basic(username, password);
  throw badAuth(auth);
}

function badAuth(auth: unknown): TslocError {
  const what = typeof auth === 'object' ? 'another object' : `a ${typeof auth}`;
  const hint =
    "Write ['user', 'password'], { username, password }, { bearer: 'token' }, or a function that returns headers.";
  return new TslocError('BAD_AUTH', `Expected auth with user and password or a token, got ${what}.`, { hint });
}
