import { describe, expect, it } from 'vitest';
import { StagingUser } from '../../examples/host-mapping.js';
import { demoRun } from '../helpers/processes/demo-run.js';
import { serveAndSee } from '../helpers/servers/server.js';

describe('examples/host-mapping.ts', () => {
  it('sends to the mapped address, over two connections per user', async () => {
    const server = await serveAndSee();
    class Here extends StagingUser {
      static override network = { ...StagingUser.network, resolve: { 'api.example.com:80': new URL(server.url).host } };
    }
    const { samples, verdict } = await demoRun(Here, 20, { host: '', users: 1 });
    expect(new Set(samples.map(({ url }) => url))).toEqual(
      new Set(['http://api.example.com/health', 'http://api.example.com/api/library']),
    );
    expect(new Set(server.seen.map(({ headers }) => headers.host))).toEqual(new Set(['api.example.com']));
    expect([verdict.exitCode, server.accepted]).toEqual([0, 2]);
  });
});
