import { describe, expect, it } from 'vitest';
import { deadUrl, serve, serveAndSee } from '../../helpers/servers/server.js';
import { openFastSession } from '../../helpers/users/http-session.js';

describe('a session on raw sockets', () => {
  it('supports cookies, redirects, compression and JSON', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/start') response.writeHead(302, { location: '/end', 'set-cookie': 'a=1' }).end();
      else response.end(JSON.stringify({ cookie: request.headers.cookie }));
    });
    const { session, samples } = openFastSession(server.url);
    const response = await session.get('/start');
    expect(response.json()).toEqual({ cookie: 'a=1' });
    expect(response.history).toHaveLength(1);
    expect(samples).toMatchObject([{ name: '/start', exception: null, responseLength: 16 }]);
    expect(server.accepted).toBe(1);
  });

  it('keeps a connection to each of several origins', async () => {
    const servers = await Promise.all([serveAndSee(), serveAndSee(), serveAndSee()]);
    const { session } = openFastSession(servers[0]?.url as string);
    for (let round = 0; round < 3; round++) for (const { url } of servers) await session.get(`${url}/${round}`);
    expect(servers.map(({ accepted, seen }) => [accepted, seen.length])).toEqual(Array(3).fill([1, 3]));
    session.cancel(new Error('over'));
    await Promise.all(servers.map((server) => server.idle()));
  });

  it('opens new connections after cancel and reopen', async () => {
    const server = await serveAndSee();
    const { session } = openFastSession(server.url);
    await session.get('/');
    session.cancel(new Error('over'));
    session.reopen();
    await session.get('/');
    await session.get('/');
    expect(server.accepted).toBe(2);
  });

  it('has the failure texts of HttpUser', async () => {
    const dead = openFastSession(await deadUrl());
    await dead.session.get('/');
    expect(dead.errors()).toEqual(["ConnectionRefusedError(111, 'Connection refused')"]);
    const server = await serveAndSee((_, response) => response.writeHead(404).end());
    const { session, errors } = openFastSession(server.url);
    await session.get('/x');
    expect(errors()).toEqual(["HTTPError('404 Client Error: Not Found for url: /x')"]);
  });

  it('reports a request that cannot be sent as failed, and continues', async () => {
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url);
    await session.get('/', { headers: { x: 'a\r\nb: c' } });
    await session.get('/', { headers: { upgrade: 'websocket' } });
    await session.get('/');
    expect(errors()).toEqual([
      expect.stringContaining('Expected the header x'),
      expect.stringContaining('Expected no header upgrade, which the transport sets'),
      null,
    ]);
    expect(server.seen).toHaveLength(1);
  });
});
