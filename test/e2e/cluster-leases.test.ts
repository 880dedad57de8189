/** Iterations and unique rows that real worker processes share over TCP, also when one of them is killed. */
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { folderWith, freePort, imports, requestsIn, startTsloc } from '../helpers/processes/cli.js';
import { serve, type TestServer } from '../helpers/servers/server.js';

const rowCount = 400;
const file = `${imports}
import { feeder } from 'tsloc';
const rows = feeder('rows.csv', { strategy: 'unique' });
export class Visitor extends HttpUser {
  static waitTime = constant(0.02);
  @task async get() { await this.client.get('/' + (await rows.next(this)).id); }
}
`;

let server: TestServer;
let rows: Map<string, number>;
beforeEach(async () => {
  rows = new Map();
  server = await serve((request, response) => {
    rows.set(request.url ?? '', (rows.get(request.url ?? '') ?? 0) + 1);
    response.end('ok');
  });
});

async function startCluster(...args: readonly string[]) {
  const ids = Array.from({ length: rowCount }, (_, i) => String(i));
  const cwd = folderWith({ 'users.ts': file, 'rows.csv': `id\n${ids.join('\n')}\n` });
  const port = String(await freePort());
  const bind = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port, '--expect-workers', '2'];
  const load = ['-H', server.url, '-u', '4', '-r', '100', '-s', '30', '--only-summary', '--csv', join(cwd, 'out')];
  const master = startTsloc(['-f', 'users.ts', ...bind, ...load, '--enable-rebalancing', ...args], { cwd });
  const startWorker = () => startTsloc(['-f', 'users.ts', '--worker', '--master-port', port], { cwd });
  return { master, workers: [startWorker(), startWorker()], counted: () => requestsIn(join(cwd, 'out')) };
}

const repeated = () => [...rows.values()].filter((count) => count > 1);

it('as many tasks run as --iterations says, each with a row of its own', async () => {
  const { master, workers, counted } = await startCluster('--iterations', '150');
  const outcomes = await Promise.all([master, ...workers].map(({ ended }) => ended));
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect([counted(), rows.size, repeated()]).toEqual([150, 150, []]);
});

it('every row is used once', async () => {
  const { master, workers, counted } = await startCluster();
  const outcomes = await Promise.all([master, ...workers].map(({ ended }) => ended));
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect([counted(), rows.size, repeated()]).toEqual([rowCount, rowCount, []]);
});

it('no row is used twice where a worker is killed: only rows of its batch can be missing, and the others go on', async () => {
  const { master, workers } = await startCluster();
  await master.printed(/All users spawned/);
  await expect.poll(() => rows.size).toBeGreaterThan(50);
  workers[0]?.kill('SIGKILL');
  const [atMaster, , survivor] = await Promise.all([master, ...workers].map(({ ended }) => ended));
  expect([atMaster?.exitCode, survivor?.exitCode, repeated()]).toEqual([0, 0, []]);
  // A batch holds what a worker uses in two seconds, four times the last one at most.
  expect(rows.size).toBeGreaterThan(rowCount / 2);
});
