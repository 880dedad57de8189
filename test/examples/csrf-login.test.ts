import { describe, expect, it } from 'vitest';
import { Member } from '../../examples/csrf-login.js';
import { demoRun } from '../helpers/processes/demo-run.js';
import { type Seen, serveAndSee, type TestServer } from '../helpers/servers/server.js';

/** A site with accounts: a form token is valid only for the visitor that it was created for. */
function site(greeting: string): Promise<TestServer & { readonly seen: readonly Seen[] }> {
  let visitors = 0;
  const members = new Set<string>();
  return serveAndSee(({ method, url, headers, body }, response) => {
    const visitor = /visitor=(\d+)/.exec(headers.cookie ?? '')?.[1] ?? '';
    if (method === 'GET' && url === '/login') {
      visitors++;
      response.setHeader('Set-Cookie', `visitor=${visitors}; Path=/`);
      return response.end(`<form><input type="hidden" name="csrf" value="token/${visitors}&amp"></form>`);
    }
    if (method === 'POST') {
      const form = Object.fromEntries(new URLSearchParams(body.toString()));
      const isRight = form.csrf === `token/${visitor}&amp` && form.user === 'ann' && form.password === 'secret';
      if (isRight) members.add(visitor);
      return response.end(isRight ? greeting : 'Who are you?');
    }
    response.statusCode = members.has(visitor) ? 200 : 403;
    return response.end();
  });
}

class Hurried extends Member {
  static override waitTime = () => 0.01;
}

describe('examples/csrf-login.ts', () => {
  it('logs in each user once, with its own token and cookie', async () => {
    const { url, seen } = await site('Welcome');
    const { verdict, reported } = await demoRun(Hurried, 30, { host: url, users: 3 });
    expect(verdict.exitCode).toBe(0);
    expect(reported).toEqual({
      'GET /login': 3,
      'POST /login': 3,
      'GET /account': seen.filter((one) => one.url === '/account').length,
    });
    expect(reported['GET /account']).toBeGreaterThanOrEqual(20);
  });

  it('reports a rejected login, and stops the user', async () => {
    const { url, seen } = await site('Sorry');
    // Before the second user is refused, the first one has a tenth of a second to continue.
    const { verdict } = await demoRun(Hurried, 4, { host: url, users: 2, spawnRate: 10 });
    expect(verdict.exitCode).toBe(1);
    expect(verdict.snapshot.stats.failures).toMatchObject([
      { method: 'POST', name: '/login', error: "CatchResponseError('the login was refused')", occurrences: 2 },
    ]);
    // On a busy machine the requests of the two users may mix.
    const requests = seen.map(({ method, url }) => `${method} ${url}`);
    expect(requests.sort()).toEqual(['GET /login', 'GET /login', 'POST /login', 'POST /login']);
  });
});
