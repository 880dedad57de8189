/** Listens for the page's requests, by HTTP or HTTPS. */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { messageOf, TslocError } from '../util/error.js';

/** Where to listen. */
export interface ListenOptions {
  /** An address of this machine; the empty text and `*` are all of them. */
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  /** Paths of PEM files; null for plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** A server that listens. */
export interface Listening {
  /** `http://127.0.0.1:8089`, as a browser on this machine reaches it. */
  readonly url: string;
  /** Whether other machines can reach it. */
  readonly isPublic: boolean;
  close(): Promise<void>;
}

type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Resolves when it listens. @throws {TslocError} `PORT_IN_USE`, `PORT_NOT_USABLE`, `BAD_TLS` */
export async function listen(fetch: FetchHandler, options: ListenOptions): Promise<Listening> {
  const server = createServer(fetch, options);
  const host = options.host === '*' ? '' : options.host;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, options)));
    server.listen(host === '' ? { port: options.port } : { port: options.port, host }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const shown = isAny(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `${options.tls === null ? 'http' : 'https'}://${shown}:${port}`,
    isPublic: !isLoopback(host),
    close: () => close(server),
  };
}

/** The `Request` and `Response` of the process belong to the tests that run in it. */
const overrideGlobalObjects = false;

function createServer(fetch: FetchHandler, { tls }: ListenOptions): Server {
  if (tls === null) return createAdaptorServer({ fetch, overrideGlobalObjects }) as Server;
  try {
    const serverOptions = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
    return createAdaptorServer({
      fetch,
      overrideGlobalObjects,
      createServer: createSecureServer,
      serverOptions,
    }) as Server;
  } catch (error) {
    const message = `Expected a certificate and its key in ${tls.cert} and ${tls.key}, got: ${messageOf(error)}`;
    throw new TslocError('BAD_TLS', message, { cause: error });
  }
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: ListenOptions): TslocError {
  const place = `${host === '' ? '*' : host}:${port}`;
  if (error.code === 'EADDRINUSE') {
    const hint = 'Choose another one with --web-port, or run --headless.';
    return new TslocError('PORT_IN_USE', `Expected a free port for the web page, but ${place} is in use.`, {
      hint,
      exitCode: 2,
    });
  }
  const message = `Expected to listen at ${place} for the web page, got: ${error.message}`;
  return new TslocError('PORT_NOT_USABLE', message, { cause: error });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function isAny(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
