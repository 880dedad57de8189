/** Both ends of CURVE without a network between them. */
import { parseCommand } from '../../../src/cluster/zmtp/command.js';
import { keyPairOf, newKeyPair } from '../../../src/cluster/zmtp/curve/box.js';
import { CurveClient } from '../../../src/cluster/zmtp/curve/curve-client.js';
import { CurveServer } from '../../../src/cluster/zmtp/curve/curve-server.js';
import type { Frame } from '../../../src/cluster/zmtp/frame.js';
import { FrameReader } from '../../../src/cluster/zmtp/frame-reader.js';
import { ByteBudget } from '../../../src/cluster/zmtp/limits.js';

export const serverKeys = keyPairOf(Buffer.alloc(32, 5));
export const clientKeys = keyPairOf(Buffer.alloc(32, 6));
export const otherKeys = newKeyPair();

export const createClient = (keys = clientKeys, serverKey = serverKeys.publicKey) =>
  new CurveClient(keys, serverKey, { socketType: 'DEALER', identity: 'host_1' });

export const createServer = () =>
  new CurveServer(serverKeys, clientKeys.publicKey, { socketType: 'ROUTER', identity: '' });

/** The bodies of HELLO, WELCOME, INITIATE and READY; `change` may change each before it arrives. */
export function shakeHands(
  client: CurveClient,
  server: CurveServer,
  change: (step: number, body: Buffer) => Buffer = (_step, body) => body,
): Buffer[] {
  const bodies: Buffer[] = [];
  let body: Buffer | null = client.begin();
  for (let step = 0; body; step++) {
    const arriving = parseCommand(change(step, Buffer.from(body)));
    bodies.push(body);
    body = step % 2 === 0 ? server.receive(arriving) : client.receive(arriving);
  }
  return bodies;
}

/** The one frame in these bytes. */
export function frameOf(bytes: Buffer): Frame {
  const reader = new FrameReader(1_048_576, new ByteBudget(1_048_576));
  reader.push(bytes);
  return reader.next() as Frame;
}
