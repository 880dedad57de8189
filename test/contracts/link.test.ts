import { describe, expect, it } from 'vitest';
import { IpcMasterLink } from '../../src/cluster/ipc/ipc-master-link.js';
import { createMasterLink, createWorkerLink } from '../../src/cluster/link/create-link.js';
import { IpcWorker } from '../helpers/cluster/ipc-worker.js';
import { MemoryHub } from '../helpers/cluster/memory-link.js';
import { eventually } from '../helpers/eventually.js';
import { freePort } from '../helpers/servers/free-port.js';
import { describeLink, type LinkMaker } from './link.js';

function linksInMemory(): LinkMaker {
  const hub = new MemoryHub();
  return {
    createMaster: async () => hub.masterLink(),
    createWorker: async (identity) => hub.workerLink(identity),
  };
}

/** Children that were forked before the master's link is there are attached when it is. */
function linksToChildren(): LinkMaker {
  const master = new IpcMasterLink();
  return {
    createMaster: async () => master,
    createWorker: async (identity) => {
      const worker = await IpcWorker.fork(identity);
      master.attach(worker.child);
      return worker;
    },
  };
}

function linksOverTcp(token?: string): LinkMaker {
  const port = freePort();
  const secret = token === undefined ? {} : { token };
  return {
    createMaster: async () => createMasterLink({ host: '127.0.0.1', port: await port, ...secret }),
    createWorker: async (identity) => createWorkerLink({ port: await port, identity, ...secret }),
  };
}

describe('the link in memory', () => describeLink(linksInMemory));
describe('the link to child processes', () => describeLink(linksToChildren));
describe('the link over TCP', () => describeLink(() => linksOverTcp()));
describe('the encrypted link over TCP', () => describeLink(() => linksOverTcp('a secret')));

describe.each([
  ['in memory', linksInMemory],
  ['over TCP', () => linksOverTcp()],
  ['over TCP, encrypted', () => linksOverTcp('a secret')],
])('a worker %s', (_name, maker) => {
  it('finds a master again that was restarted', async () => {
    const links = maker();
    const worker = await links.createWorker('host_1');
    const log: string[] = [];
    worker.onConnected = () => void log.push('+');
    worker.onDisconnected = () => void log.push('-');
    await worker.start();
    for (const [round, expected] of [['+'], ['+', '-', '+']].entries()) {
      const master = await links.createMaster();
      const heard: string[] = [];
      master.onMessage = (_identity, { type }) => void heard.push(type);
      await master.start();
      worker.send({ type: `round ${round}`, data: null, nodeId: 'host_1' });
      await eventually(() => expect([log, heard]).toEqual([expected, [`round ${round}`]]));
      await master.close();
      await eventually(() => expect(log.at(-1)).toBe('-'));
    }
    await worker.close();
  });
});
