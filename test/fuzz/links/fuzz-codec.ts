/** Broken messages at the codec: each is refused, or means what its encoding means. */
import { isDeepStrictEqual } from 'node:util';
import { decodeMessage, encodeMessage, MalformedMessage } from '../../../src/cluster/messages/codec.js';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';
import { Dice } from '../dice.js';
import { breakBytes, makeMessage } from './messages.js';

/** How many were read, and how many refused. @throws {Error} for the first that was neither */
export function fuzzCodec(seed: number, runs: number): { read: number; refused: number } {
  const dice = new Dice(seed);
  const tally = { read: 0, refused: 0 };
  for (let run = 0; run < runs; run++) {
    const bytes = breakBytes(encodeMessage(makeMessage(dice)), dice);
    const message = decoded(bytes);
    if (message === null) tally.refused++;
    else {
      tally.read++;
      check(message, bytes);
    }
  }
  return tally;
}

function decoded(bytes: Buffer): ClusterMessage | null {
  try {
    return decodeMessage(bytes);
  } catch (error) {
    if (error instanceof MalformedMessage) return null;
    throw new Error(`Expected a message or a rejection of ${bytes.toString('hex')}.`, { cause: error });
  }
}

function check(message: ClusterMessage, bytes: Buffer): void {
  if (!isDeepStrictEqual(copyOf(message), message)) {
    throw new Error(`Expected the same message from its own encoding: ${bytes.toString('hex')}.`);
  }
}

/** The message itself where it cannot be sent on: floats may become NaN, and dates may be of the year 0. */
function copyOf(message: ClusterMessage): ClusterMessage {
  try {
    return decodeMessage(encodeMessage(message));
  } catch (error) {
    if ((error as { code?: string }).code === 'MESSAGE_NOT_SENDABLE') return message;
    throw error;
  }
}
