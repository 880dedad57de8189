/** JSON web tokens, signed with HMAC-SHA-256 (RFC 7519, alg HS256). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.js';

/** What a token says. */
export interface Claims {
  /** Whom it was given to. */
  readonly sub: string;
  /** When it was given and when it ends, in seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

const header = encoded({ alg: 'HS256', typ: 'JWT' });

/** A token that {@link readToken} accepts with the same secret. */
export function signToken(claims: Claims, secret: string): string {
  const content = `${header}.${encoded(claims)}`;
  return `${content}.${signatureOf(content, secret).toString('base64url')}`;
}

/**
 * What `token` says.
 * @throws Refusal 401, code `token_expired` once its end has come, `token_invalid` if it is not one of ours
 */
export function readToken(token: string, secret: string, nowSeconds: number): Claims {
  const [head, payload, signature, ...rest] = token.split('.');
  if (head !== header || payload === undefined || signature === undefined || rest.length > 0) throw invalid();
  const expected = signatureOf(`${head}.${payload}`, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalid();
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  if (nowSeconds >= claims.exp)
    throw new Refusal(401, 'Expected a current token, got an expired one.', 'token_expired');
  return claims;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(content: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(content).digest();
}

function invalid(): Refusal {
  return new Refusal(401, 'Expected a token of this service, got another.', 'token_invalid');
}
