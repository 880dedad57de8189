import { describe, expect, it } from 'vitest';
import { Faults } from '../../../src/demo/faults/faults.js';
import { withService } from '../demo-client.js';

describe('Faults', () => {
  const shouldFail = (faults: Faults, route: string) => Array.from({ length: 2000 }, () => faults.shouldFail(route));

  it('are the configured share of the requests', () => {
    const share = shouldFail(new Faults(1, 0.1), 'GET /a').filter(Boolean).length / 2000;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  });

  it('are none at 0 and all at 1', () => {
    expect(shouldFail(new Faults(1, 0), 'GET /a')).not.toContain(true);
    expect(shouldFail(new Faults(1, 1), 'GET /a')).not.toContain(false);
  });

  it('are the same requests for the same seed, and others for another', () => {
    const first = shouldFail(new Faults('s', 0.5), 'GET /a');
    expect(shouldFail(new Faults('s', 0.5), 'GET /a')).toEqual(first);
    expect(shouldFail(new Faults('t', 0.5), 'GET /a')).not.toEqual(first);
    expect(shouldFail(new Faults('s', 0.5), 'GET /b')).not.toEqual(first);
  });

  it('are answered with 500 and counted; the request for the counts never fails', () =>
    withService(
      async (client) => {
        const answer = await client.call('GET', '/health');
        expect([answer.status, answer.json]).toEqual([500, { error: 'This request fails on purpose.' }]);
        expect((await client.call('POST', '/auth/login', { json: {} })).status).toBe(500);
        const counts = await client.call('GET', '/__counts');
        expect([counts.status, counts.json]).toEqual([200, { 'GET /health': 1, 'POST /auth/login': 1 }]);
      },
      { errorRate: 1 },
    ));

  it('have no side effects', () =>
    withService(
      async (client) => {
        for (let n = 0; n < 40; n++)
          await client.call('POST', '/auth/login', { json: { username: `u${n}`, password: 'demo-password' } });
        const failed = shouldFail(new Faults(7, 0.5), 'POST /auth/login').slice(0, 40).filter(Boolean).length;
        let users = await client.call('GET', '/admin/users', { token: 'demo-admin-token' });
        while (users.status === 500) users = await client.call('GET', '/admin/users', { token: 'demo-admin-token' });
        expect(users.json.total).toBe(40 - failed);
      },
      { errorRate: 0.5, seed: 7 },
    ));
});
