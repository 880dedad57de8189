import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/demo/faults.js';
import { withService } from './demo-client.js';

describe('Faults', () => {
  const strikes = (faults: Faults, route: string) => Array.from({ length: 2000 }, () => faults.strikes(route));

  it('strike the asked share of the requests', () => {
    const share = strikes(new Faults(1, 0.1), 'GET /a').filter(Boolean).length / 2000;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  });

  it('strike none at 0 and all at 1', () => {
    expect(strikes(new Faults(1, 0), 'GET /a')).not.toContain(true);
    expect(strikes(new Faults(1, 1), 'GET /a')).not.toContain(false);
  });

  it('strike the same requests again under the same seed, and others under another', () => {
    const first = strikes(new Faults('s', 0.5), 'GET /a');
    expect(strikes(new Faults('s', 0.5), 'GET /a')).toEqual(first);
    expect(strikes(new Faults('t', 0.5), 'GET /a')).not.toEqual(first);
    expect(strikes(new Faults('s', 0.5), 'GET /b')).not.toEqual(first);
  });

  it('become a 500 and are counted; the counts themselves never fail', () =>
    withService(
      async (client) => {
        const answer = await client.call('GET', '/health');
        expect([answer.status, answer.json]).toEqual([500, { error: 'This request was chosen to fail.' }]);
        expect((await client.call('POST', '/auth/login', { json: {} })).status).toBe(500);
        const counts = await client.call('GET', '/__counts');
        expect([counts.status, counts.json]).toEqual([200, { 'GET /health': 1, 'POST /auth/login': 1 }]);
      },
      { errorRate: 1 },
    ));

  it('leave no trace: what failed was not done', () =>
    withService(
      async (client) => {
        for (let n = 0; n < 40; n++)
          await client.call('POST', '/auth/login', { json: { username: `u${n}`, password: 'demo-password' } });
        const failed = strikes(new Faults(7, 0.5), 'POST /auth/login').slice(0, 40).filter(Boolean).length;
        let users = await client.call('GET', '/admin/users', { token: 'demo-admin-token' });
        while (users.status === 500) users = await client.call('GET', '/admin/users', { token: 'demo-admin-token' });
        expect(users.json.total).toBe(40 - failed);
      },
      { errorRate: 0.5, seed: 7 },
    ));
});
