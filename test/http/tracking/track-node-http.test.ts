import { request as send } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serve, serveAndSee, serveBytes } from '../../helpers/servers/server.js';
import { type BrokenConnection, brokenConnections, cutOffBody, openTracker } from '../../helpers/users/tracked.js';

/** Sends a request with node:http; resolves at its end, whatever the result. */
function request(url: string, options: object = {}, body = ''): Promise<void> {
  return new Promise((resolve) => {
    const request = send(url, options, (response) => {
      response.on('error', () => {}).on('close', resolve);
      response.resume();
    });
    request.on('error', () => resolve()).end(body);
  });
}

describe('a tracked request of node:http', () => {
  it('is one sample', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(200, { 'content-length': 4 }).end('body'));
    const { samples, run } = openTracker();
    await run(() => request(`${server.url}/x?a=1`, { method: 'PUT' }, 'hello'), 1);
    expect(samples).toEqual([
      {
        ...{ requestType: 'PUT', name: '/x?a=1', url: `${server.url}/x?a=1`, responseLength: 4, exception: null },
        status: 200,
        ...{ responseTime: expect.any(Number), startTime: expect.any(Number), context: { who: 'test' } },
        response: expect.objectContaining({ statusCode: 200 }),
      },
    ]);
    expect(String(server.last().body)).toBe('hello');
  });

  it('lasts until the end of its body', async () => {
    const server = await serve((_, response) => {
      response.write('a');
      setTimeout(() => response.end('b'), 60);
    });
    const { samples, run } = openTracker();
    await run(() => request(server.url), 1);
    expect(samples[0]?.responseTime).toBeGreaterThan(50);
  });

  it('fails by its status, under its name', async () => {
    const server = await serve((_, response) => response.writeHead(500).end());
    const { errors, run } = openTracker('a thing');
    await run(() => request(`${server.url}/x`), 1);
    expect(errors()).toEqual(["HTTPError('500 Server Error: Internal Server Error for url: a thing')"]);
  });

  it.each<BrokenConnection>([
    ...brokenConnections,
    ['cut off in its body', cutOffBody, "ChunkedEncodingError('Connection broken: IncompleteRead')"],
  ])('fails by its connection: %s', async (_what, host, text) => {
    const url = await host();
    const { samples, errors, run } = openTracker();
    await run(() => request(`${url}/x`), 1);
    expect(errors()).toEqual([text]);
    expect(samples).toMatchObject([{ name: '/x', responseLength: 0 }]);
  });

  it('is not reported if it requests an upgrade', async () => {
    const server = await serveBytes('HTTP/1.1 400 Bad\r\n\r\n');
    const { samples, run } = openTracker();
    await run(() => request(server.url, { headers: { upgrade: 'x', connection: 'upgrade' } }), 0);
    expect(samples).toEqual([]);
  });
});
