/** A session of a real Locust master and a real Locust worker: join, run, stop, edit a class, run again, leave. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeMessage } from '../../src/cluster/messages/codec.js';
import { root } from '../helpers/files/source-files.js';
import { folderWith, freePort } from '../helpers/processes/cli.js';
import { serve } from '../helpers/servers/server.js';
import { startRelay, type WireMessage } from './frame-recorder.js';
import { python } from './locust.js';

/** The host name that is part of worker ids and log lines. */
const host = 'load1';
const command = `import socket; socket.gethostname = lambda: '${host}'; from locust.main import main; main()`;

/** Its messages in the order in which the relay has seen them. */
export async function recordSession(): Promise<readonly WireMessage[]> {
  const cwd = folderWith();
  copyFileSync(join(root, 'test/interop/recorded_locustfile.py'), join(cwd, 'users.py'));
  const server = await serve((request, response) => response.writeHead(request.url === '/a' ? 200 : 404).end('ok'));
  const [bindPort, webPort] = [await freePort(), await freePort()];
  const relay = await startRelay(bindPort);
  const start = (...args: string[]) => spawn(python, ['-c', command, ...args], { cwd, stdio: 'ignore' });
  const bind = ['--master-bind-host', '127.0.0.1', '--master-bind-port', String(bindPort)];
  const web = ['--web-host', '127.0.0.1', '--web-port', String(webPort), '--class-picker'];
  const nodes = [
    start('-f', 'users.py', '--master', ...bind, ...web, '-H', server.url),
    start('-f', '-', '--worker', '--master-port', String(relay.port)),
  ];
  const ended = Promise.all(nodes.map((node) => once(node, 'exit')));
  try {
    await runTwice(`http://127.0.0.1:${webPort}`, relay.messages);
    nodes[0]?.kill('SIGINT');
    await ended;
    return relay.messages;
  } finally {
    for (const node of nodes) node.kill('SIGKILL');
    relay.close();
  }
}

async function runTwice(url: string, messages: readonly WireMessage[]): Promise<void> {
  const post = (path: string, body: URLSearchParams | string, headers = {}) =>
    fetch(url + path, { method: 'POST', body, headers });
  const has = (type: string, count = 1) =>
    messages.filter(({ payload }) => decodeMessage(payload).type === type).length >= count;
  const load = new URLSearchParams([
    ['user_count', '3'],
    ['spawn_rate', '3'],
    ['user_classes', 'Visitor'],
    ['user_classes', 'Crasher'],
  ]);
  await until(() => has('logs'));
  await post('/swarm', load);
  await until(() => has('exception') && messages.some(hasRequests));
  await post('/stop', '');
  await until(() => has('client_ready', 2));
  const edit = { user_class_name: 'Visitor', weight: 3, host: '', tasks: ['visit'] };
  await post('/user', JSON.stringify(edit), { 'content-type': 'application/json' });
  await post('/swarm', load);
  await until(() => has('spawning_complete', 4)); // both ways, twice
}

/** A report of users that have sent requests. */
export function hasRequests({ payload }: WireMessage): boolean {
  const { type, data } = decodeMessage(payload);
  return type === 'stats' && (data as { stats_total: { num_requests: number } }).stats_total.num_requests > 0;
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries++) {
    if (tries === 600) throw new Error('Expected the next message of the session within a minute.');
    await sleep(100);
  }
}
