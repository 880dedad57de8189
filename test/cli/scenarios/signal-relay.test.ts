import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SignalRelay } from '../../../src/cli/scenarios/signal-relay.js';
import { folderWith } from '../../helpers/processes/cli.js';

async function childOf(text: string): Promise<ChildProcess> {
  const child = fork(join(folderWith({ 'child.mjs': text }), 'child.mjs'), { execArgv: [] });
  await once(child, 'message');
  return child;
}

/** Confirms messages, counts signals, and ends when it has got `count` messages. */
const confirming = (count: number) => `
  const got = [];
  let signals = 0;
  process.on('SIGTERM', () => signals++);
  process.on('message', (message) => {
    got.push(message);
    process.send({ confirmedSignal: message.signal, count: message.count });
    if (got.length === ${count}) setTimeout(() => process.send({ got, signals }, () => process.exit(7)), 300);
  });
  process.send('ready');
`;

const blocked = 'process.send("ready", () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));';

it('sends a message for each signal, and no signal to a child that confirms it', async () => {
  const child = await childOf(confirming(2));
  const relay = new SignalRelay(200);
  relay.pass('SIGTERM'); // before there is a child
  relay.attach(child);
  relay.pass('SIGTERM');
  relay.pass('SIGINT');
  const messages: unknown[] = [];
  child.on('message', (message) => messages.push(message));
  expect(await once(child, 'exit')).toEqual([7, null]);
  const got = [
    { signal: 'SIGTERM', count: 2, sent: 0 },
    { signal: 'SIGINT', count: 1, sent: 0 },
  ];
  expect(messages.at(-1)).toEqual({ got, signals: 0 });
});

it('sends the signal to a child that confirms nothing, once for each', async () => {
  const relay = new SignalRelay(50);
  const child = await childOf(blocked);
  relay.attach(child);
  relay.pass('SIGTERM');
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
});

it('says beforehand that it sends the signal, so that the child counts one', async () => {
  const silent = `
    const log = [];
    process.on('message', ({ count, sent }) => log.push([count, sent]));
    process.on('SIGTERM', () => process.send(log, () => process.exit()));
    process.send('ready');
  `;
  const child = await childOf(silent);
  const relay = new SignalRelay(50);
  relay.attach(child);
  relay.pass('SIGTERM');
  const [log] = await once(child, 'message');
  expect(log).toEqual([
    [1, 0],
    [1, 1],
  ]);
});
