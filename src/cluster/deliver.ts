/** Hands received bytes to a node: whatever they are, and whatever it does with them, the link goes on. */
import { messageOf } from '../util/error.js';
import { decodeMessage, MalformedMessage } from './codec.js';
import type { ClusterMessage } from './message.js';

/** Calls `onMessage` with the message; or `onRejected`, if the bytes are none or if `onMessage` throws. */
export function deliver(
  bytes: Buffer,
  onMessage: (message: ClusterMessage) => void,
  onRejected: (reason: string) => void,
): void {
  let type = '';
  try {
    const message = decodeMessage(bytes);
    type = message.type;
    onMessage(message);
  } catch (error) {
    const reason = messageOf(error);
    onRejected(error instanceof MalformedMessage ? reason : `Expected to handle message '${type}', got: ${reason}`);
  }
}
