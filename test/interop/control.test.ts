/** Tests that are started and stopped on the page of a master, with workers of the other kind: Locust and tsloc, both ways. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { folderWith, freePort, imports } from '../helpers/processes/cli.js';
import { serve } from '../helpers/servers/server.js';
import { python, skipped } from './locust.js';

const pythonFile = `
import datetime
from locust import HttpUser, User, constant, events, task
from locust.runners import MasterRunner

class Visitor(HttpUser):
    weight = 2
    wait_time = constant(0.05)

    @task
    def get(self):
        self.client.get("/a")

    @task
    def fail(self):
        self.client.get("/missing")

class Crasher(User):
    wait_time = constant(0.2)

    @task
    def crash(self):
        raise RuntimeError("crashed")

@events.init.add_listener
def on_init(environment, runner, **_):
    if isinstance(runner, MasterRunner):
        runner.register_message("reply", lambda msg, **_: print("got", msg.data["n"], msg.data["when"].year, msg.data["counts"][10], flush=True))
    else:
        runner.register_message("greeting", lambda msg, **_: runner.send_message("reply", msg.data))

@events.test_start.add_listener
def on_test_start(environment, **_):
    if isinstance(environment.runner, MasterRunner):
        environment.runner.send_message("greeting", {"n": 7, "when": datetime.datetime(2026, 1, 2), "counts": {10: 20}})
`;

const file = `${imports}
export class Visitor extends HttpUser {
  static weight = 2;
  static waitTime = constant(0.05);
  @task async get() { await this.client.get('/a'); }
  @task async fail() { await this.client.get('/missing'); }
}
export class Crasher extends User {
  static waitTime = constant(0.2);
  @task async crash() { throw new Error('crashed'); }
}
events.init.addListener(({ runner }) => {
  if (runner?.role === 'worker') runner.registerMessage('greeting', ({ message }) => runner.sendMessage('reply', message.data));
  if (runner?.role !== 'master') return;
  runner.registerMessage('reply', ({ message: { data } }) =>
    console.log('got', data.n, data.when.getUTCFullYear(), data.counts.get(10)));
});
events.testStart.addListener(({ environment: { runner } }) => {
  const greeting = { n: 7, when: new Date('2026-01-02T00:00:00Z'), counts: new Map([[10, 20]]) };
  if (runner?.role === 'master') runner.sendMessage('greeting', greeting);
});
`;

type Kind = 'Locust' | 'tsloc';

interface Node {
  readonly child: ChildProcess;
  readonly exit: Promise<unknown[]>;
  output: string;
}

function start(kind: Kind, args: readonly string[], cwd: string): Node {
  const [program, own]: [string, string[]] =
    kind === 'Locust'
      ? [python, ['-m', 'locust', '-f', 'users.py']]
      : [process.execPath, [join(root, 'bin/tsloc.js'), '-f', 'users.ts']];
  const env = { ...process.env, LOCUST_WAIT_FOR_WORKERS_REPORT_AFTER_RAMP_UP: '10' };
  const child = spawn(program, [...own, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const node: Node = { child, exit: once(child, 'exit'), output: '' };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (node.output += text));
  return node;
}

interface StatsReply {
  readonly state: string;
  readonly user_count: number;
  readonly stats: readonly { readonly name: string; readonly num_requests: number; readonly num_failures: number }[];
  readonly workers: readonly { readonly id: string; readonly state: string; readonly user_count: number }[];
}

/** What a person does on the page. */
class Page {
  readonly url: string;

  constructor(port: number) {
    this.url = `http://127.0.0.1:${port}`;
  }

  async get<T>(path: string): Promise<T> {
    return (await fetch(this.url + path)).json() as T;
  }

  async stats(): Promise<StatsReply> {
    return this.get('/stats/requests');
  }

  async rows(): Promise<Record<string, number>> {
    return Object.fromEntries((await this.stats()).stats.map(({ name, num_requests: count }) => [name, count]));
  }

  swarm(users: number): Promise<Response> {
    const body = new URLSearchParams({ user_count: String(users), spawn_rate: String(users) });
    return fetch(`${this.url}/swarm`, { method: 'POST', body });
  }

  async stop(): Promise<void> {
    await fetch(`${this.url}/stop`, { method: 'POST' });
    await expect.poll(async () => (await this.stats()).state).toBe('stopped');
  }
}

const pairs: [master: Kind, worker: Kind][] = [
  ['Locust', 'tsloc'],
  ['tsloc', 'Locust'],
];

describe.skipIf(skipped).each(pairs)('a %s master with two %s workers', (masterKind, workerKind) => {
  it('runs one test after another, with counts of the server, exceptions, messages, logs and edited classes', async () => {
    const served: Record<string, number> = {};
    const server = await serve((request, response) => {
      const path = request.url ?? '';
      served[path] = (served[path] ?? 0) + 1;
      response.writeHead(path === '/a' ? 200 : 404).end('ok');
    });
    const cwd = folderWith({ 'users.ts': file, 'users.py': pythonFile });
    const [port, webPort] = [await freePort(), await freePort()];
    const bind = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', String(port)];
    const web = ['--web-host', '127.0.0.1', '--web-port', String(webPort), '--class-picker', '-s', '3'];
    const master = start(masterKind, [...bind, ...web, '-H', server.url, '--only-summary'], cwd);
    const workers = [1, 2].map(() => start(workerKind, ['--worker', '--master-port', String(port)], cwd));
    const page = new Page(webPort);
    const ids = () => page.stats().then(({ workers: list }) => list.map(({ id }) => id).sort());
    await expect.poll(() => ids().catch(() => [])).toHaveLength(2);
    const before = await ids();

    await page.swarm(6);
    await expect.poll(async () => (await page.rows())['/missing'] ?? 0).toBeGreaterThan(5);
    await expect.poll(async () => (await page.stats()).user_count).toBe(6);
    const { exceptions } = await page.get<{ exceptions: { msg: string; nodes: string }[] }>('/exceptions');
    expect(exceptions[0]).toMatchObject({ msg: 'crashed', nodes: expect.stringContaining('_') });
    await expect.poll(() => master.output.match(/got 7 2026 20/g)?.length).toBe(2);
    await page.stop();
    await expect.poll(async () => (await page.rows()) as object).toMatchObject(served); // reports come each three seconds

    // After the stop timeout: Locust does not know its workers before, and sends them nothing.
    await expect.poll(async () => (await page.stats()).workers.map(({ state }) => state)).toEqual(['ready', 'ready']);
    const edit = { user_class_name: 'Visitor', tasks: ['get'] };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${page.url}/user`, { method: 'POST', headers, body: JSON.stringify(edit) });
    for (const path of Object.keys(served)) delete served[path];
    await page.swarm(4);
    await expect.poll(() => served['/a'] ?? 0).toBeGreaterThan(20);
    await page.stop();
    await expect.poll(async () => (await page.rows()) as object).toMatchObject(served);
    expect(Object.keys(served)).toEqual(['/a']);
    await expect.poll(ids).toEqual(before);
    const logs = await page.get<{ workers: Record<string, string[]> }>('/logs');
    expect(Object.keys(logs.workers).sort()).toEqual(before);

    master.child.kill('SIGTERM');
    const exits = await Promise.all(workers.map(({ exit }) => exit));
    await master.exit;
    expect(exits.map(([code]) => code)).toEqual([0, 0]);
    const crashes = (text: string) => text.split('Traceback').length - text.split('RuntimeError: crashed').length;
    for (const node of [master, ...workers]) expect(crashes(node.output), node.output).toBeLessThanOrEqual(0);
  });
});
