/** What every link promises, whatever carries its messages. */
import { expect, it, onTestFinished } from 'vitest';
import type { MasterLink, WorkerLink } from '../../src/cluster/link/link.js';
import type { ClusterMessage } from '../../src/cluster/messages/message.js';
import { eventually } from '../helpers/eventually.js';

/** Links of one place; each call in one test returns ends of the same place. */
export interface LinkMaker {
  createMaster(): Promise<MasterLink>;
  createWorker(identity: string): Promise<WorkerLink>;
}

/** A master and what it has heard. */
class Master {
  readonly link: MasterLink;
  readonly heard: ClusterMessage[] = [];
  readonly log: string[] = [];

  constructor(link: MasterLink) {
    this.link = link;
    link.onMessage = (_identity, message) => {
      this.heard.push(message);
      if (message.type === 'throw') throw new Error('a handler that fails');
    };
    link.onConnected = (identity) => void this.log.push(`+${identity}`);
    link.onDisconnected = (identity) => void this.log.push(`-${identity}`);
    link.onRejected = (identity, reason) => void this.log.push(`${identity} ${reason}`);
    link.onDropped = (identity, message) => void this.log.push(`dropped ${message.type} to ${identity}`);
  }

  types(): string[] {
    return this.heard.map(({ type }) => type);
  }
}

class Worker {
  readonly link: WorkerLink;
  readonly heard: ClusterMessage[] = [];
  readonly log: string[] = [];

  constructor(link: WorkerLink) {
    this.link = link;
    link.onMessage = (message) => {
      this.heard.push(message);
      if (message.type === 'throw') throw new Error('a handler that fails');
    };
    link.onConnected = () => void this.log.push('+');
    link.onDisconnected = () => void this.log.push('-');
    link.onRejected = (reason) => void this.log.push(reason);
    link.onDropped = (message) => void this.log.push(`dropped ${message.type} ${message.data}`);
  }

  types(): string[] {
    return this.heard.map(({ type }) => type);
  }

  send(type: string, data: unknown = null): void {
    this.link.send({ type, data, nodeId: this.link.identity });
  }
}

/** Registers the suite; `maker` is called once a test. */
export function describeLink(maker: () => LinkMaker): void {
  async function startMaster(links: LinkMaker): Promise<Master> {
    const master = new Master(await links.createMaster());
    await master.link.start();
    onTestFinished(() => master.link.close());
    return master;
  }

  async function createWorker(links: LinkMaker, identity: string): Promise<Worker> {
    const worker = new Worker(await links.createWorker(identity));
    onTestFinished(() => worker.link.close());
    return worker;
  }

  async function startBoth(identity = 'host_1'): Promise<{ links: LinkMaker; master: Master; worker: Worker }> {
    const links = maker();
    const master = await startMaster(links);
    const worker = await createWorker(links, identity);
    await worker.link.start();
    await eventually(() => expect([master.log, worker.log]).toEqual([[`+${identity}`], ['+']]));
    return { links, master, worker };
  }

  const numbered = (count: number) => Array.from({ length: count }, (_, i) => `type ${i}`);
  const to = (nodeId: string, type: string, data: unknown = null): ClusterMessage => ({ type, data, nodeId });

  it('delivers a thousand messages each way, in order', async () => {
    const { master, worker } = await startBoth();
    for (const type of numbered(1_000)) worker.send(type);
    for (const type of numbered(1_000)) master.link.send('host_1', to('host_1', type));
    await eventually(() => expect([master.types(), worker.types()]).toEqual([numbered(1_000), numbered(1_000)]));
  });

  it('delivers a burst of 4,000 small messages of a connected worker', async () => {
    const { master, worker } = await startBoth();
    for (const type of numbered(4_000)) worker.send(type);
    await eventually(() => expect(master.heard).toHaveLength(4_000));
    expect([master.types(), worker.log]).toEqual([numbered(4_000), ['+']]);
  });

  it('delivers messages of 5 MB each way', async () => {
    const { master, worker } = await startBoth();
    const text = 'ä'.repeat(2_500_000);
    worker.send('large', text);
    worker.send('small');
    master.link.send('host_1', to('host_1', 'large', text));
    master.link.send('host_1', to('host_1', 'small'));
    await eventually(() =>
      expect([master.types(), worker.types()]).toEqual([
        ['large', 'small'],
        ['large', 'small'],
      ]),
    );
    expect(master.heard[0]?.data === text && worker.heard[0]?.data === text).toBe(true);
  });

  it('delivers values as msgpack represents them', async () => {
    const { master, worker } = await startBoth();
    const data = {
      counts: new Map([[10, 5]]),
      none: undefined,
      at: new Date(1_000),
      bytes: new Uint8Array([1]),
      n: 2n,
    };
    const heard = { counts: new Map([[10, 5]]), none: null, at: new Date(1_000), bytes: new Uint8Array([1]), n: 2 };
    worker.send('values', data);
    master.link.send('host_1', to('host_1', 'values', data));
    await eventually(() => expect([master.heard[0]?.data, worker.heard[0]?.data]).toEqual([heard, heard]));
  });

  it('refuses what msgpack cannot represent, and continues', async () => {
    const { master, worker } = await startBoth();
    const refused = expect.objectContaining({ code: 'MESSAGE_NOT_SENDABLE' });
    expect(() => worker.send('wrong', new Set())).toThrow(refused);
    expect(() => master.link.send('host_1', to('host_1', 'wrong', Number.NaN))).toThrow(refused);
    worker.send('right');
    master.link.send('host_1', to('host_1', 'right'));
    await eventually(() => expect([master.types(), worker.types()]).toEqual([['right'], ['right']]));
  });

  it('continues if a listener throws, and reports it', async () => {
    const { master, worker } = await startBoth();
    for (const type of ['throw', 'next']) {
      worker.send(type);
      master.link.send('host_1', to('host_1', type));
    }
    await eventually(() =>
      expect([master.types(), worker.types()]).toEqual([
        ['throw', 'next'],
        ['throw', 'next'],
      ]),
    );
    const reason = "Expected to handle message 'throw', got: a handler that fails";
    await eventually(() => expect([master.log.at(-1), worker.log.at(-1)]).toEqual([`host_1 ${reason}`, reason]));
  });

  it('keeps what a worker sends before there is a master', async () => {
    const links = maker();
    const worker = await createWorker(links, 'host_1');
    await worker.link.start();
    for (const type of numbered(20)) worker.send(type);
    const master = await startMaster(links);
    await eventually(() => expect(master.types()).toEqual(numbered(20)));
    expect(worker.log).toEqual(['+']);
  });

  it('keeps a thousand messages, `stats` the longest, and tells which were dropped', async () => {
    const links = maker();
    const worker = await createWorker(links, 'host_1');
    await worker.link.start();
    worker.send('stats', 0);
    for (let i = 1; i <= 1_000; i++) worker.send('logs', i);
    worker.send('stats', 1_001);
    await eventually(() => expect(worker.log).toEqual(['dropped logs 1', 'dropped logs 2']));
    const master = await startMaster(links);
    await eventually(() => expect(master.heard).toHaveLength(1_000));
    expect([master.heard[0], master.heard[1], master.heard.at(-1)].map((message) => message?.data)).toEqual([
      0, 3, 1_001,
    ]);
  });

  it('reports that a message had no receiver', async () => {
    const { master } = await startBoth();
    master.link.send('nobody', to('nobody', 'spawn'));
    expect(master.log).toHaveLength(1); // not within the call
    await eventually(() => expect(master.log).toEqual(['+host_1', 'dropped spawn to nobody']));
  });

  it('reports that a worker has closed its link', async () => {
    const { master, worker } = await startBoth();
    await worker.link.close();
    await eventually(() => expect(master.log).toEqual(['+host_1', '-host_1']));
    master.link.send('host_1', to('host_1', 'spawn'));
    await eventually(() => expect(master.log.at(-1)).toBe('dropped spawn to host_1'));
  });

  it('delivers what was sent before a worker closes its link', async () => {
    const { master, worker } = await startBoth();
    for (const type of numbered(500)) worker.send(type, 'x'.repeat(1_000));
    await worker.link.close();
    await eventually(() => expect(master.types()).toEqual(numbered(500)));
  });

  it('delivers what was sent before a master closes its link', async () => {
    const { master, worker } = await startBoth();
    for (const type of numbered(500)) master.link.send('host_1', to('host_1', type, 'x'.repeat(1_000)));
    await master.link.close();
    await eventually(() => expect(worker.types()).toEqual(numbered(500)));
    await eventually(() => expect(worker.log[1]).toBe('-'));
  });

  it('connects again when told to, with the same identity, and loses nothing', async () => {
    const { master, worker } = await startBoth();
    for (const type of numbered(100).slice(0, 50)) worker.send(type);
    worker.link.reconnect();
    for (const type of numbered(100).slice(50)) worker.send(type);
    await eventually(() => expect(master.types()).toEqual(numbered(100)));
    await eventually(() => expect(worker.log).toEqual(['+', '-', '+']));
    expect(master.log.filter((line) => line === '+host_1')).toHaveLength(2);
    expect(master.log.at(-1)).toBe('+host_1');
    master.link.send('host_1', to('host_1', 'again'));
    await eventually(() => expect(worker.types()).toEqual(['again']));
  });

  it('takes the newest of two workers with one identity', async () => {
    const { links, master, worker } = await startBoth();
    worker.link.onDisconnected = () => void worker.link.close(); // it would take its place again
    const second = await createWorker(links, 'host_1');
    await second.link.start();
    await eventually(() => expect(master.log).toEqual(['+host_1', '+host_1']));
    master.link.send('host_1', to('host_1', 'to the second'));
    await eventually(() => expect(second.types()).toEqual(['to the second']));
    second.send('from the second');
    await eventually(() => expect(master.types()).toEqual(['from the second']));
    expect(worker.heard).toEqual([]);
    expect(master.log).toEqual(['+host_1', '+host_1']);
  });

  it('keeps ten workers apart', async () => {
    const links = maker();
    const master = await startMaster(links);
    const identities = Array.from({ length: 10 }, (_, i) => `host_${i}`);
    const workers = await Promise.all(identities.map((identity) => createWorker(links, identity)));
    await Promise.all(workers.map(({ link }) => link.start()));
    for (const worker of workers) worker.send(`from ${worker.link.identity}`);
    await eventually(() => expect(master.types().sort()).toEqual(identities.map((identity) => `from ${identity}`)));
    for (const identity of identities) master.link.send(identity, to(identity, `to ${identity}`));
    await eventually(() =>
      expect(workers.map((worker) => worker.types())).toEqual(identities.map((identity) => [`to ${identity}`])),
    );
  });

  it('calls no listener after it was closed', async () => {
    const { master, worker } = await startBoth();
    await worker.link.close();
    await eventually(() => expect(master.log).toHaveLength(2));
    await master.link.close();
    expect(worker.log).toEqual(['+']);
    expect(master.log).toEqual(['+host_1', '-host_1']);
  });
}
