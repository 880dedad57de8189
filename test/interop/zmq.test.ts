/** Our links against libzmq and Locust's own messages, as master and as worker, with and without a token. */
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMasterLink, createWorkerLink } from '../../src/cluster/link/create-link.js';
import type { MasterLink, WorkerLink } from '../../src/cluster/link/link.js';
import type { ClusterMessage } from '../../src/cluster/messages/message.js';
import { skipped } from './locust.js';
import { endPeer, startPeer, startRouter } from './zmq-peer.js';

/** Sizes around those where frames and msgpack change their form. */
const sizes = [0, 1, 31, 32, 254, 255, 256, 257, 65_535, 65_536, 1_000_000, 5_000_000];

/** Everything that messages may contain, and that Python gives back unchanged. */
const values: unknown[] = [
  [null, true, false],
  [0, 1, -1, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -128, -129, -32_769, -(2 ** 31) - 1],
  [0.5, -1.25e-300, 1.7e308, 2 ** 60],
  [2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n)],
  ['', 'é', '😀', 'a'.repeat(300), "it's", 'tab\there', '\u200b', '\0'],
  [new Uint8Array([0, 255]), new Uint8Array(70_000)],
  new Date('2026-11-30T09:30:00.123Z'),
  {
    response_times: new Map([
      [10, 5],
      [59_000, 1],
    ]),
    empty: {},
    'key with spaces': [[[]]],
  }, // prettier-ignore
  new Map<unknown, unknown>([
    ['text', 1],
    [2, 'number'],
    [null, true],
  ]), // prettier-ignore
];

/** Messages in the order in which they come. */
class Inbox {
  readonly #messages: ClusterMessage[] = [];
  #onMessage = () => {};

  add(message: ClusterMessage): void {
    this.#messages.push(message);
    this.#onMessage();
  }

  async next(): Promise<ClusterMessage> {
    while (this.#messages.length === 0) await new Promise<void>((resolve) => (this.#onMessage = resolve));
    return this.#messages.shift() as ClusterMessage;
  }
}

async function startWorker(port: number, token: string | undefined): Promise<{ link: WorkerLink; inbox: Inbox }> {
  const link = await createWorkerLink({ port, ...(token ? { token } : {}) });
  const inbox = new Inbox();
  link.onMessage = (message) => inbox.add(message);
  link.onRejected = (reason) => expect.unreachable(reason);
  onTestFinished(() => link.close());
  await link.start();
  return { link, inbox };
}

async function startMaster(token: string | undefined): Promise<{ link: MasterLink; inbox: Inbox; port: number }> {
  const link = await createMasterLink({ host: '127.0.0.1', port: 0, ...(token ? { token } : {}) });
  const inbox = new Inbox();
  link.onMessage = (identity, message) => {
    expect(message.nodeId).toBe(identity);
    inbox.add(message);
  };
  link.onRejected = (_identity, reason) => expect.unreachable(reason);
  onTestFinished(() => link.close());
  await link.start();
  return { link, inbox, port: link.port };
}

describe.skipIf(skipped).each([undefined, 'a secret of all nodes'])('with the token %s', (token) => {
  it('our worker talks to a ROUTER of libzmq and Locust', async () => {
    const { port } = await startRouter({ port: 0, token });
    const { link, inbox } = await startWorker(port, token);
    const nodeId = link.identity;
    for (const size of sizes) link.send({ type: 'size', data: 'x'.repeat(size), nodeId });
    for (const size of sizes) expect(await inbox.next()).toEqual({ type: 'size', data: 'x'.repeat(size), nodeId });
    for (const data of values) {
      link.send({ type: 'value', data, nodeId });
      expect(await inbox.next()).toEqual({ type: 'value', data, nodeId });
    }
  });

  it('our worker finds the ROUTER again that was killed, and one that starts later', async () => {
    const first = await startRouter({ port: 0, token });
    const { link, inbox } = await startWorker(first.port, token);
    link.send({ type: 'one', data: 1, nodeId: link.identity });
    expect((await inbox.next()).type).toBe('one');
    const disconnected = new Promise<void>((resolve) => (link.onDisconnected = resolve));
    await endPeer(first.child);
    await disconnected;
    link.send({ type: 'two', data: 2, nodeId: link.identity });
    await startRouter({ port: first.port, token });
    expect((await inbox.next()).type).toBe('two');
    link.reconnect();
    link.send({ type: 'three', data: 3, nodeId: link.identity });
    expect((await inbox.next()).type).toBe('three');
  });

  it('our master talks to DEALERs of libzmq and Locust, which send PING', async () => {
    const { link, inbox, port } = await startMaster(token);
    const identities = ['host_1', 'höst_2', 'x'.repeat(255)];
    for (const identity of identities) startPeer({ role: 'dealer', port, identity, token });
    const ready = [await inbox.next(), await inbox.next(), await inbox.next()];
    expect(ready.map(({ nodeId }) => nodeId).sort()).toEqual([...identities].sort());
    for (const nodeId of identities) {
      for (const size of sizes) link.send(nodeId, { type: 'size', data: 'x'.repeat(size), nodeId });
      for (const size of sizes) expect(await inbox.next()).toEqual({ type: 'size', data: 'x'.repeat(size), nodeId });
      for (const data of values) {
        link.send(nodeId, { type: 'value', data, nodeId });
        expect(await inbox.next()).toEqual({ type: 'value', data, nodeId });
      }
    }
  });

  it('our master hears when a DEALER is killed, and takes one of the same identity', async () => {
    const { link, inbox, port } = await startMaster(token);
    const settings = { role: 'dealer', port, identity: 'host_1', token } as const;
    const first = startPeer(settings);
    await inbox.next();
    const gone = new Promise((resolve) => (link.onDisconnected = resolve));
    await endPeer(first);
    expect(await gone).toBe('host_1');
    const second = startPeer(settings);
    expect((await inbox.next()).type).toBe('client_ready');
    const exit = once(second, 'exit');
    link.send('host_1', { type: 'quit', data: null, nodeId: 'host_1' });
    expect((await inbox.next()).type).toBe('quit');
    expect(await exit).toEqual([0, null]);
  });
});
