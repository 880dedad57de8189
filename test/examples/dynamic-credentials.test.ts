import { describe, expect, it } from 'vitest';
import { Member } from '../../examples/dynamic-credentials.js';
import { demoRun } from '../helpers/processes/demo-run.js';
import { serveAndSee } from '../helpers/servers/server.js';

class Hurried extends Member {
  static override waitTime = () => 0.01;
}

describe('examples/dynamic-credentials.ts', () => {
  it('gives each user its own credentials, and releases them in onStop', async () => {
    const { url, seen } = await serveAndSee(({ body }, response) => {
      const { username = '' } = body.length > 0 ? JSON.parse(body.toString()) : {};
      response.end(JSON.stringify({ token: `token of ${username}` }));
    });
    for (let round = 1; round <= 2; round++) {
      const { verdict, reported } = await demoRun(Hurried, 40, { host: url, users: 5 });
      expect([verdict.exitCode, reported['POST /auth/login']]).toEqual([0, 3]);
      const logins = seen.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body.toString()));
      const names = logins.slice(-3).map(({ username }) => username);
      expect(names.sort()).toEqual(['ann', 'bob', 'cem']);
      expect(logins).toHaveLength(3 * round);
    }
    const tokens = seen.filter(({ method }) => method === 'GET').map(({ headers }) => headers.authorization);
    expect(new Set(tokens)).toEqual(new Set(['ann', 'bob', 'cem'].map((name) => `Bearer token of ${name}`)));
  });

  it('works against the sample service', async () => {
    const { verdict, reported, served } = await demoRun(Hurried, 20, { users: 3 });
    expect([verdict.exitCode, reported]).toEqual([0, served]);
  });
});
