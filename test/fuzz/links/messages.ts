/** Valid messages between nodes, of all kinds, and changes that break them. */
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';
import type { Dice } from '../dice.js';

/** One message, small or not. */
export function makeMessage(dice: Dice): ClusterMessage {
  const type = dice.pick(['client_ready', 'stats', 'heartbeat', 'spawn', 'quit', 'exception', 'mine']);
  return { type, data: makeValue(dice, 4), nodeId: 'host_1' };
}

/** A copy with one to four changes of the kinds that break decoders: other bytes, lengths, parts lost or repeated. */
export function breakBytes(bytes: Buffer, dice: Dice): Buffer {
  if (dice.chance(0.4)) return replaceByte(bytes, dice);
  let broken = bytes;
  for (let left = 1 + dice.below(4); left > 0; left--) {
    const at = dice.below(broken.length + 1);
    const part = broken.subarray(dice.below(broken.length + 1)).subarray(0, dice.below(30));
    const removed = dice.pick([0, 0, 1, 1, 1, 2, 9]);
    const added = dice.pick([Buffer.alloc(0), Buffer.of(dice.below(256)), dice.pick(delicate), part]);
    broken = Buffer.concat([broken.subarray(0, at), added, broken.subarray(at + removed)]);
  }
  return dice.chance(0.1) ? broken.subarray(0, dice.below(broken.length + 1)) : broken;
}

function replaceByte(bytes: Buffer, dice: Dice): Buffer {
  const replaced = Buffer.from(bytes);
  if (replaced.length > 0) replaced[dice.below(replaced.length)] = dice.below(256);
  return replaced;
}

const delicate = [
  ...['c0', 'c1', 'ca', 'cb', 'cf', 'd4', 'd8', 'c7', 'ff', '80', '8f', '9f', 'bf'], // nil, unused, numbers, extensions
  ...['d9ff', 'daffff', 'dbffffffff', 'dcffff', 'ddffffffff', 'deffff', 'dfffffffff', 'c6ffffffff'], // long ones
  ...['00', '01', '02', '04', '06', '07', '0400', '02ffffffffffffffff', '060000000000010000'], // frames
  Buffer.from('\xa9__proto__\x80', 'latin1').toString('hex'),
  Buffer.from('\x82\xac__datetime__\xc3\xa6as_str\xa1x', 'latin1').toString('hex'),
].map((hex) => Buffer.from(hex, 'hex'));

function makeValue(dice: Dice, depth: number): unknown {
  const kind = dice.below(depth > 0 ? 12 : 8);
  if (kind < 8) return makeScalar(dice, kind);
  const length = dice.pick([0, 1, 3, 17]);
  if (kind < 10) return Array.from({ length }, () => makeValue(dice, depth - 1));
  const keyOf = (i: number) =>
    kind === 10 ? dice.pick(['name', 'method', 'errors', 'x'.repeat(40), `key ${i}`]) : i * 10;
  const pairs = Array.from({ length }, (_, i) => [keyOf(i), makeValue(dice, depth - 1)] as const);
  return kind === 10 ? Object.fromEntries(pairs) : new Map(pairs);
}

function makeScalar(dice: Dice, kind: number): unknown {
  const integer = Math.floor(2 ** (dice.next() * 54)) - dice.below(2 ** 20);
  return [
    null,
    dice.chance(0.5),
    Math.min(integer, Number.MAX_SAFE_INTEGER),
    dice.next() * 1e6,
    'é'.repeat(dice.pick([0, 1, 15, 16, 200])),
    new Uint8Array(dice.pick([0, 3, 300])),
    new Date(dice.below(2 ** 32) * 1_000),
    2n ** 63n + BigInt(dice.below(1_000)),
  ][kind];
}
