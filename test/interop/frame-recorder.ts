/** Records the frames of a real Locust: a relay between its worker and its master notes all bytes. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { FrameReader } from '../../src/cluster/zmtp/frame-reader.js';
import { greetingBytes } from '../../src/cluster/zmtp/greeting.js';
import { ByteBudget } from '../../src/cluster/zmtp/limits.js';

/** One message as it crosses the wire. */
export interface WireMessage {
  readonly from: 'master' | 'worker';
  readonly payload: Buffer;
}

/** A relay to a master. */
export interface Relay {
  /** Workers connect here. */
  readonly port: number;
  /** Of all connections, in the order of arrival. */
  readonly messages: readonly WireMessage[];
  close(): void;
}

/** Starts a relay to the master at `masterPort` of this machine. */
export async function startRelay(masterPort: number): Promise<Relay> {
  const messages: WireMessage[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((worker) => {
    const master = connect(masterPort, '127.0.0.1');
    for (const [from, source, target] of [
      ['worker', worker, master],
      ['master', master, worker],
    ] as const) {
      const read = payloadReader();
      sockets.add(source);
      source.on('data', (chunk: Buffer) => {
        for (const payload of read(chunk)) messages.push({ from, payload });
        target.write(chunk);
      });
      source.on('error', () => {});
      source.on('close', () => target.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, messages, close };
}

/** Finds the payloads in the chunks of one direction: after the greeting, frames that are no commands. */
function payloadReader(): (chunk: Buffer) => Buffer[] {
  let greetingLeft = greetingBytes;
  const reader = new FrameReader(2 ** 26, new ByteBudget(2 ** 28));
  return (chunk) => {
    const skipped = Math.min(greetingLeft, chunk.length);
    greetingLeft -= skipped;
    reader.push(Buffer.from(chunk.subarray(skipped)));
    const payloads: Buffer[] = [];
    for (let frame = reader.next(); frame !== null; frame = reader.next())
      if (!frame.isCommand) payloads.push(Buffer.from(frame.body));
    return payloads;
  };
}
