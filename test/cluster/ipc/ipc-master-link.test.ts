import { describe, expect, it, onTestFinished } from 'vitest';
import { IpcMasterLink } from '../../../src/cluster/ipc/ipc-master-link.js';
import { IpcWorker } from '../../helpers/cluster/ipc-worker.js';
import { eventually } from '../../helpers/eventually.js';

describe('IpcMasterLink', () => {
  it('notices that a child was killed', async () => {
    const master = new IpcMasterLink();
    const log: string[] = [];
    master.onConnected = (identity) => void log.push(`+${identity}`);
    master.onDisconnected = (identity) => void log.push(`-${identity}`);
    master.onDropped = (identity, { type }) => void log.push(`dropped ${type} to ${identity}`);
    await master.start();
    onTestFinished(() => master.close());
    const worker = await IpcWorker.fork('host_1');
    master.attach(worker.child);
    await worker.start();
    await eventually(() => expect(log).toEqual(['+host_1']));
    worker.child.kill('SIGKILL');
    await eventually(() => expect(log).toEqual(['+host_1', '-host_1']));
    master.send('host_1', { type: 'spawn', data: null, nodeId: 'host_1' });
    await eventually(() => expect(log[2]).toBe('dropped spawn to host_1'));
  });

  it('drops messages to a child that is stopped, beyond 64 MiB', async () => {
    const master = new IpcMasterLink();
    let dropped = 0;
    master.onDropped = () => void dropped++;
    await master.start();
    onTestFinished(() => master.close());
    const worker = await IpcWorker.fork('host_1');
    const connected = new Promise<void>((resolve) => {
      master.onConnected = () => resolve();
    });
    master.attach(worker.child);
    await worker.start();
    await connected;
    worker.child.kill('SIGSTOP');
    const data = 'x'.repeat(10_000_000);
    for (let i = 0; i < 10; i++) master.send('host_1', { type: 'spawn', data, nodeId: 'host_1' });
    await eventually(() => expect(dropped).toBeGreaterThanOrEqual(3));
    worker.child.kill('SIGCONT');
  });

  it('accepts only bytes as messages', async () => {
    const master = new IpcMasterLink();
    const rejected: unknown[] = [];
    master.onRejected = (identity, reason) => void rejected.push([identity, reason]);
    master.onMessage = () => expect.unreachable();
    await master.start();
    const listeners: ((packet: unknown) => void)[] = [];
    master.attach({
      connected: false,
      on: (event: string, listener: (packet: unknown) => void) => event === 'message' && listeners.push(listener),
      off: () => {},
    });
    const hear = (...packet: unknown[]) => listeners[0]?.(['tsloc.link', ...packet]);
    hear('message', Buffer.from([0xc0])); // before it says who it is
    hear('hello', 5);
    hear('hello', 'host_1');
    for (const payload of [null, 'text', new Uint8Array([0xc0])]) hear('message', payload);
    expect(rejected).toEqual([
      ['host_1', 'Expected a message in msgpack, got bytes that end too early.'],
      ['host_1', 'Expected a message in msgpack, got bytes that end too early.'],
      ['host_1', 'Expected [type, data, node_id], got nil.'],
    ]);
    await master.close();
  });
});
