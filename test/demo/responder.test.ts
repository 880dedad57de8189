import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Latency } from '../../src/demo/faults/latency.js';
import { sleep } from '../../src/util/loop/clock.js';
import { type DemoClient, withService } from './demo-client.js';

/** Sends the head of a request and waits until the service has seen it. */
async function requestSeen(client: DemoClient, head: string): Promise<Socket> {
  const socket = connect(client.service.port, '127.0.0.1');
  socket.write(`${head}\r\nhost: x\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n`);
  const [bytes] = await once(socket, 'data');
  expect(String(bytes)).toMatch(/^HTTP\/1.1 100 Continue/);
  return socket;
}

describe('Responder', () => {
  it('answers an unknown path with 404', () =>
    withService(async (client) => {
      const { status, json } = await client.call('GET', '/nowhere?x=1');
      expect([status, json]).toEqual([404, { error: 'Expected a known path, got /nowhere?x=1.' }]);
    }));

  it('answers an unsupported method with 405 and the supported ones', () =>
    withService(async (client) => {
      const { status, headers, json } = await client.call('DELETE', '/files', { json: {} });
      expect([status, json]).toEqual([405, { error: 'Expected the method POST, GET, got DELETE.' }]);
      expect(headers.get('allow')).toBe('POST, GET');
      expect(client.service.counts()).toEqual({ 'DELETE /files': 1 });
    }));

  it('does not count requests for the counts', () =>
    withService(async (client) => {
      for (let n = 0; n < 3; n++) await client.call('GET', '/__counts');
      expect((await client.call('GET', '/__counts')).json).toEqual({});
    }));

  it('answers many requests on one connection, one after the other', () =>
    withService(async (client) => {
      const socket = connect(client.service.port, '127.0.0.1');
      let text = '';
      socket.on('data', (bytes) => (text += bytes));
      const request = 'GET /health HTTP/1.1\r\nhost: x\r\n\r\n';
      socket.write(request.repeat(9) + request.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
      await once(socket, 'end');
      expect(text.match(/HTTP\/1.1 200 OK/g)).toHaveLength(10);
      expect(text).toContain('Keep-Alive: timeout=75');
      expect(client.service.counts()).toEqual({ 'GET /health': 10 });
    }));

  it('does not count a request that is cut off in its body', () =>
    withService(async (client) => {
      const socket = await requestSeen(client, 'POST /auth/login HTTP/1.1');
      socket.write('{');
      socket.destroy();
      await once(socket, 'close');
      expect((await client.call('GET', '/health')).status).toBe(200);
      expect(client.service.counts()).toEqual({ 'GET /health': 1 });
    }));

  it('does not count a request whose client disconnects before the response', async () => {
    const options = { seed: 1, latencyScale: 10 };
    const waitMs = new Latency(options.seed, options.latencyScale).draw('GET /health', 3);
    expect(waitMs).toBeGreaterThan(10);
    await withService(async (client) => {
      const socket = await requestSeen(client, 'GET /health HTTP/1.1');
      socket.end('{}');
      socket.destroy();
      await sleep(waitMs + 50);
      expect(client.service.counts()).toEqual({});
    }, options);
  });

  it('survives bytes that are not HTTP', () =>
    withService(async (client) => {
      const socket = connect(client.service.port, '127.0.0.1');
      socket.write('hello\r\n\r\n');
      const [bytes] = await once(socket, 'data');
      expect(String(bytes)).toMatch(/^HTTP\/1.1 400 /);
      expect((await client.call('GET', '/health')).status).toBe(200);
    }));
});
