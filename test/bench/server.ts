/** The server under load: nginx if it is installed, else a bundled one. It counts its requests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeArguments } from './contenders.js';
import { nginxVersion, startNginx } from './nginx.js';
import { startPinned } from './pinned.js';

/** Counters of a server at one time. */
export interface ServerStatus {
  readonly connections: number;
  readonly requests: number;
  /** Monotonic, ms. */
  readonly at: number;
}

/** Starts it on a free port, ready for requests. */
export async function startServer({ bundled }: { bundled: boolean }): Promise<BenchServer> {
  const port = await freePort();
  const nginx = bundled ? null : nginxVersion();
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const tlsPort = nginx === null ? null : await freePort();
  const child = tlsPort === null ? startBundled(port) : startNginx(port, tlsPort, folder);
  const server = new BenchServer(nginx ?? `bundled (node:http ${process.version})`, port, tlsPort, () => child.end());
  await child.during(server.untilConnected(0));
  return server;
}

/** A running server. */
export class BenchServer {
  readonly name: string;
  readonly url: string;
  /** Null if it does not support HTTPS. */
  readonly tlsUrl: string | null;
  readonly stop: () => Promise<void>;

  constructor(name: string, port: number, tlsPort: number | null, stop: () => Promise<void>) {
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
    this.tlsUrl = tlsPort === null ? null : `https://127.0.0.1:${tlsPort}`;
    this.stop = stop;
  }

  /** Reads the counters, on a connection that is not counted. */
  async status(): Promise<ServerStatus> {
    const response = await fetch(`${this.url}/status`, { headers: { connection: 'close' } });
    const text = await response.text();
    const [connections = '', , , requests = ''] = text.match(/\d+/g) ?? [];
    return { connections: Number(connections) - 1, requests: Number(requests), at: performance.now() };
  }

  /** Waits for at least this many connections. @throws after 30 s */
  untilConnected(connections: number): Promise<void> {
    return this.#until(`${connections} connections`, (status) => status.connections >= connections);
  }

  /** Waits until all connections are closed. @throws after 30 s */
  untilQuiet(): Promise<void> {
    return this.#until('no connection', (status) => status.connections === 0);
  }

  async #until(what: string, isTrue: (status: ServerStatus) => boolean): Promise<void> {
    for (let left = 600; left > 0; left--) {
      const status = await this.status().catch(() => null);
      if (status !== null && isTrue(status)) return;
      await sleep(50);
    }
    throw new Error(`Expected ${what} at the server within 30 s.`);
  }
}

function startBundled(port: number) {
  return startPinned('server', [...nodeArguments('plain-server.ts'), String(port)]);
}

/** A free port. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
