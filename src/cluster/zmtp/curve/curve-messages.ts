/** Messages of CURVE after the handshake: each in a box, with its flags: https://rfc.zeromq.org/spec/26/ */
import { parseCommand } from '../command.js';
import { commandFlag, type Frame, frameBytesOf, moreFlag } from '../frame.js';
import { ProtocolError } from '../protocol-error.js';
import { type Box, boxOverheadBytes } from './box.js';
import { noncePrefixes } from './handshake-layout.js';
import { countBytes, nonceOf, type ReceivedCount, type SentCount } from './nonce.js';

/** What both ends of a connection have after the handshake. */
export interface CurveSession {
  readonly box: Box;
  readonly sent: SentCount;
  readonly received: ReceivedCount;
  readonly isServer: boolean;
}

/** The bytes of the frame that carries a message or command. */
export function sealMessage(session: CurveSession, body: Buffer, flags: number): Buffer {
  const count = session.sent.next();
  const text = Buffer.allocUnsafe(body.length + 1);
  text[0] = (flags & moreFlag) | (flags & commandFlag ? boxedCommandFlag : 0);
  text.set(body, 1);
  const box = session.box.seal(nonceOf(session.isServer ? fromServer : fromClient, count), text);
  return frameBytesOf(Buffer.concat([messageName, count, box]), 0);
}

/**
 * The message or command in a frame.
 * @throws {ProtocolError} if it is no box, of other keys, or an earlier one again
 */
export function openMessage(session: CurveSession, frame: Frame): Frame {
  const { name, rest } = parseCommand(frame.body);
  if (name !== 'MESSAGE' || rest.length < countBytes + boxOverheadBytes + 1) {
    throw new ProtocolError('Expected an encrypted message, got other bytes.');
  }
  const count = rest.subarray(0, countBytes);
  const nonce = nonceOf(session.isServer ? fromClient : fromServer, count);
  const text = session.box.open(nonce, rest.subarray(countBytes));
  session.received.check(count); // after `open`: only the peer can seal a count
  const flags = text[0] as number;
  return {
    hasMore: (flags & moreFlag) !== 0,
    isCommand: (flags & boxedCommandFlag) !== 0,
    body: text.subarray(1),
  };
}

const messageName = Buffer.from('\x07MESSAGE', 'latin1');
const { fromClient, fromServer } = noncePrefixes;

/** Within a box; a frame's own flag is another one. */
const boxedCommandFlag = 2;
