/** Nodes of a distributed test that stand still or are killed: nothing is lost that was reported, and users go on. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, freePort, requestsIn, startTsloc } from '../helpers/processes/cli.js';
import { serveVisitors, visitorFile } from '../helpers/processes/visitors.js';

const server = serveVisitors();

function cluster(port: string) {
  const cwd = folderWith({ 'users.ts': visitorFile });
  const prefix = join(cwd, 'out');
  const bind = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port, '--expect-workers', '2'];
  const run = [
    '-f',
    'users.ts',
    '--csv',
    prefix,
    '-H',
    server.url,
    '-u',
    '4',
    '-r',
    '10',
    '-s',
    '30',
    '--only-summary',
  ];
  return {
    prefix,
    startMaster: (...args: string[]) => startTsloc([...run, ...bind, '--enable-rebalancing', ...args], { cwd }),
    startWorker: () => startTsloc(['-f', 'users.ts', '--worker', '--master-port', port], { cwd }),
  };
}

it('the users of a suspended worker go to the others, and come back with it: counts are those of the server', async () => {
  const { prefix, startMaster, startWorker } = cluster(String(await freePort()));
  const [frozen, other] = [startWorker(), startWorker()];
  const master = startMaster();
  await master.printed(/All users spawned/);
  frozen.kill('SIGSTOP');
  await master.printed(/failed to send heartbeat, setting state to missing/);
  await master.printed(/Redistributing 4 users over 1 nodes/);
  frozen.kill('SIGCONT');
  await master.printed(/self-healed with heartbeat/);
  await master.printed(/Redistributing 4 users over 2 nodes/);
  master.kill('SIGINT');
  const outcomes = await Promise.all([master, frozen, other].map(({ ended }) => ended));
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect([server.served > 10, requestsIn(prefix)]).toEqual([true, server.served]);
});

it('a worker that is told to end reports everything, and the others get its users; one that is killed loses a second', async () => {
  const { prefix, startMaster, startWorker } = cluster(String(await freePort()));
  const [ended, killed] = [startWorker(), startWorker()];
  const master = startMaster();
  await master.printed(/All users spawned/);
  const other = startWorker();
  await master.printed(/Redistributing 4 users over 3 nodes/);
  ended.kill('SIGTERM'); // as Kubernetes does
  expect((await ended.ended).exitCode).toBe(0);
  await master.printed(/Redistributing 4 users over 2 nodes/);
  const before = server.served;
  await expect.poll(() => server.served).toBeGreaterThan(before + 120);
  killed.kill('SIGKILL');
  const atDeath = server.served;
  await master.printed(/Redistributing 4 users over 1 nodes/);
  master.kill('SIGINT');
  expect([(await master.ended).exitCode, (await other.ended).exitCode]).toEqual([0, 0]);
  // What the dead worker had not reported: two users, twenty requests a second each, and reports each second.
  expect(requestsIn(prefix)).toBeLessThanOrEqual(server.served);
  expect(requestsIn(prefix)).toBeGreaterThan(server.served - (atDeath - before));
});

it('a worker that is suspended when the test ends learns of it as soon as it goes on', async () => {
  const { startMaster, startWorker } = cluster(String(await freePort()));
  const [frozen, other] = [startWorker(), startWorker()];
  const master = startMaster();
  await master.printed(/All users spawned/);
  frozen.kill('SIGSTOP');
  await master.printed(/failed to send heartbeat, setting state to missing/);
  master.kill('SIGINT');
  expect([(await master.ended).exitCode, (await other.ended).exitCode]).toEqual([0, 0]);
  frozen.kill('SIGCONT');
  const { exitCode, stderr } = await frozen.ended;
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('Got quit message from master, shutting down...')]);
});

it('workers join a master that was killed and started again', async () => {
  const { prefix, startMaster, startWorker } = cluster(String(await freePort()));
  const workers = [startWorker(), startWorker()];
  const first = startMaster();
  await first.printed(/All users spawned/);
  first.kill('SIGKILL');
  await first.ended;
  const second = startMaster('-t', '1');
  const outcomes = await Promise.all([second, ...workers].map(({ ended }) => ended));
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(requestsIn(prefix)).toBeGreaterThan(0);
});
