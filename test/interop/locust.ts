/** A real Locust, if this machine has one: TSLOC_LOCUST_PYTHON names its Python, else python3 is used. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../helpers/files/source-files.js';

export const python = process.env.TSLOC_LOCUST_PYTHON ?? 'python3';

/** Why these tests are skipped; undefined if they run. */
export const skipped = reasonToSkip();
if (skipped !== undefined) console.log(`interop tests are skipped: ${skipped}`);

/** A Python that was named must work: its failures are not ignored. */
function reasonToSkip(): string | undefined {
  if (process.env.TSLOC_LOCUST_PYTHON !== undefined) return undefined;
  const { error, status, stderr } = spawnSync(python, ['-c', 'import locust, pandas'], { encoding: 'utf8' });
  if (error === undefined && status === 0) return undefined;
  const reason = error?.message ?? stderr.trim().split('\n').at(-1);
  return `python3 cannot import locust and pandas (${reason}); TSLOC_LOCUST_PYTHON may name a Python that can`;
}

export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function locust(...args: string[]): Promise<Output> {
  return execute(python, ['-m', 'locust', ...args]);
}

export function tsloc(...args: string[]): Promise<Output> {
  return execute(process.execPath, [join(root, 'bin/tsloc.js'), ...args]);
}

/** In the folder of these tests unless another is given. */
export async function execute(
  command: string,
  args: readonly string[],
  { cwd = join(root, 'test/interop'), variables = {} }: { cwd?: string; variables?: Record<string, string> } = {},
): Promise<Output> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...variables };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => {
      output[stream] += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

export interface TwinServer {
  readonly url: string;
  close(): void;
}

/** Answers the requests of the twins, some with errors. */
export async function startTwinServer(): Promise<TwinServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    request.resume();
    request.on('end', () => {
      if (path === '/redirect') response.writeHead(302, { location: '/page' }).end();
      else if (path === '/broken') response.writeHead(503).end('no');
      else if (path === '/zipped')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(5000)));
      else if (path === '/cut')
        response.writeHead(200, { 'content-length': '100' }).write('abc', () => response.destroy());
      else if (path === '/page' || path === '/form') response.writeHead(200).end('x'.repeat(120));
      else response.writeHead(404).end('nothing here');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
