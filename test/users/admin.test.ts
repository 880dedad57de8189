import { describe, expect, it } from 'vitest';
import { constant } from '../../src/user/wait.js';
import { AdminUser } from '../../users/admin.js';
import { admin, DemoClient } from '../demo/demo-client.js';
import { demoRun, demoService, isLikely, journeysOf } from '../helpers/processes/demo-run.js';
import { serve } from '../helpers/servers/server.js';
import { newEnvironment, start, until } from '../helpers/users/start-user.js';

class Operator extends AdminUser {
  static override waitTime = constant(0);
}

/** A service with two accounts; one has a name that needs encoding. */
async function populated() {
  const service = await demoService();
  const client = new DemoClient(service);
  await client.login('ann');
  await client.login('bob & söns/7?');
  return { service, client };
}

describe('AdminUser', () => {
  it('sends the documented requests, tasks in proportion to their weights', async () => {
    const { service } = await populated();
    const { reported, verdict } = await demoRun(Operator, 1_500, { service });
    const weights = { 'GET /admin/dashboard': 3, 'GET /health': 2, 'GET /admin/users': 1 };
    expect(Object.keys(reported).sort()).toEqual([...Object.keys(weights), 'PATCH /admin/users/:id'].sort());
    const tasks = Object.keys(weights).reduce((sum, name) => sum + (reported[name] ?? 0), 0);
    expect(tasks).toBeGreaterThan(500);
    for (const [name, weight] of Object.entries(weights))
      expect([name, isLikely(reported[name] ?? 0, tasks, weight / 6)]).toEqual([name, true]);
    expect(reported['PATCH /admin/users/:id']).toBe(reported['GET /admin/users']);
    expect([verdict.exitCode, verdict.snapshot.stats.failures, verdict.snapshot.stats.exceptions]).toEqual([0, [], []]);
  });

  it('reports exactly the requests that the service counts', async () => {
    const { service } = await populated();
    const { reported, served } = await demoRun(Operator, 500, { service });
    expect({ ...reported, 'POST /auth/login': 2 }).toEqual(served);
  });

  it('changes no account if there is none', async () => {
    const { reported } = await demoRun(Operator, 300);
    expect(Object.keys(reported).sort()).toEqual(['GET /admin/dashboard', 'GET /admin/users', 'GET /health']);
  });

  it('takes its workload from the static properties of the subclass', async () => {
    class Promoter extends Operator {
      static override plans = ['pro'];
      static override pageSize = 2;
    }
    const { service, client } = await populated();
    const { samples } = await demoRun(Promoter, 300, { service });
    const { users } = (await client.call('GET', '/admin/users', admin)).json;
    expect(users.map((user: { plan: string }) => user.plan)).toEqual(['pro', 'pro']);
    const pages = samples.filter(({ name }) => name === '/admin/users').map(({ url }) => new URL(url).search);
    expect(new Set(pages)).toEqual(new Set(['?limit=2']));
  });

  it('continues with failed requests if its token is wrong', async () => {
    class Impostor extends Operator {
      static override token = 'wrong';
    }
    const { reported, served, verdict } = await demoRun(Impostor, 200);
    const { failures, exceptions } = verdict.snapshot.stats;
    expect(failures.map(({ error }) => error).sort()).toEqual([
      "HTTPError('401 Client Error: Unauthorized for url: /admin/dashboard')",
      "HTTPError('401 Client Error: Unauthorized for url: /admin/users')",
    ]);
    expect([reported, exceptions]).toEqual([served, []]);
  });

  it('reports a health check as failed if the status is not ok', async () => {
    const server = await serve((_, response) => response.end('{"status":"tired"}'));
    const { environment, samples } = newEnvironment({ host: server.url });
    start(Operator, environment);
    await until(() => samples.some(({ name }) => name === '/health'));
    expect(String(samples.find(({ name }) => name === '/health')?.exception)).toBe(
      'CatchResponseError: Expected the status ok, got tired.',
    );
  });

  it('repeats the requests of each user with the same seed', async () => {
    const [first, again] = [
      await journeysOf(Operator, 600, { users: 3 }),
      await journeysOf(Operator, 600, { users: 3 }),
    ];
    for (const [i, journey] of first.entries()) {
      const length = Math.min(journey.length, again[i]?.length ?? 0);
      expect(length).toBeGreaterThan(20);
      expect(again[i]?.slice(0, length)).toEqual(journey.slice(0, length));
    }
    expect(new Set(first.map((journey) => journey.slice(0, 20).join())).size).toBe(3);
  });
});
