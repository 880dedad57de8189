/** The listeners of all links, and how received bytes reach them: an error in a listener does not end the link. */
import { messageOf } from '../../util/error.js';
import { decodeMessage, MalformedMessage } from '../messages/codec.js';
import type { ClusterMessage } from '../messages/message.js';
import type { MasterLink, WorkerLink } from './link.js';

/** What every master's end has. */
export abstract class MasterListeners {
  onMessage: MasterLink['onMessage'] = null;
  onRejected: MasterLink['onRejected'] = null;
  onConnected: MasterLink['onConnected'] = null;
  onDisconnected: MasterLink['onDisconnected'] = null;
  onDropped: MasterLink['onDropped'] = null;

  /** Calls `onMessage` with the message of a worker; or `onRejected`, if the bytes are not a message or if `onMessage` throws. */
  protected deliver(identity: string, bytes: Buffer): void {
    const reason = handle(bytes, (message) => this.onMessage?.(identity, message));
    if (reason !== null) this.onRejected?.(identity, reason);
  }

  /** Calls `onDropped`, in a microtask: this message has no receiver. */
  protected drop(identity: string, message: ClusterMessage): void {
    queueMicrotask(() => this.onDropped?.(identity, message));
  }

  protected removeListeners(): void {
    this.onMessage = this.onRejected = this.onConnected = this.onDisconnected = this.onDropped = null;
  }
}

/** What every worker's end has. */
export abstract class WorkerListeners {
  onMessage: WorkerLink['onMessage'] = null;
  onRejected: WorkerLink['onRejected'] = null;
  onConnected: WorkerLink['onConnected'] = null;
  onDisconnected: WorkerLink['onDisconnected'] = null;
  onDropped: WorkerLink['onDropped'] = null;

  /** Calls `onMessage` with the message of the master; or `onRejected`, if the bytes are not a message or if `onMessage` throws. */
  protected deliver(bytes: Buffer): void {
    const reason = handle(bytes, (message) => this.onMessage?.(message));
    if (reason !== null) this.onRejected?.(reason);
  }

  /** Calls `onDropped`, in a microtask: these messages are not sent. */
  protected drop(messages: readonly { readonly message: ClusterMessage }[]): void {
    for (const { message } of messages) queueMicrotask(() => this.onDropped?.(message));
  }

  protected removeListeners(): void {
    this.onMessage = this.onRejected = this.onConnected = this.onDisconnected = this.onDropped = null;
  }
}

/** Why the bytes were not handled; null if they were. */
function handle(bytes: Buffer, onMessage: (message: ClusterMessage) => void): string | null {
  let type = '';
  try {
    const message = decodeMessage(bytes);
    type = message.type;
    onMessage(message);
    return null;
  } catch (error) {
    const reason = messageOf(error);
    return error instanceof MalformedMessage ? reason : `Expected to handle message '${type}', got: ${reason}`;
  }
}
