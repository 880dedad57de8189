import { describe, expect, it } from 'vitest';
import { withService } from '../demo-client.js';

describe('POST /auth/login', () => {
  it('issues a token for the account', () =>
    withService(async (client) => {
      const json = { username: 'ann', password: 'demo-password' };
      const answer = await client.call('POST', '/auth/login', { json });
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ token: expect.any(String), tokenType: 'Bearer', expiresIn: 900 });
      expect((await client.call('GET', '/files', { token: answer.json.token })).status).toBe(200);
    }));

  it.each([
    [{ username: 'ann', password: 'guess' }, 401],
    [{ username: 'ann' }, 400],
    [{ password: 'demo-password' }, 400],
    [{ username: 7, password: 'demo-password' }, 400],
    [{ username: 'x'.repeat(65), password: 'demo-password' }, 400],
  ])('answers %j with %i', (json, status) =>
    withService(async (client) => {
      expect((await client.call('POST', '/auth/login', { json })).status).toBe(status);
    }),
  );

  it('issues tokens that expire', () =>
    withService(
      async (client) => {
        const { status, json } = await client.call('GET', '/files', { token: await client.login() });
        expect([status, json.code]).toEqual([401, 'token_expired']);
      },
      { tokenSeconds: 0 },
    ));
});
