import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ZmtpConnection } from '../../../src/cluster/zmtp/connection.js';
import { ByteBudget, defaultLimits } from '../../../src/cluster/zmtp/limits.js';
import type { Mechanism } from '../../../src/cluster/zmtp/mechanism.js';
import { NullMechanism } from '../../../src/cluster/zmtp/null-mechanism.js';
import { createClient, createServer as createCurveServer } from '../../helpers/cluster/curve.js';
import { eventually } from '../../helpers/eventually.js';

async function socketPair(): Promise<[Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => {
    server.close();
    client.destroy();
    socket.destroy();
  });
  return [client, socket];
}

function speak(socket: Socket, mechanism: Mechanism) {
  const log: string[] = [];
  const connection = new ZmtpConnection(socket, mechanism, defaultLimits, new ByteBudget(1e9), {
    onReady: ({ socketType, identity }) => void log.push(`${socketType} ${identity}`),
    onMessage: (payload) => void log.push(payload.toString()),
    onDrain: () => {},
    onClose: (reason) => void log.push(`closed ${reason}`),
  });
  return { connection, log };
}

const mechanisms: [string, () => Mechanism, () => Mechanism][] = [
  ['NULL', () => new NullMechanism({ socketType: 'DEALER', identity: 'host_1' }), () => new NullMechanism({ socketType: 'ROUTER', identity: '' })], // biome-ignore format: a table
  ['CURVE', createClient, createCurveServer],
];

describe.each(mechanisms)('a connection with %s', (_name, createWorkerEnd, createMasterEnd) => {
  it('carries messages between two ends that know each other', async () => {
    const [one, other] = await socketPair();
    const [worker, master] = [speak(one, createWorkerEnd()), speak(other, createMasterEnd())];
    await eventually(() => expect([worker.log, master.log]).toEqual([['ROUTER '], ['DEALER host_1']]));
    const isSent = await new Promise((resolve) => worker.connection.send(Buffer.from('to the master'), resolve));
    master.connection.send(Buffer.from('to the worker'), () => {});
    await eventually(() => expect([worker.log[1], master.log[1]]).toEqual(['to the worker', 'to the master']));
    expect(isSent).toBe(true);
  });

  it('ends after what was sent', async () => {
    const [one, other] = await socketPair();
    const [worker, master] = [speak(one, createWorkerEnd()), speak(other, createMasterEnd())];
    await eventually(() => expect([worker.log, master.log].map(({ length }) => length)).toEqual([1, 1]));
    for (let i = 0; i < 100; i++) worker.connection.send(Buffer.alloc(10_000, 'x'), () => {});
    worker.connection.end();
    await eventually(() => expect(master.log.at(-1)).toBe('closed null'));
    expect(master.log).toHaveLength(102);
    await eventually(() => expect(worker.log.at(-1)).toBe('closed null'));
  });

  it('reports which messages were not sent', async () => {
    const [one, other] = await socketPair();
    const [worker, master] = [speak(one, createWorkerEnd()), speak(other, createMasterEnd())];
    await eventually(() => expect([worker.log, master.log].map(({ length }) => length)).toEqual([1, 1]));
    other.pause();
    const sent = new Promise((resolve) => worker.connection.send(Buffer.alloc(50_000_000), resolve));
    expect(worker.connection.isFull).toBe(true);
    expect(worker.connection.queuedBytes).toBeGreaterThan(40_000_000);
    worker.connection.destroy();
    expect(await sent).toBe(false);
  });
});
