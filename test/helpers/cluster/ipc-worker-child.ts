/** A child process with a link to its parent. What happens to the link comes and goes on stdin and stdout: see ipc-worker.ts. */
import { createInterface } from 'node:readline';
import { deserialize, serialize } from 'node:v8';
import { IpcWorkerLink } from '../../../src/cluster/ipc/ipc-worker-link.js';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';
import type { WorkerCall, WorkerEvent } from './ipc-worker.js';

const link = new IpcWorkerLink(process, process.argv[2]);

function say(...event: WorkerEvent): void {
  process.stdout.write(`${serialize(event).toString('base64')}\n`);
}

function obey([name, argument]: WorkerCall): void {
  if (name === 'send') link.send(argument as ClusterMessage);
  else if (name === 'reconnect') link.reconnect();
  else if (name === 'start') void link.start().then(() => say('started'));
  else void link.close().then(() => process.exit());
}

link.onMessage = (message) => {
  say('message', message);
  if (message.type === 'throw') throw new Error('a handler that fails');
};
link.onRejected = (reason) => say('rejected', reason);
link.onConnected = () => say('connected');
link.onDisconnected = () => say('disconnected');
link.onDropped = (message) => say('dropped', message);

createInterface(process.stdin).on('line', (line) => obey(deserialize(Buffer.from(line, 'base64')) as WorkerCall));
