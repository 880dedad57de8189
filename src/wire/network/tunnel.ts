/** Tunnels through an HTTP proxy, by CONNECT. */
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { createCloseError, WireError } from '../wire-error.js';
import type { HostPort } from './host-map.js';

/**
 * Extends `socket`, which is connected to an HTTP proxy, to a host behind it.
 * @param authorization the value of `proxy-authorization`, or null
 * @throws {WireError} the proxy refused, closed the connection, or does not speak HTTP
 */
export function openTunnel(socket: Socket, { host, port }: HostPort, authorization: string | null): Promise<void> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const headers = { host: authority, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) };
  return new Promise((resolve, reject) => {
    const connectRequest = request({ method: 'CONNECT', path: authority, headers, createConnection: () => socket });
    connectRequest.on('connect', ({ statusCode, statusMessage }, _, head) => {
      if (head.length > 0) socket.unshift(head);
      if (statusCode === 200) resolve();
      else reject(new WireError('tunnel-refused', `Tunnel connection failed: ${statusCode} ${statusMessage}`));
    });
    connectRequest.on('error', (error) => reject(toWireError(error)));
    connectRequest.end();
  });
}

function toWireError(error: Error & { code?: string; rawPacket?: Buffer }): Error {
  if (error.code?.startsWith('HPE_')) {
    const received = error.rawPacket?.toString('latin1', 0, 200) ?? '';
    return new WireError('not-http', 'Expected an HTTP response of the proxy.', { cause: error, received });
  }
  return error.message === 'socket hang up' ? createCloseError(error) : error;
}
