/** A way through an HTTP proxy to another host, by CONNECT. */
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connectionClosed, WireError } from '../wire-error.js';
import type { HostPort } from './host-map.js';

/**
 * Makes `socket`, which is connected to a proxy, lead to `place`.
 * @param authorization what `proxy-authorization` says, if anything
 * @throws {WireError} the proxy refused, closed the connection, or does not speak HTTP
 */
export function openTunnel(socket: Socket, { host, port }: HostPort, authorization: string | null): Promise<void> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const headers = { host: authority, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) };
  return new Promise((resolve, reject) => {
    const asked = request({ method: 'CONNECT', path: authority, headers, createConnection: () => socket });
    asked.on('connect', ({ statusCode, statusMessage }, _, head) => {
      if (head.length > 0) socket.unshift(head);
      if (statusCode === 200) resolve();
      else reject(new WireError('tunnel-refused', `Tunnel connection failed: ${statusCode} ${statusMessage}`));
    });
    asked.on('error', (error) => reject(asTold(error)));
    asked.end();
  });
}

function asTold(error: Error & { code?: string; rawPacket?: Buffer }): Error {
  if (error.code?.startsWith('HPE_')) {
    const received = error.rawPacket?.toString('latin1', 0, 200) ?? '';
    return new WireError('not-http', 'Expected an HTTP response of the proxy.', { cause: error, received });
  }
  return error.message === 'socket hang up' ? connectionClosed(error) : error;
}
