/** Authentication: tokens of users, the API key, the admin token. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { epochSeconds } from '../../util/loop/clock.js';
import { HttpError } from '../http-error.js';
import { readToken, signToken } from './token.js';

/** The password of every account; the first login creates the account. */
export const DEMO_PASSWORD = 'demo-password';
/** The key for programs (`X-API-Key`). */
export const DEMO_API_KEY = 'demo-api-key';
/** The token for administrators (`Authorization: Bearer`). */
export const DEMO_ADMIN_TOKEN = 'demo-admin-token';

/** Issues tokens, and checks the credentials of requests. */
export class Auth {
  /** Lifetime of a token. */
  readonly tokenSeconds: number;
  private readonly secret = randomBytes(32).toString('hex');

  constructor(tokenSeconds: number) {
    this.tokenSeconds = tokenSeconds;
  }

  /** A token for the account `username`. @throws HttpError 401 for a wrong password */
  login(username: string, password: string): string {
    if (!isEqual(password, DEMO_PASSWORD)) throw new HttpError(401, 'Expected the right password.', 'login_failed');
    const now = epochSeconds();
    return signToken({ sub: username, iat: now, exp: now + this.tokenSeconds }, this.secret);
  }

  /** The user name in the request's token. @throws HttpError 401 */
  requireUsername(headers: IncomingHttpHeaders): string {
    return readToken(parseBearerToken(headers), this.secret, epochSeconds()).sub;
  }

  /** @throws HttpError 401 unless the request has the API key */
  requireApiKey(headers: IncomingHttpHeaders): void {
    const key = headers['x-api-key'];
    if (typeof key === 'string' && isEqual(key, DEMO_API_KEY)) return;
    throw new HttpError(401, 'Expected a valid key in the header X-API-Key.', 'key_invalid');
  }

  /** @throws HttpError 401 unless the request has the admin token */
  requireAdmin(headers: IncomingHttpHeaders): void {
    if (isEqual(parseBearerToken(headers), DEMO_ADMIN_TOKEN)) return;
    throw new HttpError(401, 'Expected the token of an administrator.', 'token_invalid');
  }
}

function parseBearerToken(headers: IncomingHttpHeaders): string {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return token;
  throw new HttpError(401, 'Expected the header Authorization: Bearer <token>.', 'token_missing');
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
