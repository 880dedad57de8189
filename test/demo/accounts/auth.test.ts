import { describe, expect, it } from 'vitest';
import { Auth, DEMO_ADMIN_TOKEN, DEMO_API_KEY, DEMO_PASSWORD } from '../../../src/demo/accounts/auth.js';
import { HttpError } from '../../../src/demo/http-error.js';

function codeOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof HttpError) return [error.status, error.code];
    throw error;
  }
  return 'granted';
}

describe('Auth', () => {
  const auth = new Auth(900);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('reads the user name of a token that it issued', () => {
    expect(auth.requireUsername(bearer(auth.login('ann', DEMO_PASSWORD)))).toBe('ann');
  });

  it('issues no token for a wrong password', () => {
    expect(codeOf(() => auth.login('ann', 'guess'))).toEqual([401, 'login_failed']);
    expect(codeOf(() => auth.login('ann', `${DEMO_PASSWORD} `))).toEqual([401, 'login_failed']);
  });

  it('tells a missing, an invalid and an expired token apart', () => {
    const foreign = new Auth(900).login('ann', DEMO_PASSWORD);
    const brief = new Auth(0);
    expect(codeOf(() => auth.requireUsername({}))).toEqual([401, 'token_missing']);
    expect(codeOf(() => auth.requireUsername({ authorization: 'Basic abc' }))).toEqual([401, 'token_missing']);
    expect(codeOf(() => auth.requireUsername(bearer(foreign)))).toEqual([401, 'token_invalid']);
    expect(codeOf(() => brief.requireUsername(bearer(brief.login('ann', DEMO_PASSWORD))))).toEqual([
      401,
      'token_expired',
    ]);
  });

  it('accepts the API key only', () => {
    expect(codeOf(() => auth.requireApiKey({ 'x-api-key': DEMO_API_KEY }))).toBe('granted');
    expect(codeOf(() => auth.requireApiKey({ 'x-api-key': 'other' }))).toEqual([401, 'key_invalid']);
    expect(codeOf(() => auth.requireApiKey({}))).toEqual([401, 'key_invalid']);
  });

  it('accepts the admin token, and no token of a user', () => {
    expect(codeOf(() => auth.requireAdmin(bearer(DEMO_ADMIN_TOKEN)))).toBe('granted');
    expect(codeOf(() => auth.requireAdmin(bearer(auth.login('ann', DEMO_PASSWORD))))).toEqual([401, 'token_invalid']);
    expect(codeOf(() => auth.requireAdmin({}))).toEqual([401, 'token_missing']);
  });
});
