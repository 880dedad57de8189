/** The REST API of a real Locust and ours, for the same test: statuses, content types, keys and their types. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { freePort } from '../helpers/processes/cli.js';
import { python, skipped, startTwinServer, type TwinServer } from './locust.js';

interface Api {
  readonly url: string;
  readonly child: ChildProcess;
}

let server: TwinServer;
let locust: Api;
let ours: Api;
const folder = mkdtempSync(join(tmpdir(), 'tsloc-web-'));

async function start(command: string, args: readonly string[]): Promise<Api> {
  const port = await freePort();
  const options = ['-H', server.url, '--web-host', '127.0.0.1', '--web-port', String(port)];
  const child = spawn(command, [...args, ...options], { cwd: folder, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    const isUp = await fetch(`${url}/worker-count`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return { url, child };
    if (i > 150 || child.exitCode !== null) throw new Error(`${command} did not start its web interface`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });

/** The shape of a value: keys with the names of their types; lists by their first element. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]));
}

async function both(path: string, init?: RequestInit) {
  const ask = async ({ url }: Api) => {
    const reply = await fetch(url + path, init);
    const type = (reply.headers.get('content-type') ?? '').replace(/;.*/, '');
    return { status: reply.status, type, text: await reply.text() };
  };
  return { theirs: await ask(locust), mine: await ask(ours) };
}

describe.skipIf(skipped !== undefined)('the web API', () => {
  beforeAll(async () => {
    server = await startTwinServer();
    [locust, ours] = await Promise.all([
      start(python, ['-m', 'locust', '-f', join(root, 'test/interop/locustfile.py')]),
      start(process.execPath, [join(root, 'bin/tsloc.js'), '-f', join(root, 'test/interop/twin.ts'), '--csv', '']),
    ]);
  });
  afterAll(() => {
    for (const api of [locust, ours]) api?.child.kill('SIGKILL');
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [{ user_count: 'abc', spawn_rate: '1' }],
    [{ user_count: '1', spawn_rate: 'fast' }],
    [{ user_count: '1' }],
    [{ user_count: '1', spawn_rate: '0' }],
    [{ user_count: '1', spawn_rate: '1', run_time: 'soon' }],
  ])('refuses the form %j with the same message', async (fields) => {
    const { theirs, mine } = await both('/swarm', form(fields as Record<string, string>));
    const [a, b] = [theirs, mine].map(({ text }) => JSON.parse(text) as { success: boolean; message: string });
    expect([mine.status, b]).toMatchObject([theirs.status, { success: a?.success, message: a?.message }]);
  });

  it('starts a test with the same reply', async () => {
    const { theirs, mine } = await both('/swarm', form({ user_count: '2', spawn_rate: '10', run_time: '60' }));
    expect(shapeOf(JSON.parse(mine.text))).toEqual({
      ...(shapeOf(JSON.parse(theirs.text)) as object),
      host: expect.anything(),
    });
    expect(JSON.parse(mine.text)).toMatchObject({ message: JSON.parse(theirs.text).message, run_time: 60 });
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  });

  it.each(['/stats/requests', '/exceptions', '/tasks', '/logs', '/worker-count'])(
    'has every key of %s, with its type',
    async (path) => {
      const { theirs, mine } = await both(path);
      expect([mine.status, mine.type]).toEqual([theirs.status, theirs.type]);
      // Both have had failures and exceptions: their rows are compared, too.
      if (path === '/stats/requests') expect(JSON.parse(theirs.text).errors).not.toEqual([]);
      if (path === '/exceptions') expect(JSON.parse(theirs.text).exceptions).not.toEqual([]);
      const [a, b] = [shapeOf(JSON.parse(theirs.text)), shapeOf(JSON.parse(mine.text))];
      if (path === '/tasks') expect(Object.keys(b as object)).toEqual(Object.keys(a as object));
      else expect(b).toMatchObject(a as object);
    },
  );

  it.each(['/stats/requests/csv', '/stats/failures/csv', '/exceptions/csv'])('has the columns of %s', async (path) => {
    const { theirs, mine } = await both(path);
    expect([mine.status, mine.type, mine.text.split('\r\n')[0]]).toEqual([
      theirs.status,
      theirs.type,
      theirs.text.split('\r\n')[0],
    ]);
  });

  it.each([
    ['/nothing', 'GET', 404],
    ['/swarm', 'GET', 405],
    ['/stats/requests', 'POST', 405],
    ['/stats/requests_full_history/csv', 'GET', 404],
    ['/login', 'GET', 302],
  ])('answers %s %s alike', async (path, method, status) => {
    const { theirs, mine } = await both(path, { method, redirect: 'manual' });
    expect([mine.status, theirs.status]).toEqual([status, status]);
  });

  it('resets and stops with the same replies', async () => {
    const reset = await both('/stats/reset', { method: 'POST' });
    expect([reset.mine.type, reset.mine.text]).toEqual([reset.theirs.type, reset.theirs.text]);
    const stop = await both('/stop', { method: 'POST' });
    expect(JSON.parse(stop.mine.text)).toEqual(JSON.parse(stop.theirs.text));
  });
});
