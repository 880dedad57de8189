import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SignalRelay } from '../../../src/cli/scenarios/signal-relay.js';
import { folderWith } from '../../helpers/processes/cli.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

async function childOf(text: string): Promise<ChildProcess> {
  const child = fork(join(folderWith({ 'child.mjs': text }), 'child.mjs'), { execArgv: [] });
  await once(child, 'message');
  return child;
}

/** Confirms messages and counts signals; says what it has got, and ends, when it is asked to. */
const confirming = `
  const got = [];
  let signals = 0;
  process.on('SIGTERM', () => signals++);
  process.on('message', (message) => {
    if (message === 'end') return process.send({ got, signals }, () => process.exit(7));
    got.push(message);
    process.send({ confirmedSignal: message.signal, count: message.count });
  });
  process.send('ready');
`;

const blocked = 'process.send("ready", () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));';

it('sends a message for each signal, and no signal to a child that confirms it', async () => {
  const child = await childOf(confirming);
  const messages: unknown[] = [];
  const relay = new SignalRelay();
  relay.pass('SIGTERM'); // before there is a child
  relay.attach(child);
  child.on('message', (message) => messages.push(message));
  relay.pass('SIGTERM');
  relay.pass('SIGINT');
  while (messages.length < 2) await once(child, 'message');
  vi.advanceTimersByTime(60_000);
  child.send('end');
  expect(await once(child, 'exit')).toEqual([7, null]);
  const got = [
    { signal: 'SIGTERM', count: 2, sent: 0 },
    { signal: 'SIGINT', count: 1, sent: 0 },
  ];
  expect(messages.at(-1)).toEqual({ got, signals: 0 });
});

it('sends the signal to a child that has confirmed nothing after a second', async () => {
  const relay = new SignalRelay();
  const child = await childOf(blocked);
  relay.attach(child);
  relay.pass('SIGTERM');
  vi.advanceTimersByTime(999);
  expect(child.killed).toBe(false);
  vi.advanceTimersByTime(1);
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
  const relay = new SignalRelay();
  relay.attach(child);
  relay.pass('SIGTERM');
  vi.advanceTimersByTime(1_000);
  const [log] = await once(child, 'message');
  expect(log).toEqual([
    [1, 0],
    [1, 1],
  ]);
});
