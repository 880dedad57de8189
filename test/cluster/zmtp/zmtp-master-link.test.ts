import { describe, expect, it, onTestFinished } from 'vitest';
import { createMasterLink, createWorkerLink } from '../../../src/cluster/link/create-link.js';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import { encode } from '../../../src/cluster/msgpack/encoder.js';
import { commandOf } from '../../../src/cluster/zmtp/command.js';
import { commandFlag, frameBytesOf, moreFlag } from '../../../src/cluster/zmtp/frame.js';
import { greetingOf } from '../../../src/cluster/zmtp/greeting.js';
import type { ZmtpLimits } from '../../../src/cluster/zmtp/limits.js';
import { RawPeer } from '../../helpers/cluster/raw-peer.js';
import { openingOf } from '../../helpers/cluster/zmtp-opening.js';
import { eventually } from '../../helpers/eventually.js';

const message = (type: string, nodeId = 'raw_1') => encodeMessage({ type, data: null, nodeId });

async function startMaster(limits: Partial<ZmtpLimits> = {}, secret: { token?: string } = {}) {
  const link = await createMasterLink({ host: '127.0.0.1', port: 0, limits, ...secret });
  const log: string[] = [];
  link.onMessage = (identity, { type }) => void log.push(`${identity}: ${type}`);
  link.onRejected = (identity, reason) => void log.push(`${identity} rejected: ${reason.replace(/:\d+:/, ':')}`);
  link.onConnected = (identity) => void log.push(`+${identity}`);
  link.onDisconnected = (identity) => void log.push(`-${identity}`);
  link.onDropped = (identity, { type }) => void log.push(`dropped ${type} to ${identity}`);
  onTestFinished(() => link.close());
  await link.start();
  return { link, log };
}

/** A good worker still gets through. */
async function checkWorks(port: number, log: readonly string[], secret: { token?: string } = {}): Promise<void> {
  const worker = await createWorkerLink({ port, identity: 'good', ...secret });
  await worker.start();
  worker.send({ type: 'hello', data: null, nodeId: 'good' });
  await eventually(() => expect(log).toContain('good: hello'));
  await worker.close();
}

describe('ZmtpMasterLink', () => {
  it('says that its port is in use', async () => {
    const { link } = await startMaster();
    const second = await createMasterLink({ host: '127.0.0.1', port: link.port });
    await expect(second.start()).rejects.toMatchObject({ code: 'PORT_IN_USE', exitCode: 1 });
    await second.close();
  });

  it.each<[string, Uint8Array | string, string]>([
    ['an HTTP request', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'got "GET / HTTP/1.1'],
    ['TLS', Buffer.from('16030100c8010000c4', 'hex'), 'Expected a node of a distributed test (ZMTP)'],
    ['another mechanism', greetingOf({ mechanism: 'PLAIN', isServer: false }), 'Expected mechanism NULL, got PLAIN.'],
    ['a token', greetingOf({ mechanism: 'CURVE', isServer: false }), 'Expected a node without --master-token'],
    ['another socket type', openingOf('raw_1', 'REQ'), 'Expected a worker (DEALER), got a REQ.'],
    ['no identity', openingOf(''), 'Expected a worker with an identity, got one without.'],
    ['a message before READY', Buffer.concat([openingOf('x').subarray(0, 64), frameBytesOf(message('early'), 0)]), 'Expected a handshake, got a message.'], // biome-ignore format: one case a line
    ['a huge READY', Buffer.concat([openingOf('x').subarray(0, 64), Buffer.from('060000000100000000', 'hex')]), 'Expected frames of 16384 bytes at most, got one of 4294967296.'], // biome-ignore format: one case a line
    ['ERROR', Buffer.concat([openingOf('x').subarray(0, 64), frameBytesOf(commandOf('ERROR', Buffer.from('\x02no')), commandFlag)]), 'got the error of the other node "no"'], // biome-ignore format: one case a line
  ])('refuses %s, says why, and goes on', async (_name, bytes, reason) => {
    const { link, log } = await startMaster();
    const peer = await RawPeer.connect(link.port, bytes);
    await eventually(() => expect([peer.isClosed, log.length]).toEqual([true, 1]));
    expect(log[0]).toContain('null rejected: 127.0.0.1: ');
    expect(log[0]).toContain(reason);
    await checkWorks(link.port, log);
  });

  it('tells a peer whose handshake fails why', async () => {
    const { link } = await startMaster();
    const peer = await RawPeer.connect(link.port, openingOf('raw_1', 'REQ'));
    await eventually(() =>
      expect(peer.received.toString('latin1')).toContain('\x05ERROR\x26Expected a worker (DEALER)'),
    );
  });

  it('refuses wrong messages of a worker, and keeps its connection', async () => {
    const { link, log } = await startMaster();
    const wrong = [
      Buffer.alloc(0),
      message('cut').subarray(0, 5),
      encode(['a', 1]),
      encode(['a', 1, 'b', 2]),
      encode({}),
    ];
    const frames = [...wrong, message('right')].map((body) => frameBytesOf(body, 0));
    const peer = await RawPeer.connect(link.port, Buffer.concat([openingOf('raw_1'), ...frames]));
    await eventually(() => expect(log.at(-1)).toBe('raw_1: right'));
    expect(log.filter((line) => line.startsWith('raw_1 rejected: Expected'))).toHaveLength(5);
    expect(peer.isClosed).toBe(false);
  });

  it.each([
    ['a huge frame', '02ffffffffffffffff', 'Expected frames of 67108928 bytes at most'],
    ['wrong flags', 'ff00', 'Expected a frame of ZMTP'],
    ['a command without a name', '0400', 'Expected a command'],
  ])('closes the connection of a worker that sends %s', async (_name, hex, reason) => {
    const { link, log } = await startMaster();
    const peer = await RawPeer.connect(link.port, Buffer.concat([openingOf('raw_1'), Buffer.from(hex, 'hex')]));
    await eventually(() => expect([peer.isClosed, log.length]).toEqual([true, 3]));
    expect([log[0], log[2]]).toEqual(['+raw_1', '-raw_1']);
    expect(log[1]).toContain(`raw_1 rejected: ${reason}`);
  });

  it('takes the first frame of a message, answers PING, and ignores other commands', async () => {
    const { link, log } = await startMaster();
    const ping = frameBytesOf(commandOf('PING', Buffer.from('\0\x01context')), commandFlag);
    const parts = [
      frameBytesOf(message('first'), moreFlag),
      frameBytesOf(Buffer.from('second'), moreFlag),
      ping,
      frameBytesOf(Buffer.from('third'), 0),
      frameBytesOf(commandOf('SUBSCRIBE', Buffer.from('x')), commandFlag),
      frameBytesOf(message('next'), 0),
    ];
    const peer = await RawPeer.connect(link.port, Buffer.concat([openingOf('raw_1'), ...parts]));
    await eventually(() => expect(log).toEqual(['+raw_1', 'raw_1: first', 'raw_1: next']));
    await eventually(() => expect(peer.received.toString('latin1')).toContain('\x04\x0c\x04PONGcontext'));
  });

  it('closes connections that send nothing, or not enough, in time', async () => {
    const { link, log } = await startMaster({ handshakeMs: 100 });
    const opening = openingOf('raw_1');
    const peers = await Promise.all([0, 10, 64, 80].map((end) => RawPeer.connect(link.port, opening.subarray(0, end))));
    await eventually(() => expect(peers.every(({ isClosed }) => isClosed)).toBe(true));
    await eventually(() => expect(log).toHaveLength(4)); // the master's ends of the connections may close later
    expect(log[0]).toBe('null rejected: 127.0.0.1: Expected greeting and handshake within 0.1 s.');
  });

  it('accepts a worker while a thousand connections send nothing, and closes the oldest', async () => {
    const { link, log } = await startMaster({ handshakes: 900 });
    const silent: RawPeer[] = [];
    for (let i = 0; i < 20; i++) {
      silent.push(...(await Promise.all(Array.from({ length: 50 }, () => RawPeer.connect(link.port)))));
    }
    await checkWorks(link.port, log);
    await eventually(() => expect(silent.filter(({ isClosed }) => isClosed).length).toBeGreaterThanOrEqual(100));
    expect(silent.filter(({ isClosed }) => !isClosed).length).toBeGreaterThan(800);
  });

  it('closes connections beyond the limit', async () => {
    const { link, log } = await startMaster({ connections: 2 });
    await RawPeer.connect(link.port, openingOf('raw_1'));
    await RawPeer.connect(link.port, openingOf('raw_2'));
    await eventually(() => expect(log).toHaveLength(2));
    const third = await RawPeer.connect(link.port, openingOf('raw_3'));
    await eventually(() => expect(third.isClosed).toBe(true));
    expect(log).toEqual(['+raw_1', '+raw_2', 'null rejected: Expected fewer connections, closed a new one.']);
  });

  it('holds no more of incomplete messages than all workers may send together', async () => {
    const { link, log } = await startMaster({ receivedBytes: 300_000 });
    const part = frameBytesOf(Buffer.alloc(200_000), 0).subarray(0, 150_000);
    for (const name of ['raw_1', 'raw_2', 'raw_3'])
      await RawPeer.connect(link.port, Buffer.concat([openingOf(name), part]));
    await eventually(() => expect(log.join('\n')).toMatch(/-raw_\d/));
    expect(log.join('\n')).toContain('of all nodes together');
    await checkWorks(link.port, log);
  });

  it('drops messages to a worker that reads nothing, and delivers to others', async () => {
    const { link, log } = await startMaster({ queuedBytes: 3_000_000 });
    const peer = await RawPeer.connect(link.port, openingOf('raw_1'));
    await eventually(() => expect(log).toEqual(['+raw_1']));
    peer.socket.pause();
    const data = 'x'.repeat(1_000_000);
    for (let i = 0; i < 100; i++) link.send('raw_1', { type: 'spawn', data, nodeId: 'raw_1' });
    await eventually(() => expect(log.filter((line) => line === 'dropped spawn to raw_1').length).toBeGreaterThan(50));
    await checkWorks(link.port, log);
  });

  it('answers no more PINGs of a peer that does not read the answers', async () => {
    const { link, log } = await startMaster();
    const peer = await RawPeer.connect(link.port, openingOf('raw_1'));
    peer.socket.pause();
    const ping = frameBytesOf(commandOf('PING', Buffer.alloc(18)), commandFlag);
    const pings = Buffer.concat(new Array(20_000).fill(ping));
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 10; i++) peer.socket.write(pings);
    peer.socket.write(frameBytesOf(message('done'), 0));
    await eventually(() => expect(log.at(-1)).toBe('raw_1: done'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
  });

  it('closes in a second, whether its workers close or not', async () => {
    const { link, log } = await startMaster();
    const peer = await RawPeer.connect(link.port, openingOf('raw_1'));
    peer.socket.pause();
    await RawPeer.connect(link.port);
    await eventually(() => expect(log).toEqual(['+raw_1']));
    link.send('raw_1', { type: 'quit', data: 'x'.repeat(30_000_000), nodeId: 'raw_1' });
    await link.close();
    expect(log).toEqual(['+raw_1']);
  });

  describe('with a token', () => {
    it('refuses workers with another token, and others without one', async () => {
      const { link, log } = await startMaster({}, { token: 'the token' });
      for (const secret of [{}, { token: '' }, { token: 'another token' }]) {
        const worker = await createWorkerLink({ port: link.port, ...secret });
        const refused = new Promise((resolve) => {
          worker.onRejected = resolve;
        });
        worker.onConnected = () => expect.unreachable();
        await worker.start();
        expect(await refused).toMatch(/--master-token|with a token/);
        await worker.close();
      }
      expect(log.every((line) => line.startsWith('null rejected: '))).toBe(true);
      await checkWorks(link.port, log, { token: 'the token' });
    });
  });
});
