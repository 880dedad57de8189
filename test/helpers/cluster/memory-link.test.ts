import { describe, expect, it } from 'vitest';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';
import { MemoryHub } from './memory-link.js';

const of = (type: string, data: unknown = null): ClusterMessage => ({ type, data, nodeId: 'a' });
const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

describe('MemoryHub', () => {
  it('delivers in both directions, in order', async () => {
    const hub = new MemoryHub();
    const [master, worker] = [hub.masterLink(), hub.workerLink('a')];
    const got: unknown[] = [];
    master.onMessage = (identity, { type }) => {
      got.push([identity, type]);
      master.send(identity, of(`re ${type}`));
    };
    worker.onMessage = ({ type }) => got.push(type);
    await master.start();
    await worker.start();
    worker.send(of('one'));
    worker.send(of('two'));
    await settled();
    expect(got).toEqual([['a', 'one'], ['a', 'two'], 're one', 're two']);
  });

  it('lets its owner decide when a message arrives', async () => {
    const held: (() => void)[] = [];
    const hub = new MemoryHub((_sent, deliver) => held.push(deliver));
    const [master, worker] = [hub.masterLink(), hub.workerLink('a')];
    const got: string[] = [];
    master.onMessage = (_identity, { type }) => got.push(type);
    await master.start();
    await worker.start();
    worker.send(of('one'));
    worker.send(of('two'));
    await settled();
    expect(got).toEqual([]);
    for (const deliver of held.reverse()) deliver();
    expect(got).toEqual(['two', 'one']);
  });

  it('reports at both ends that a connection is gone, and connects again', async () => {
    const hub = new MemoryHub();
    const [master, worker] = [hub.masterLink(), hub.workerLink('a')];
    const log: string[] = [];
    master.onConnected = (identity) => log.push(`+${identity}`);
    master.onDisconnected = (identity) => log.push(`-${identity}`);
    worker.onConnected = () => log.push('connected');
    worker.onDisconnected = () => log.push('disconnected');
    await master.start();
    await worker.start();
    await settled();
    hub.disconnect('a');
    await settled();
    expect(log).toEqual(['+a', 'connected', 'disconnected', '-a', '+a', 'connected']);
  });
});
