/** Servers that speak TLS, with the certificates in `certificates/`. */

import type { RequestListener } from 'node:http';
import { createSecureServer, type ServerHttp2Session } from 'node:http2';
import { createServer, type ServerOptions } from 'node:https';
import { join } from 'node:path';
import type { Server, TLSSocket } from 'node:tls';
import { read, root } from '../files/source-files.js';
import { listen, type TestServer } from './server.js';

/** The path of a file in `certificates/`. */
export function certificatePath(file: string): string {
  return join(root, 'test/helpers/certificates', file);
}

/** The PEM text of a file in `certificates/`. */
export function certificate(file: string): string {
  return read(`test/helpers/certificates/${file}`);
}

export interface TlsServer extends TestServer {
  /** The TLS connections so far, the newest last. */
  readonly connections: readonly TLSSocket[];
}

/** A server at `https://localhost:…`; its certificate is from the test CA, for `name`. */
export async function serveTls(
  handler: RequestListener = (_, response) => response.end('secret'),
  { name = 'server', ...options }: ServerOptions & { name?: string } = {},
): Promise<TlsServer> {
  const server = createServer(
    { key: certificate(`${name}.key`), cert: certificate(`${name}.pem`), keepAliveTimeout: 0, ...options },
    handler,
  );
  return secured(server, await listen(server));
}

export interface Http2Server extends TlsServer {
  readonly sessions: readonly ServerHttp2Session[];
}

/** A server that supports HTTP/2 and HTTP/1.1. */
export async function serveHttp2(handler: RequestListener): Promise<Http2Server> {
  const sessions: ServerHttp2Session[] = [];
  const server = createSecureServer(
    { key: certificate('server.key'), cert: certificate('server.pem'), allowHTTP1: true },
    handler as never,
  );
  server.on('session', (session) => sessions.push(session));
  server.on('sessionError', () => {}); // clients disconnect on purpose in some tests
  return Object.create(secured(server, await listen(server)), { sessions: { value: sessions } });
}

function secured(server: Pick<Server, 'on'>, plain: TestServer): TlsServer {
  const connections: TLSSocket[] = [];
  server.on('secureConnection', (socket) => connections.push(socket));
  const url = plain.url.replace('http://127.0.0.1', 'https://localhost');
  return Object.create(plain, { connections: { value: connections }, url: { value: url } });
}
