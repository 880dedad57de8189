import { describe, expect, it } from 'vitest';
import { Auth, DEMO_ADMIN_TOKEN, DEMO_API_KEY, DEMO_PASSWORD } from '../../src/demo/auth.js';
import { Refusal } from '../../src/demo/refusal.js';

function codeOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return [error.status, error.code];
    throw error;
  }
  return 'granted';
}

describe('Auth', () => {
  const auth = new Auth(900);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('knows the owner of a token that it gave', () => {
    expect(auth.usernameOf(bearer(auth.login('ann', DEMO_PASSWORD)))).toBe('ann');
  });

  it('gives no token for a wrong password', () => {
    expect(codeOf(() => auth.login('ann', 'guess'))).toEqual([401, 'login_failed']);
    expect(codeOf(() => auth.login('ann', `${DEMO_PASSWORD} `))).toEqual([401, 'login_failed']);
  });

  it('tells a missing, a foreign and an expired token apart', () => {
    const foreign = new Auth(900).login('ann', DEMO_PASSWORD);
    const brief = new Auth(0);
    expect(codeOf(() => auth.usernameOf({}))).toEqual([401, 'token_missing']);
    expect(codeOf(() => auth.usernameOf({ authorization: 'Basic abc' }))).toEqual([401, 'token_missing']);
    expect(codeOf(() => auth.usernameOf(bearer(foreign)))).toEqual([401, 'token_invalid']);
    expect(codeOf(() => brief.usernameOf(bearer(brief.login('ann', DEMO_PASSWORD))))).toEqual([401, 'token_expired']);
  });

  it('lets programs in by their key and nothing else', () => {
    expect(codeOf(() => auth.requireApiKey({ 'x-api-key': DEMO_API_KEY }))).toBe('granted');
    expect(codeOf(() => auth.requireApiKey({ 'x-api-key': 'other' }))).toEqual([401, 'key_invalid']);
    expect(codeOf(() => auth.requireApiKey({}))).toEqual([401, 'key_invalid']);
  });

  it('lets administrators in by their token, and no ordinary user', () => {
    expect(codeOf(() => auth.requireAdmin(bearer(DEMO_ADMIN_TOKEN)))).toBe('granted');
    expect(codeOf(() => auth.requireAdmin(bearer(auth.login('ann', DEMO_PASSWORD))))).toEqual([401, 'token_invalid']);
    expect(codeOf(() => auth.requireAdmin({}))).toEqual([401, 'token_missing']);
  });
});
