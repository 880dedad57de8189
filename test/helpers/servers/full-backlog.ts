/** A port of this machine that accepts no connection: its backlog is full. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

const listener = `
const { parentPort } = require('node:worker_threads');
const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** The URL of the port; it is closed when the test is over. */
export async function fullBacklogUrl(): Promise<string> {
  const worker = new Worker(listener, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const callers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  onTestFinished(async () => {
    for (const caller of callers) caller.destroy();
    await worker.terminate();
  });
  await Promise.race(callers.map((caller) => once(caller, 'connect')));
  return `http://127.0.0.1:${port}`;
}
