/** Unknown peers at a master's port, over TCP: whatever they send, a good worker is answered, and the memory does not grow. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createMasterLink, createWorkerLink } from '../../../src/cluster/link/create-link.js';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import { frameBytesOf } from '../../../src/cluster/zmtp/frame.js';
import { openingOf } from '../../helpers/cluster/zmtp-opening.js';
import { Dice } from '../dice.js';
import { breakBytes, makeMessage } from './messages.js';

/** How many bytes were refused, and how many messages of unknown peers got through. */
export async function fuzzMaster(seed: number, runs: number): Promise<{ refused: number; received: number }> {
  const dice = new Dice(seed);
  const tally = { refused: 0, received: 0 };
  const master = await createMasterLink({ host: '127.0.0.1', port: 0, limits: { handshakeMs: 200 } });
  let answer = () => {};
  master.onMessage = (identity) => {
    if (identity === 'good') answer();
    else tally.received++;
  };
  master.onRejected = () => tally.refused++;
  await master.start();
  const worker = await createWorkerLink({ port: master.port, identity: 'good' });
  await worker.start();
  for (let done = 0; done < runs; done += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, runs - done) }, () => disturb(master.port, dice)));
    const answered = new Promise<void>((resolve) => (answer = resolve));
    worker.send({ type: 'hello', data: null, nodeId: 'good' });
    await answered;
  }
  await worker.close();
  await master.close();
  return tally;
}

const atOnce = 50;

async function disturb(port: number, dice: Dice): Promise<void> {
  const frames = Array.from({ length: dice.below(5) }, () => frameBytesOf(encodeMessage(makeMessage(dice)), 0));
  const opening = openingOf(dice.pick(['raw_1', 'raw_2', 'raw_3']));
  const bytes = dice.chance(0.3)
    ? breakBytes(Buffer.concat([opening, ...frames]), dice)
    : Buffer.concat([opening, breakBytes(Buffer.concat(frames), dice)]);
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.resume();
  if (dice.chance(0.9)) socket.end(bytes);
  else socket.write(bytes, () => socket.resetAndDestroy());
  await once(socket, 'close');
}
