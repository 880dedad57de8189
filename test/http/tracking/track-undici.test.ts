import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { serve, serveAndSee, serveRaw } from '../../helpers/servers/server.js';
import { type BrokenConnection, brokenConnections, cutOffBody, openTracker } from '../../helpers/users/tracked.js';

const clients = {
  fetch: async (url: string, init: { method?: string; body?: string } = {}) => (await fetch(url, init)).text(),
  'undici.request': async (url: string, init: { method?: 'POST'; body?: string } = {}) =>
    (await request(url, init)).body.text(),
};

describe.each(Object.entries(clients))('a tracked request of %s', (_, send) => {
  it('is one sample', async () => {
    const server = await serve((_seen, response) => response.writeHead(200, { 'content-length': 4 }).end('body'));
    const { samples, run } = openTracker();
    await run(() => send(`${server.url}/x?a=1`, { method: 'POST', body: 'hello' }), 1);
    expect(samples).toEqual([
      {
        ...{ requestType: 'POST', name: '/x?a=1', url: `${server.url}/x?a=1`, responseLength: 4, exception: null },
        status: 200,
        ...{ responseTime: expect.any(Number), startTime: expect.any(Number), context: { who: 'test' } },
        response: expect.objectContaining({ statusCode: 200 }),
      },
    ]);
  });

  it('fails by its status', async () => {
    const server = await serve((_seen, response) => response.writeHead(404).end());
    const { errors, run } = openTracker(({ path }) => path.replace(/\d+/, ':id'));
    await run(() => send(`${server.url}/x/7`), 1);
    expect(errors()).toEqual(["HTTPError('404 Client Error: Not Found for url: /x/:id')"]);
  });

  it.each<BrokenConnection>([
    ...brokenConnections,
    [
      'cut off in its body',
      cutOffBody,
      expect.stringMatching(/^ChunkedEncodingError\(.*IncompleteRead\(\d bytes read, \d more expected\)/),
    ],
  ])('fails by its connection: %s', async (_what, host, text) => {
    const url = await host();
    const { samples, errors, run } = openTracker();
    await run(() => send(`${url}/x`).catch(() => {}), 1);
    expect(errors()).toEqual([text]);
    expect(samples).toMatchObject([{ name: '/x', responseLength: 0 }]);
  });
});

describe('tracking undici', () => {
  it('counts each hop of a redirect', async () => {
    const server = await serveAndSee(({ url }, response) => {
      if (url === '/a') response.writeHead(302, { location: '/b' }).end();
      else response.end('here');
    });
    const { samples, errors, run } = openTracker();
    await run(() => clients.fetch(`${server.url}/a`), 2);
    expect(samples.map(({ name }) => name)).toEqual(['/a', '/b']);
    expect(errors()).toEqual([null, null]);
  });

  it('counts a request that the caller aborts as a failure', async () => {
    const server = await serve(() => {});
    const { errors, run } = openTracker();
    await run(() => fetch(server.url, { signal: AbortSignal.timeout(20) }).catch(() => {}), 1);
    expect(errors()).toEqual([expect.stringMatching(/aborted/)]);
  });

  it('ignores informational responses and upgrades', async () => {
    const server = await serveRaw((socket) => {
      socket.once('data', (head) => {
        if (String(head).includes('upgrade'))
          socket.end('HTTP/1.1 101 Go\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
        else socket.end('HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n');
      });
    });
    const { errors, run } = openTracker();
    const { upgrade } = await import('undici');
    await run(() => upgrade(`${server.url}/up`, { protocol: 'x' }).then(({ socket }) => socket.destroy()), 0);
    await run(() => clients.fetch(`${server.url}/x`), 1);
    expect(errors()).toEqual([expect.stringContaining('500 Server Error: Oops')]);
  });
});
