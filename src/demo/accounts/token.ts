/** JSON web tokens, signed with HMAC-SHA-256 (RFC 7519, alg HS256). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http-error.js';

/** The claims of a token. */
export interface Claims {
  /** The user name. */
  readonly sub: string;
  /** Times of issue and expiry, seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

const header = encode({ alg: 'HS256', typ: 'JWT' });

/** A token that {@link readToken} accepts with the same secret. */
export function signToken(claims: Claims, secret: string): string {
  const content = `${header}.${encode(claims)}`;
  return `${content}.${computeSignature(content, secret).toString('base64url')}`;
}

/**
 * The claims of `token`.
 * @throws HttpError 401, code `token_expired` after its expiry, `token_invalid` if this service did not issue it
 */
export function readToken(token: string, secret: string, nowSeconds: number): Claims {
  const [head, payload, signature, ...rest] = token.split('.');
  if (head !== header || payload === undefined || signature === undefined || rest.length > 0) throw invalidTokenError();
  const expected = computeSignature(`${head}.${payload}`, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalidTokenError();
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  if (nowSeconds >= claims.exp)
    throw new HttpError(401, 'Expected a current token, got an expired one.', 'token_expired');
  return claims;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function computeSignature(content: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(content).digest();
}

function invalidTokenError(): HttpError {
  return new HttpError(401, 'Expected a token of this service, got another.', 'token_invalid');
}
