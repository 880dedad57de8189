import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Command, folderWith, freePort, imports, requestsIn, startTsloc } from '../../helpers/processes/cli.js';
import { serveVisitors, visitorFile } from '../../helpers/processes/visitors.js';
import { serve } from '../../helpers/servers/server.js';

const server = serveVisitors();

function startWith(args: readonly string[], inTerminal = false, text = visitorFile) {
  const cwd = folderWith({ 'users.ts': text });
  const prefix = join(cwd, 'out');
  const load = ['-H', server.url, '-u', '4', '-r', '10', '-s', '30']; // users finish their requests
  const all = ['-f', 'users.ts', '--csv', prefix, ...load, '--only-summary', ...args];
  return { command: startTsloc(all, { cwd, inTerminal }), prefix };
}

/** Process ids of the children that run now. */
async function childrenOf({ child }: Command): Promise<number[]> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
  return text.trim() === '' ? [] : text.trim().split(' ').map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('--processes', () => {
  it('runs the users on child processes, each with a request log: counts and logs are those of the server', async () => {
    const { command, prefix } = startWith(['--processes', '2', '--request-log', 'requests.csv', '--trace']);
    const folder = dirname(prefix);
    const logs = ['requests-worker0.csv', 'requests-worker1.csv'];
    const countRows = () => logs.map((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').length - 1);
    await command.printed(/All users spawned/);
    await expect.poll(() => Math.min(...countRows())).toBeGreaterThan(0);
    command.kill('SIGINT');
    const { stderr, exitCode } = await command.ended;
    expect(stderr).toContain('2 workers connected');
    expect([exitCode, requestsIn(prefix)]).toEqual([0, server.served]);
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('requests'))
        .sort(),
    ).toEqual(logs);
    expect(countRows().reduce((sum, count) => sum + count, 0)).toBe(server.served);
    expect(stderr).toContain(`${server.url}/a`);
  });

  it('gives every task the same weight with --equal-weights', async () => {
    const text = `${imports}
export class Visitor extends HttpUser {
  static waitTime = constant(0.02);
  @task(1_000_000) async often() { await this.client.get('/often'); }
  @task async rarely() { await this.client.get('/a'); }
}
`;
    const { command } = startWith(['--processes', '1', '--equal-weights'], false, text);
    await expect.poll(() => server.served, { timeout: 60_000 }).toBeGreaterThan(3);
    command.kill('SIGINT');
    expect((await command.ended).exitCode).toBe(0);
  });

  it('counts requests by the second in JSON results as in the statistics, also after --reset-stats', async () => {
    const more = ['--processes', '2', '--json-file', 'results', '--reset-stats', '-r', '1'];
    const { command, prefix } = startWith(more);
    await command.printed(/Resetting stats/);
    const before = server.served;
    await expect.poll(() => server.served, { timeout: 60_000 }).toBeGreaterThan(before + 50);
    command.kill('SIGINT');
    expect((await command.ended).exitCode).toBe(0);
    const rows: { num_requests: number; num_reqs_per_sec: Record<string, number> }[] = JSON.parse(
      readFileSync(join(dirname(prefix), 'results.json'), 'utf8'),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { num_requests, num_reqs_per_sec } of rows)
      expect(Object.values(num_reqs_per_sec).reduce((sum, count) => sum + count, 0)).toBe(num_requests);
  });

  it('gives the users of a killed child to the others, and says so', async () => {
    const { command } = startWith(['--processes', '2']);
    await command.printed(/All users spawned/);
    const [victim] = await childrenOf(command);
    process.kill(victim as number, 'SIGKILL');
    await command.printed(/Worker process \d+ has ended \(SIGKILL\)/);
    await command.printed(/its users go to the others/);
    await command.printed(/Redistributing 4 users over 1 nodes/);
    command.kill('SIGINT');
    expect((await command.ended).exitCode).toBe(0);
  });

  it('ends all processes at one Ctrl-C, with complete counts', async () => {
    const { command, prefix } = startWith(['--processes', '2'], true);
    await command.printed(/All users spawned/);
    const children = await childrenOf(command);
    command.kill('SIGINT');
    expect((await command.ended).exitCode).toBe(0);
    await expect.poll(() => children.filter(isAlive)).toEqual([]);
    expect([children.length, requestsIn(prefix)]).toEqual([2, server.served]);
  });

  it('leaves no child behind when the parent is killed: neither one that waits nor one that blocks its event loop', async () => {
    const block = 'for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);';
    const wait = "console.log('waits'); await this.sleep(100);";
    const body = `if (this.environment.runner.workerIndex === 0) { ${wait} } console.log('blocks'); ${block}`;
    const text = `${imports}export class Visitor extends HttpUser { @task async get() { ${body} } }\n`;
    const { command } = startWith(['--processes', '2'], false, text);
    await command.printed(/^waits/m);
    await command.printed(/^blocks/m);
    const children = await childrenOf(command);
    expect(children).toHaveLength(2);
    command.kill('SIGKILL');
    await command.ended;
    await expect.poll(() => children.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  });

  it.each([
    ['of this parent', []],
    ['of another master', ['--worker', '--master-port', '1']],
  ])('leaves no child behind that still loads its file when the parent is killed: workers %s', async (_, args) => {
    const text = `${visitorFile}if (process.send) { console.error('loads'); await new Promise(() => setInterval(() => {}, 1e6)); }\n`;
    const { command } = startWith(['--processes', '1', ...args], false, text);
    await command.printed(/^loads/m);
    const children = await childrenOf(command);
    expect(children).toHaveLength(1);
    command.kill('SIGKILL');
    await command.ended;
    await expect.poll(() => children.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  });

  it('starts as many tasks together as --iterations says, and uses each unique row once', async () => {
    const rows = new Map<string, number>();
    const counter = await serve((request, response) => {
      const row = request.url ?? '';
      rows.set(row, (rows.get(row) ?? 0) + 1);
      response.end('ok');
    });
    const text = `${imports}
import { feeder } from 'tsloc';
const rows = feeder('rows.csv', { strategy: 'unique' });
export class Visitor extends HttpUser {
  static waitTime = constant(0.02);
  @task async get() { await this.client.get('/' + (await rows.next(this)).id); }
}
`;
    const ids = Array.from({ length: 150 }, (_, i) => String(i));
    const cwd = folderWith({ 'users.ts': text, 'rows.csv': `id\n${ids.join('\n')}\n` });
    const args = ['-f', 'users.ts', '-H', counter.url, '-u', '4', '-r', '10', '--only-summary', '--processes', '2'];
    const command = startTsloc([...args, '--csv', join(cwd, 'out'), '--iterations', '100'], { cwd });
    const { stderr, exitCode } = await command.ended;
    expect(stderr).toContain('All iterations are done, shutting down');
    expect([exitCode, requestsIn(join(cwd, 'out')), rows.size]).toEqual([0, 100, 100]);
    expect([...rows.values()].every((count) => count === 1)).toBe(true);
    rows.clear();
    const all = await startTsloc(args, { cwd }).ended;
    expect(all.exitCode).toBe(0);
    expect([...rows].sort()).toEqual(ids.map((id) => [`/${id}`, 1]).sort());
  });

  it('ends with exit code 2 if a listener of a child throws', async () => {
    const text = `${visitorFile}
if (process.send) events.request.addListener(() => { throw new Error('no list'); });
`;
    const { stderr, exitCode } = await startWith(['--processes', '2', '-t', '2'], false, text).command.ended;
    expect(stderr.match(/failed on worker/g)).toHaveLength(2);
    expect(exitCode).toBe(2);
  });

  it('lets listeners of quitting and quit of children finish', async () => {
    const text = `${visitorFile}
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
if (process.send) {
  events.quitting.addListener(async () => {
    await setTimeout(1_500);
    writeFileSync('quitting.txt', '');
  });
  events.quit.addListener(() => writeFileSync('quit.txt', ''));
}
`;
    const { command, prefix } = startWith(['--processes', '1', '-t', '1'], false, text);
    const { exitCode, stderr } = await command.ended;
    const files = readdirSync(dirname(prefix)).filter((name) => name.startsWith('quit'));
    expect([exitCode, files.sort()]).toEqual([0, ['quit.txt', 'quitting.txt']]);
    expect(stderr).not.toContain('did not end by themselves');
  });

  it('leaves no child behind in a listener of quitting when the parent is killed', async () => {
    const text = `${visitorFile}
import { setTimeout } from 'node:timers/promises';
events.quitting.addListener(async () => {
  console.log('quits ' + process.pid);
  await setTimeout(100_000);
});
`;
    const { command } = startWith(['--processes', '1', '-t', '1'], false, text);
    await command.printed(/quits \d+[\s\S]*quits \d+/);
    const children = await childrenOf(command);
    command.kill('SIGKILL');
    await command.ended;
    expect(children).toHaveLength(1);
    await expect.poll(() => children.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  });

  it('ends with exit code 1 if a child cannot start', async () => {
    const text = `${visitorFile}if (process.send) process.exit(9);\n`;
    const { stderr, exitCode } = await startWith(['--processes', '1'], false, text).command.ended;
    expect(stderr).toContain('has ended (exit code');
    expect(exitCode).toBe(1);
  });
});

describe('--master and --worker', () => {
  it('run a test together over TCP, with a secret', async () => {
    const port = String(await freePort());
    const token = ['--master-token', 'a secret of the test'];
    const bind = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port, '--expect-workers', '2'];
    const { command: master, prefix } = startWith([...bind, ...token, '-t', '2']);
    const workers = [1, 2].map(() => startWith(['--worker', '--master-port', port, ...token]).command);
    const { exitCode } = await master.ended;
    const outcomes = await Promise.all(workers.map(({ ended }) => ended));
    expect([exitCode, outcomes.map((one) => one.exitCode)]).toEqual([0, [0, 0]]);
    expect([server.served > 10, requestsIn(prefix)]).toEqual([true, server.served]);
    expect(outcomes[0]?.stderr).toContain('Got quit message from master, shutting down...');
  });

  it('give up without enough workers', async () => {
    const port = String(await freePort());
    const args = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port];
    const { stderr, exitCode } = await startWith([...args, '--expect-workers-max-wait', '1']).command.ended;
    expect(stderr).toContain('Gave up waiting for workers to connect');
    expect(exitCode).toBe(1);
  });
});
