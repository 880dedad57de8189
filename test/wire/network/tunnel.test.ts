import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTunnel } from '../../../src/wire/network/tunnel.js';
import { serveRaw } from '../../helpers/servers/server.js';

/** The request to a proxy that answers with `answer`, and the socket. */
async function tunnel(place: { host: string; port: number }, answer: string, authorization: string | null = null) {
  let told = '';
  const proxy = await serveRaw((socket) =>
    socket.on('data', (bytes) => {
      told += bytes;
      if (told.endsWith('\r\n\r\n')) socket.write(answer);
    }),
  );
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await openTunnel(socket, place, authorization);
  return { told, socket };
}

describe('a tunnel through an HTTP proxy', () => {
  it('is requested by host and port, with the credentials', async () => {
    const { told } = await tunnel({ host: 'api.test', port: 443 }, 'HTTP/1.1 200 Fine\r\n\r\n', 'Basic abc');
    expect(told.split('\r\n')[0]).toBe('CONNECT api.test:443 HTTP/1.1');
    expect(told.toLowerCase()).toMatch(/\r\nhost: api\.test:443\r\nproxy-authorization: basic abc\r\n/);
  });

  it('sends IPv6 addresses in brackets', async () => {
    const { told } = await tunnel({ host: '::1', port: 8443 }, 'HTTP/1.0 200 OK\r\n\r\n');
    expect(told).toMatch(/^CONNECT \[::1\]:8443 HTTP\/1\.1\r\n/);
    expect(told).not.toContain('uthorization');
  });

  it('loses no bytes that the host sends at once', async () => {
    const { socket } = await tunnel({ host: 'a', port: 1 }, 'HTTP/1.1 200 OK\r\nx: y\r\n\r\nhello');
    const bytes = await new Promise((resolve) => socket.once('data', resolve));
    expect(String(bytes)).toBe('hello');
  });

  it('fails with the status line of the proxy', async () => {
    const refused = tunnel({ host: 'a', port: 1 }, 'HTTP/1.1 403 Not for you\r\ncontent-length: 0\r\n\r\n');
    await expect(refused).rejects.toThrow('Tunnel connection failed: 403 Not for you');
  });
});
