import { describe, expect, it } from 'vitest';
import { IpcMasterLink } from '../../../src/cluster/ipc/ipc-master-link.js';
import { IpcWorkerLink } from '../../../src/cluster/ipc/ipc-worker-link.js';
import { IpcWorker } from '../../helpers/cluster/ipc-worker.js';
import { eventually } from '../../helpers/eventually.js';

describe('IpcWorkerLink', () => {
  it('has an identity of this host unless it is given one', () => {
    const endpoint = { connected: false, on: () => {}, off: () => {} };
    expect(new IpcWorkerLink(endpoint).identity).toMatch(/^[^_]+_[0-9a-f]{32}$/);
    expect(new IpcWorkerLink(endpoint, 'host_1').identity).toBe('host_1');
  });

  it('notices that the channel of its master is closed', async () => {
    const master = new IpcMasterLink();
    const worker = await IpcWorker.fork('host_1');
    const log: string[] = [];
    worker.onConnected = () => void log.push('+');
    worker.onDisconnected = () => void log.push('-');
    master.attach(worker.child);
    await worker.start();
    expect(log).toEqual([]); // the master has not started
    await master.start();
    await eventually(() => expect(log).toEqual(['+']));
    worker.child.disconnect(); // as if this process were gone
    await eventually(() => expect(log).toEqual(['+', '-']));
    worker.reconnect(); // there is nobody: nothing happens
    await worker.close();
    expect(log).toEqual(['+', '-']);
  });
});
