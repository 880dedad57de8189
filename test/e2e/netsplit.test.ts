/** A network that is cut for some seconds between a master and a worker, which goes on with the load. */
import { join } from 'node:path';
import { expect, it, onTestFailed } from 'vitest';
import { Command, folderWith, requestsIn, startTsloc } from '../helpers/processes/cli.js';
import { type Cut, createTwoHosts, noNamespaces } from '../helpers/processes/network-namespaces.js';
import { visitorFile } from '../helpers/processes/visitors.js';

const counter = `
import { createServer } from 'node:http';
let served = 0;
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  served++;
  response.end('ok');
}).listen(8080, '10.213.2.1', () => console.log('listens'));
process.on('SIGTERM', () => {
  console.log('served', served, 'requests');
  process.exit();
});
`;

it.skipIf(noNamespaces !== undefined).each<Cut>(['link down', 'packets lost'])(
  'counts are those of the server after a netsplit (%s): what a worker measured meanwhile arrives',
  async (manner) => {
    const hosts = createTwoHosts();
    const cwd = folderWith({ 'users.ts': visitorFile, 'counter.mjs': counter });
    const [onMaster, onWorker] = [
      { cwd, through: hosts.master },
      { cwd, through: hosts.worker },
    ];
    const server = new Command([join(cwd, 'counter.mjs')], onMaster);
    await server.printed(/listens/);
    const load = [
      '-u',
      '4',
      '-r',
      '10',
      '-s',
      '30',
      '-H',
      `http://${hosts.loadAddress}:8080`,
      '--csv',
      join(cwd, 'out'),
    ];
    const bind = ['--master', '--master-bind-host', hosts.nodeAddress, '--expect-workers', '2', '--only-summary'];
    const master = startTsloc(['-f', 'users.ts', ...bind, ...load], onMaster);
    const asWorker = ['-f', 'users.ts', '--worker', '--master-host', hosts.nodeAddress];
    const workers = [startTsloc(asWorker, onMaster), startTsloc(asWorker, onWorker)];
    onTestFailed(() => console.log(workers.map(({ stdout, stderr }) => stdout + stderr).join('\n')));
    await master.printed(/All users spawned/);
    hosts.cut(manner);
    await master.printed(/failed to send heartbeat, setting state to missing/);
    hosts.heal(manner);
    await master.printed(/self-healed with heartbeat/);
    master.kill('SIGINT');
    const outcomes = await Promise.all([master, ...workers].map(({ ended }) => ended));
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    server.kill('SIGTERM');
    const served = Number(await server.printed(/served (\d+) requests/));
    expect([served > 100, requestsIn(join(cwd, 'out'))]).toEqual([true, served]);
  },
);
