import { describe, expect, it } from 'vitest';
import { Customer } from '../../examples/own-client.js';
import { run } from '../../src/run/run-in-script.js';
import { serveAndSee } from '../helpers/servers/server.js';

describe('examples/own-client.ts', () => {
  it('reports the calls of the SDK as requests', async () => {
    let orders = 0;
    const over = new AbortController();
    const server = await serveAndSee(({ method, url, body }, response) => {
      if (method === 'POST' && JSON.parse(String(body)).items.length === 2) orders++;
      const id = method === 'POST' ? orders : Number(url.split('/')[2]);
      if (url === '/orders/13') response.writeHead(500).end();
      else response.end(JSON.stringify({ id, total: 9 }));
      if (orders >= 20) over.abort();
    });
    class Quick extends Customer {
      static override waitTime = () => 0.01;
    }
    const { snapshot, exitCode } = await run({
      ...{
        userClasses: [Quick],
        host: server.url,
        users: 2,
        spawnRate: 100,
        runTimeSeconds: 10,
        stopTimeoutSeconds: 5,
      },
      ...{ signal: over.signal, log: () => {} },
    });
    const rows = snapshot.stats.entries.map(({ method, name, numRequests }) => [method, name, numRequests]);
    expect(rows.sort()).toEqual([
      ['GET', '/orders/:id', orders],
      ['POST', '/orders', orders],
    ]);
    expect(snapshot.stats.failures).toMatchObject([{ name: '/orders/:id', occurrences: 1 }]);
    expect(snapshot.stats.exceptions).toMatchObject([
      { message: 'The shop answered /orders/13 with status 500.', count: 1 },
    ]);
    expect([server.seen.length, server.accepted, exitCode]).toEqual([2 * orders, 2, 1]);
  });
});
