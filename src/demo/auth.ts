/** Who may do what. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { epochSeconds } from '../util/loop/clock.js';
import { Refusal } from './refusal.js';
import { readToken, signToken } from './token.js';

/** The password of every account: an account exists as soon as somebody logs in to it. */
export const DEMO_PASSWORD = 'demo-password';
/** The key of the programs that use the service (`X-API-Key`). */
export const DEMO_API_KEY = 'demo-api-key';
/** The token of the people who run the service (`Authorization: Bearer`). */
export const DEMO_ADMIN_TOKEN = 'demo-admin-token';

/** Gives out tokens and checks what requests carry. */
export class Auth {
  /** How long a token holds, in seconds. */
  readonly tokenSeconds: number;
  private readonly secret = randomBytes(32).toString('hex');

  constructor(tokenSeconds: number) {
    this.tokenSeconds = tokenSeconds;
  }

  /** A token for the account `username`. @throws Refusal 401 for a wrong password */
  login(username: string, password: string): string {
    if (!same(password, DEMO_PASSWORD)) throw new Refusal(401, 'Expected the right password.', 'login_failed');
    const now = epochSeconds();
    return signToken({ sub: username, iat: now, exp: now + this.tokenSeconds }, this.secret);
  }

  /** The account that the request's token names. @throws Refusal 401 */
  usernameOf(headers: IncomingHttpHeaders): string {
    return readToken(bearerOf(headers), this.secret, epochSeconds()).sub;
  }

  /** @throws Refusal 401 unless the request carries the API key */
  requireApiKey(headers: IncomingHttpHeaders): void {
    const key = headers['x-api-key'];
    if (typeof key === 'string' && same(key, DEMO_API_KEY)) return;
    throw new Refusal(401, 'Expected a valid key in the header X-API-Key.', 'key_invalid');
  }

  /** @throws Refusal 401 unless the request carries the admin token */
  requireAdmin(headers: IncomingHttpHeaders): void {
    if (same(bearerOf(headers), DEMO_ADMIN_TOKEN)) return;
    throw new Refusal(401, 'Expected the token of an administrator.', 'token_invalid');
  }
}

function bearerOf(headers: IncomingHttpHeaders): string {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return token;
  throw new Refusal(401, 'Expected the header Authorization: Bearer <token>.', 'token_missing');
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
