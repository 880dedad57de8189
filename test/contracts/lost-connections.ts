/** Connections that cannot be opened, are closed between requests, or stay silent. */
import { expect, it, vi } from 'vitest';
import { slowMs } from '../helpers/misbehaving/misbehaviours.js';
import { serveRaw } from '../helpers/servers/server.js';
import type { Bench } from './lives.js';

export function describeLostConnections(bench: Bench): void {
  it.each([
    ['resettingUrl', "ConnectionResetError(104, 'Connection reset by peer')"],
    ['closingUrl', "RemoteDisconnected('Remote end closed connection without response')"],
    ['deadUrl', "ConnectionRefusedError(111, 'Connection refused')"],
  ] as const)('a port that accepts no requests fails, and the user continues (%s)', async (port, error) => {
    const { samples, errors } = await bench.go(async (client) => {
      expect((await client.get(`${bench.server[port]}/x`)).status).toBe(0);
      expect((await client.get('/fine')).status).toBe(200);
    });
    expect(samples.map(({ name }) => name)).toEqual(['/x', '/fine']);
    expect(errors).toEqual([error, null]);
  });

  it('a connection that was closed while idle is replaced', async () => {
    const { errors } = await bench.go(async (client) => {
      await client.get('/closes-without-saying-so');
      await vi.waitFor(() => expect(bench.server.open).toBe(0), { timeout: 30_000, interval: 1 });
      await client.get('/fine');
    });
    expect(errors).toEqual([null, null]);
  });

  it('a connection that is closed at the moment of the next request is one sample, whichever is first', async () => {
    const { samples, errors } = await bench.go(async (client) => {
      for (let i = 0; i < 10; i++) await client.get('/closes-without-saying-so');
      await client.post('/fine', { body: 'once' });
    });
    expect(samples).toHaveLength(11);
    const closed = "RemoteDisconnected('Remote end closed connection without response')";
    expect([null, closed, "BrokenPipeError(32, 'Broken pipe')"]).toEqual(expect.arrayContaining([...new Set(errors)]));
  });

  it('a GET on a kept connection that is closed instead of a response is sent again, once', async () => {
    const asked = bench.server.asked.length;
    const { errors } = await bench.go(async (client) => {
      await client.get('/closed-the-second-time');
      await client.get('/closed-the-second-time');
      await client.get('/fine');
    });
    expect(errors).toEqual([null, null, null]);
    expect(bench.server.asked.slice(asked)).toHaveLength(4);
  });

  it.each([0, 1, 3])('a server that closes each connection %i ms after its response fails no request', async (ms) => {
    const server = await serveRaw((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok', () => setTimeout(() => socket.end(), ms));
      });
    });
    const { errors } = await bench.go(async (client) => {
      for (let i = 0; i < 20; i++) await client.get(`${server.url}/`);
      for (let i = 0; i < 20; i++) await client.post(`${server.url}/`, { body: 'x' });
    });
    expect(errors.slice(0, 20)).toEqual(Array(20).fill(null));
    expect(errors.slice(20).filter((error) => error !== null).length).toBeLessThanOrEqual(1);
  });

  it('a POST is never sent twice', async () => {
    const asked = bench.server.asked.length;
    const { errors } = await bench.go(async (client) => {
      await client.get('/closed-the-second-time');
      await client.post('/closed-the-second-time', { json: { order: 1 } });
    });
    expect(errors).toEqual([null, "RemoteDisconnected('Remote end closed connection without response')"]);
    expect(bench.server.asked.slice(asked)).toHaveLength(2);
  });

  it.each(['/slow-headers', '/slow-body'])('the time of a slow response is measured (%s)', async (path) => {
    const { samples } = await bench.go(async (client) => void (await client.get(path)));
    expect(samples[0]?.responseTime).toBeGreaterThanOrEqual(slowMs - 1);
  });

  it.each(['/silent', '/silent-in-the-body', '/early/deaf'])(
    'a user that is stopped while it waits for %s reports nothing and leaves no connection',
    async (path) => {
      const asked = bench.server.asked.length;
      const { samples } = await bench.go(async (client, stop) => {
        const answer = client.post(path, { body: Buffer.alloc(path === '/early/deaf' ? 20_000_000 : 3) });
        await vi.waitFor(() => expect(bench.server.asked.length).toBe(asked + 1), { timeout: 30_000, interval: 1 });
        stop();
        await answer;
      });
      expect(samples).toEqual([]);
    },
  );

  it('a response that arrives before the whole request was sent is accepted', async () => {
    const { samples, errors } = await bench.go(async (client) => {
      expect((await client.post('/early/answer', { body: Buffer.alloc(20_000_000) })).status).toBe(413);
      expect((await client.get('/fine')).text()).toBe('fine');
    });
    expect(samples).toHaveLength(2);
    expect(errors).toEqual(["HTTPError('413 Client Error: Payload Too Large for url: /early/answer')", null]);
  });
}
