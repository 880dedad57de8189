/** A locustfile whose users request `/a`, and a server that counts these requests. */
import { beforeEach } from 'vitest';
import { serve, type TestServer } from '../servers/server.js';
import { imports } from './cli.js';

export const visitorFile = `${imports}
export class Visitor extends HttpUser {
  static waitTime = constant(0.05);
  @task async get() { await this.client.get('/a'); }
}
`;

/** The server of the current test. */
export interface VisitedServer {
  readonly url: string;
  /** Requests of `/a` so far. */
  readonly served: number;
}

/** Starts a server before each test of the calling file. */
export function serveVisitors(): VisitedServer {
  let server: TestServer | null = null;
  let served = 0;
  beforeEach(async () => {
    served = 0;
    server = await serve((request, response) => {
      if (request.url === '/a') served++;
      response.end('ok');
    });
  });
  return {
    get url() {
      return server?.url ?? '';
    },
    get served() {
      return served;
    },
  };
}
