/** The sample service: a small audio service over HTTP, to try load tests on. */
import { setMaxListeners } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TslocError } from '../util/error.js';
import { Faults } from './faults/faults.js';
import { Latency } from './faults/latency.js';
import { Responder } from './responder.js';
import { adminRoutes } from './routes/admin-routes.js';
import { analysisRoutes } from './routes/analysis-routes.js';
import { apiRoutes } from './routes/api-routes.js';
import { authRoutes } from './routes/auth-routes.js';
import { fileRoutes } from './routes/files-routes.js';
import { Router } from './routes/router.js';
import { indexRoute, statusRoutes } from './routes/status-routes.js';
import { type DemoOptions, type DemoSettings, resolveSettings } from './settings.js';
import { createSite } from './site.js';

export { DEMO_PORT, type DemoOptions } from './settings.js';

/** A running sample service. */
export interface DemoService {
  /** Without a trailing slash: `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /** How many requests it has served, by method and route pattern: `{ 'GET /files/:id': 12 }`; also `GET /__counts`. */
  counts(): Record<string, number>;
  /** Stops at once; requests in flight lose their connections. */
  close(): Promise<void>;
}

const keepAliveMs = 75_000; // longer than any user waits between two requests
const backlog = 4096; // for thousands of simultaneous connects

/**
 * Starts a service on 127.0.0.1. Everything it keeps is bounded in size.
 * @throws TslocError `PORT_IN_USE`, and `BAD_OPTION`, `BAD_RATE_LIMIT` for an invalid option
 */
export async function startDemoService(options: DemoOptions = {}): Promise<DemoService> {
  const settings = resolveSettings(options);
  const { seed, errorRate, latencyScale, host } = settings;
  const site = createSite(settings);
  const groups = [authRoutes, fileRoutes, analysisRoutes, apiRoutes, adminRoutes, statusRoutes];
  const routes = groups.flatMap((routesOf) => routesOf(site));
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // one for each request in flight
  const responder = new Responder({
    router: new Router([...routes, indexRoute(routes)]),
    latency: new Latency(seed, latencyScale),
    faults: new Faults(seed, errorRate),
    impairments: site.impairments,
    counts: site.counts,
    closed: closing.signal,
  });
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    void responder.respond(request, response);
  });
  await listen(server, settings);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    counts: () => site.counts.toRecord(),
    close: () => close(server, closing),
  };
}

function listen(server: Server, { port, host }: DemoSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUseError(port, host, error) : portNotUsableError(port, host, error));
    });
    server.listen({ port, host, backlog }, resolve);
  });
}

function portInUseError(port: number, host: string, cause: Error): TslocError {
  return new TslocError(
    'PORT_IN_USE',
    `Expected port ${port} of ${host} to be free, but another program listens there.`,
    {
      hint: 'End that program, or choose another port with --port (0 for any free one).',
      cause,
    },
  );
}

function portNotUsableError(port: number, host: string, cause: Error): TslocError {
  const message = `Expected to listen at port ${port} of ${host}, but ${cause.message}.`;
  return new TslocError('PORT_NOT_USABLE', message, {
    hint: 'Choose another port with --port (0 for any free one).',
    cause,
  });
}

function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
