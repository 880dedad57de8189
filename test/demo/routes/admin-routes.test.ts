import { describe, expect, it } from 'vitest';
import { admin, withService } from '../demo-client.js';

describe('the admin routes', () => {
  it('need the admin token', () =>
    withService(async (client) => {
      const token = await client.login();
      const paths = [
        ['GET', '/admin/dashboard'],
        ['GET', '/admin/users'],
        ['PATCH', '/admin/users/ann'],
      ] as const;
      for (const [method, path] of paths) {
        expect((await client.call(method, path)).status).toBe(401);
        expect((await client.call(method, path, { token })).status).toBe(401);
      }
    }));

  it('give totals on the dashboard', () =>
    withService(async (client) => {
      await client.upload(await client.login('ann'));
      const { status, json } = await client.call('GET', '/admin/dashboard', admin);
      expect(status).toBe(200);
      expect(json).toEqual({ uptimeSeconds: expect.any(Number), requests: 2, users: 1, uploads: 1, jobs: 1 });
    }));

  it('list the users, the latest first', () =>
    withService(async (client) => {
      await client.upload(await client.login('ann'));
      await client.login('bob');
      const { json } = await client.call('GET', '/admin/users', admin);
      expect(json.total).toBe(2);
      expect(json.users.map((user: { id: string }) => user.id)).toEqual(['bob', 'ann']);
      expect(json.users[1]).toEqual({ id: 'ann', plan: 'free', createdAt: expect.any(Number), uploads: 1, files: 1 });
      expect((await client.call('GET', '/admin/users?limit=1', admin)).json.users).toHaveLength(1);
      expect((await client.call('GET', '/admin/users?limit=0', admin)).status).toBe(400);
    }));

  it('change the plan of a user, whose name may have to be encoded', () =>
    withService(async (client) => {
      await client.login('änn / 1');
      const path = `/admin/users/${encodeURIComponent('änn / 1')}`;
      expect((await client.call('PATCH', path, { ...admin, json: { plan: 'pro' } })).json.plan).toBe('pro');
      expect((await client.call('GET', '/admin/users', admin)).json.users[0].plan).toBe('pro');
      expect((await client.call('PATCH', path, { ...admin, json: { plan: 'gold' } })).status).toBe(400);
      expect((await client.call('PATCH', '/admin/users/eve', { ...admin, json: { plan: 'pro' } })).status).toBe(404);
      expect((await client.call('PATCH', '/admin/users/%E0%A4%A', { ...admin, json: { plan: 'pro' } })).status).toBe(
        400,
      );
    }));
});
