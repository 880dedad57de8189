/** Nodes of Locust and of tsloc in one test: all counts are those of the server. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Command, folderWith, freePort, imports, requestsIn, startTsloc } from '../helpers/processes/cli.js';
import { serve } from '../helpers/servers/server.js';
import { python } from './locust.js';

const pythonFile = `
from locust import HttpUser, constant, task

class Visitor(HttpUser):
    weight = 2
    wait_time = constant(0.05)

    @task
    def get(self):
        self.client.get("/a")

class Caller(HttpUser):
    wait_time = constant(0.05)

    @task
    def get(self):
        self.client.get("/b")
`;

const file = `${imports}
export class Visitor extends HttpUser {
  static weight = 2;
  static waitTime = constant(0.05);
  @task async get() { await this.client.get('/a'); }
}
export class Caller extends HttpUser {
  static waitTime = constant(0.05);
  @task async get() { await this.client.get('/b'); }
}
`;

async function prepare() {
  let [served, byPython] = [0, 0];
  const server = await serve((request, response) => {
    if (request.url !== '/') served++;
    if (/^python/.test(request.headers['user-agent'] ?? '')) byPython++;
    response.end('ok');
  });
  const cwd = folderWith({ 'users.ts': file, 'users.py': pythonFile });
  const prefix = join(cwd, 'out');
  const port = String(await freePort());
  const load = ['--csv', prefix, '-H', server.url, '-u', '6', '-r', '6', '-t', '4', '-s', '20', '--headless']; // users finish their requests
  const env = { LOCUST_WAIT_FOR_WORKERS_REPORT_AFTER_RAMP_UP: '10' };
  const locust = (args: readonly string[]) =>
    spawn(python, ['-m', 'locust', '-f', 'users.py', ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const ours = (args: readonly string[]): Command => startTsloc(['-f', 'users.ts', ...args], { cwd, env });
  const asMaster = (count: number) => [
    ...['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port],
    ...['--expect-workers', String(count), ...load],
  ];
  const asWorker = ['--worker', '--master-port', port];
  return { locust, ours, asMaster, asWorker, prefix, served: () => served, byPython: () => byPython };
}

function endOf(child: ReturnType<typeof spawn>): Promise<{ exitCode: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  return new Promise((resolve) => child.once('close', (exitCode) => resolve({ exitCode, output })));
}

it('a tsloc worker runs users of a Locust master', async () => {
  const { locust, ours, asMaster, asWorker, served, prefix } = await prepare();
  const master = endOf(locust(asMaster(1)));
  const worker = ours(asWorker);
  const { exitCode, output } = await master;
  expect([exitCode, (await worker.ended).exitCode, output.includes('Traceback')]).toEqual([0, 0, false]);
  expect(served()).toBeGreaterThan(50);
  const counted = Number(/Aggregated\s+(\d+)/.exec(output.slice(output.lastIndexOf('Shutting down')))?.[1]);
  expect([counted, requestsIn(prefix) <= counted]).toEqual([served(), true]);
});

it('a tsloc master drives Locust workers, and counts what the server does', async () => {
  const { locust, ours, asMaster, asWorker, served, prefix } = await prepare();
  const master = ours([...asMaster(2), '--only-summary']);
  const workers = [1, 2].map(() => endOf(locust(asWorker)));
  const { exitCode, stderr } = await master.ended;
  const outcomes = await Promise.all(workers);
  expect([exitCode, outcomes.map((one) => one.exitCode)]).toEqual([0, [0, 0]]);
  expect(outcomes.some(({ output }) => output.includes('Traceback'))).toBe(false);
  expect(stderr).toContain('All users spawned: {"Caller": 2, "Visitor": 4} (6 total users)');
  expect([served() > 50, requestsIn(prefix)]).toEqual([true, served()]);
});

it('a tsloc master drives Locust and tsloc workers together', async () => {
  const { locust, ours, asMaster, asWorker, served, prefix } = await prepare();
  const master = ours([...asMaster(2), '--only-summary']);
  const [theirs, mine] = [endOf(locust(asWorker)), ours(asWorker)];
  const { exitCode } = await master.ended;
  expect([exitCode, (await theirs).exitCode, (await mine.ended).exitCode]).toEqual([0, 0, 0]);
  expect([served() > 50, requestsIn(prefix)]).toEqual([true, served()]);
});

it('a Locust worker shares no iterations: its users run until the test is stopped, and the log says so', async () => {
  const { locust, ours, asMaster, asWorker, served, byPython, prefix } = await prepare();
  const master = ours([...asMaster(2), '--only-summary', '--iterations', '30']);
  const [theirs, mine] = [endOf(locust(asWorker)), ours(asWorker)];
  const { exitCode, stderr } = await master.ended;
  expect([exitCode, (await theirs).exitCode, (await mine.ended).exitCode]).toEqual([0, 0, 0]);
  expect(stderr.match(/is not tsloc: it does not share --iterations and the rows of unique feeders/g)).toHaveLength(1);
  expect([served() - byPython(), byPython() > 30, requestsIn(prefix)]).toEqual([30, true, served()]);
});
