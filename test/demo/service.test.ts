import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Latency } from '../../src/demo/faults/latency.js';
import { startDemoService } from '../../src/demo/service.js';
import { TslocError } from '../../src/util/error.js';
import { now } from '../../src/util/loop/clock.js';
import { withService } from './demo-client.js';

describe('startDemoService', () => {
  it('listens on a free port of 127.0.0.1', () =>
    withService(async ({ service }) => {
      expect(service.port).toBeGreaterThan(0);
      expect(service.url).toBe(`http://127.0.0.1:${service.port}`);
      expect((await fetch(`${service.url}/health`)).status).toBe(200);
    }));

  it('reports a port that is in use', () =>
    withService(async ({ service: { port } }) => {
      const error = await startDemoService({ port }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TslocError);
      expect(error).toMatchObject({
        code: 'PORT_IN_USE',
        message: `Expected port ${port} of 127.0.0.1 to be free, but another program listens there.`,
        hint: expect.stringContaining('--port'),
      });
    }));

  it('refuses invalid options before it listens', async () => {
    await expect(startDemoService({ port: 0, errorRate: 2 })).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });

  it('answers 1,000 connections that are opened at once', () =>
    withService(async ({ service }) => {
      const sockets = Array.from({ length: 1000 }, () => connect(service.port, '127.0.0.1'));
      const answers = await Promise.all(
        sockets.map(async (socket) => {
          socket.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n');
          const [bytes] = await once(socket, 'data');
          socket.destroy();
          return String(bytes).slice(0, 12);
        }),
      );
      expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 200']));
      expect(service.counts()).toEqual({ 'GET /health': 1000 });
    }));

  it('closes at once, in the middle of a request, and does not count that one', async () => {
    const service = await startDemoService({ port: 0, latencyScale: 1e6 });
    const socket = connect(service.port, '127.0.0.1');
    socket.write('POST /auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n');
    await once(socket, 'data');
    socket.write('{}');
    socket.on('error', () => {}); // the server may reset the connection
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await service.close();
    await ended;
    expect(service.counts()).toEqual({});
    await expect(fetch(`${service.url}/health`)).rejects.toThrow();
  });

  it('closes at once while it receives a body', async () => {
    const service = await startDemoService({ port: 0 });
    const socket = connect(service.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /files HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n');
    await once(socket, 'data');
    socket.write('half');
    await service.close();
    expect(service.counts()).toEqual({});
  });

  it('delays each response by the latency of the seed', async () => {
    const options = { seed: 'slow', latencyScale: 2 };
    const latency = new Latency(options.seed, options.latencyScale);
    await withService(async ({ service }) => {
      for (let n = 0; n < 4; n++) {
        const startedAt = now();
        await fetch(`${service.url}/health`);
        expect(now() - startedAt).toBeGreaterThan(latency.draw('GET /health', 3) - 2); // a timer may be a little early
      }
    }, options);
  });
});
