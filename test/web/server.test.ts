import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listen } from '../../src/web/server.js';

const { Request, Response } = globalThis;
const answer = () => new Response('hello');

describe('listen', () => {
  it('listens on a free port, returns the address, and closes', async () => {
    const server = await listen(answer, { host: '127.0.0.1', port: 0, tls: null });
    expect(server.isPublic).toBe(false);
    expect(await (await fetch(server.url)).text()).toBe('hello');
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('does not replace the Request and Response of the process', async () => {
    const server = await listen(answer, { host: '127.0.0.1', port: 0, tls: null });
    await server.close();
    expect(globalThis.Request === Request && globalThis.Response === Response).toBe(true);
  });

  it.each(['', '*', '0.0.0.0'])('is reachable from other machines at the host %j', async (host) => {
    const server = await listen(answer, { host, port: 0, tls: null });
    expect([server.isPublic, /^http:\/\/127\.0\.0\.1:\d+$/.test(server.url)]).toEqual([true, true]);
    await server.close();
  });

  it('serves HTTPS', async () => {
    const folder = new URL('../helpers/certificates/', import.meta.url).pathname;
    const tls = { cert: `${folder}server.pem`, key: `${folder}server.key` };
    const server = await listen(answer, { host: '127.0.0.1', port: 0, tls });
    expect(server.url).toMatch(/^https:/);
    await server.close();
  });

  it('reports which port is in use, and what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    await expect(listen(answer, { host: '127.0.0.1', port, tls: null })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: `Expected a free port for the web page, but 127.0.0.1:${port} is in use.`,
      exitCode: 2,
    });
    taken.close();
  });

  it.each([
    [{ host: '203.0.113.1', port: 0, tls: null }, 'PORT_NOT_USABLE'],
    [{ host: '127.0.0.1', port: 0, tls: { cert: '/no/such.pem', key: '/no/such.key' } }, 'BAD_TLS'],
  ])('refuses %j', async (options, code) => {
    await expect(listen(answer, options)).rejects.toMatchObject({ code });
  });
});
