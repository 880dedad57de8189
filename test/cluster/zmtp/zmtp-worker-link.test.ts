import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMasterLink, createWorkerLink } from '../../../src/cluster/link/create-link.js';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import { frameBytesOf } from '../../../src/cluster/zmtp/frame.js';
import type { ZmtpLimits } from '../../../src/cluster/zmtp/limits.js';
import { RawPeer } from '../../helpers/cluster/raw-peer.js';
import { openingOf } from '../../helpers/cluster/zmtp-opening.js';
import { eventually } from '../../helpers/eventually.js';

/** A port whose n-th connection gets the n-th bytes, the last one also all further ones. */
async function serveBytes(...answers: readonly (Uint8Array | string)[]) {
  const peers: RawPeer[] = [];
  const server = createServer((socket) => {
    socket.write(answers[Math.min(peers.length, answers.length - 1)] ?? '');
    peers.push(new RawPeer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, peers };
}

/** A port that passes bytes on to another one, until the connections of that moment are frozen. */
async function proxyTo(target: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      onTestFinished(() => void socket.destroy());
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const freeze = () => {
    for (const socket of sockets) socket.unpipe().pause();
    sockets.clear();
  };
  return { port: (server.address() as AddressInfo).port, freeze };
}

async function startWorker(port: number, limits: Partial<ZmtpLimits> = {}) {
  const link = await createWorkerLink({ port, limits, identity: 'host_1' });
  const log: string[] = [];
  link.onMessage = ({ type }) => void log.push(type);
  link.onRejected = (reason) => void log.push(reason);
  link.onConnected = () => void log.push('+');
  link.onDisconnected = () => void log.push('-');
  link.onDropped = ({ type, data }) => void log.push(`dropped ${type} ${data}`);
  onTestFinished(() => link.close());
  await link.start();
  return { link, log };
}

const opening = openingOf('', 'ROUTER');
const message = frameBytesOf(encodeMessage({ type: 'ack', data: null, nodeId: 'host_1' }), 0);

describe('ZmtpWorkerLink', () => {
  it.each([
    ['an HTTP server', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'got "HTTP/1.1 400 Bad Request'],
    ['another worker', openingOf('', 'DEALER'), 'Expected a master (ROUTER), got a DEALER.'],
  ])('says that it has reached %s, and tries again', async (_name, bytes, reason) => {
    const { port } = await serveBytes(bytes, Buffer.concat([opening, message]));
    const { log } = await startWorker(port);
    await eventually(() => expect(log.slice(1)).toEqual(['+', 'ack']));
    expect(log[0]).toContain(reason);
  });

  it('gives up a master that sends nothing, and tries again', async () => {
    const { port } = await serveBytes('', opening);
    const { log } = await startWorker(port, { handshakeMs: 100 });
    // On a busy machine the second master may be late, too.
    await eventually(() => expect(log.at(-1)).toBe('+'));
    expect(new Set(log)).toEqual(new Set(['Expected greeting and handshake within 0.1 s.', '+']));
  });

  it('keeps its connection if the master sends bytes that are not a message', async () => {
    const wrong = frameBytesOf(Buffer.from([0xc0]), 0);
    const { port } = await serveBytes(Buffer.concat([opening, wrong, message]));
    const { log } = await startWorker(port);
    await eventually(() => expect(log).toEqual(['+', 'Expected [type, data, node_id], got nil.', 'ack']));
  });

  it('connects again after wrong frames', async () => {
    const { port } = await serveBytes(Buffer.concat([opening, Buffer.from('ff00', 'hex')]), opening);
    const { log } = await startWorker(port);
    await eventually(() => expect(log).toEqual(['+', '-', 'Expected a frame of ZMTP, got flags 255.', '+']));
  });

  it('announces itself as Locust expects', async () => {
    const { port, peers } = await serveBytes(opening);
    await startWorker(port);
    const expected = openingOf('host_1', 'DEALER');
    await eventually(() => expect(peers[0]?.received).toEqual(expected));
  });

  it('sends again what a connection that broke had not taken', async () => {
    const { port, peers } = await serveBytes(opening);
    const { link, log } = await startWorker(port);
    await eventually(() => expect(log).toEqual(['+']));
    peers[0]?.socket.pause();
    const data = 'x'.repeat(1_000_000);
    for (let i = 0; i < 60; i++) link.send({ type: 'stats', data: [i, data], nodeId: 'host_1' });
    peers[0]?.socket.resetAndDestroy();
    await eventually(() => expect(log).toEqual(['+', '-', '+']));
    link.send({ type: 'the last', data: null, nodeId: 'host_1' });
    await eventually(() => expect(peers[1]?.lastReceived(100).includes('the last')).toBe(true));
    expect(peers[1]?.received.length).toBeGreaterThan(30_000_000); // a few were in the buffers of the system
  });

  it('holds no more than its limit for a master that reads nothing', async () => {
    const { port, peers } = await serveBytes(opening);
    const { link, log } = await startWorker(port, { queuedBytes: 2_000_000 });
    await eventually(() => expect(log).toEqual(['+']));
    peers[0]?.socket.pause();
    for (let i = 0; i < 100; i++) link.send({ type: 'logs', data: `${i} `.repeat(200_000), nodeId: 'host_1' });
    await eventually(() => expect(log.filter((line) => line.startsWith('dropped logs')).length).toBeGreaterThan(30));
  });

  it('closes in a second where there is no master', async () => {
    const { port } = await serveBytes('');
    const { link, log } = await startWorker(port);
    link.send({ type: 'quit', data: null, nodeId: 'host_1' });
    await link.close();
    expect(log).toEqual([]);
  });

  it('leaves a connection that is silently dead, and the master takes the new one', async () => {
    const master = await createMasterLink({ host: '127.0.0.1', port: 0 });
    const heard: string[] = [];
    master.onConnected = (identity) => void heard.push(`+${identity}`);
    master.onDisconnected = (identity) => void heard.push(`-${identity}`);
    master.onMessage = (_identity, { type }) => void heard.push(type);
    await master.start();
    onTestFinished(() => master.close());
    const proxy = await proxyTo(master.port);
    const { link, log } = await startWorker(proxy.port);
    await eventually(() => expect([log, heard]).toEqual([['+'], ['+host_1']]));
    proxy.freeze(); // neither end hears anything of the other, no end of the connection either
    link.send({ type: 'lost', data: null, nodeId: 'host_1' });
    link.reconnect();
    link.send({ type: 'not lost', data: null, nodeId: 'host_1' });
    await eventually(() => expect(heard).toEqual(['+host_1', '+host_1', 'not lost']));
    expect(log).toEqual(['+', '-', '+']);
  });

  it('does not compete for long with another worker of its identity', async () => {
    const master = await createMasterLink({ host: '127.0.0.1', port: 0 });
    await master.start();
    onTestFinished(() => master.close());
    const [one, other] = [await startWorker(master.port), await startWorker(master.port)];
    const connects = () => [...one.log, ...other.log].filter((line) => line === '+').length;
    await eventually(() => expect(connects()).toBeGreaterThanOrEqual(4));
    expect(one.log.concat(other.log).every((line) => line === '+' || line === '-')).toBe(true);
  });
});
