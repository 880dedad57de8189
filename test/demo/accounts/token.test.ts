import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readToken, signToken } from '../../../src/demo/accounts/token.js';

const claims = { sub: 'ann', iat: 1000, exp: 1900 };
const token = signToken(claims, 'secret');
const decoded = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('signToken', () => {
  it('makes a JSON web token with HS256', () => {
    const [header, payload, signature] = token.split('.');
    expect(decoded(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decoded(payload)).toEqual(claims);
    expect(signature).toBe(createHmac('sha256', 'secret').update(`${header}.${payload}`).digest('base64url'));
  });
});

describe('readToken', () => {
  it('reads a token until it expires', () => {
    expect(readToken(token, 'secret', 1899.9)).toEqual(claims);
    expect(() => readToken(token, 'secret', 1900)).toThrow('Expected a current token, got an expired one.');
  });

  it('refuses a token of another secret', () => {
    expect(() => readToken(token, 'other', 1000)).toThrow('Expected a token of this service');
  });

  it('refuses a token that was changed', () => {
    const [header, payload, signature] = token.split('.');
    const changed = [
      `${header}.${encoded({ ...claims, sub: 'eve' })}.${signature}`,
      `${encoded({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      `${encoded({ alg: 'none' })}.${payload}.${signature}`,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${token}.x`,
      `${token}AAAA`,
      '',
      '...',
    ];
    for (const one of changed) expect(() => readToken(one, 'secret', 1000)).toThrow('Expected a token of this service');
  });
});
