/** Mutates bytes: a few small changes of the kinds that break parsers. */
import type { Dice } from './dice.js';

/** A copy with none to four changes. */
export function mutate(bytes: Buffer, dice: Dice): Buffer {
  let changed = bytes;
  for (let left = dice.below(5); left > 0; left--) changed = dice.pick(changes)(changed, dice);
  return changed;
}

type Change = (bytes: Buffer, dice: Dice) => Buffer;

const changes: readonly Change[] = [
  (bytes, dice) => splice(bytes, dice.below(bytes.length + 1), 1, Buffer.of(dice.below(256))),
  (bytes, dice) => splice(bytes, dice.below(bytes.length + 1), 1, dice.pick(delicate)),
  (bytes, dice) => splice(bytes, dice.below(bytes.length + 1), 0, dice.pick(delicate)),
  (bytes, dice) => splice(bytes, dice.below(bytes.length + 1), 1 + dice.below(3), nothing),
  (bytes, dice) => {
    const from = dice.below(bytes.length);
    return splice(bytes, dice.below(bytes.length + 1), 0, bytes.subarray(from, from + dice.below(30)));
  },
  (bytes, dice) => (dice.chance(0.3) ? bytes.subarray(0, dice.below(bytes.length + 1)) : bytes),
  (bytes, dice) => {
    const at = bytes.indexOf('\r\n', dice.below(bytes.length + 1));
    return at < 0 ? bytes : splice(bytes, at, 2, dice.pick(lineEnds));
  },
];

const nothing = Buffer.alloc(0);
const lineEnds = ['\n', '\r', '\r\r\n', '\n\r', '\r\n\r\n', '\r\n ', '\r\n\t', ' \r\n', '\0\r\n'].map((text) =>
  Buffer.from(text),
);
const delicate = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\0',
    ' ',
    '\t',
    ':',
    ';',
    ',',
    '0',
    '1',
    '9',
    'a',
    'F',
    '-',
    '+',
    '_',
    '"',
    '\x7f',
    '\x80',
    '\xff',
  ],
  ...[
    'Content-Length: 1\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Connection: close\r\n',
    '0\r\n\r\n',
    'HTTP/1.1 ',
    '00000000000000',
  ],
].map((text) => Buffer.from(text, 'latin1'));

function splice(bytes: Buffer, at: number, removed: number, added: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}
