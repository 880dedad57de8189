/** The end of a child process: its link to the master that forked it. */
import { settlesWithin } from '../../util/loop/clock.js';
import { newIdentity } from '../link/identity.js';
import type { WorkerLink } from '../link/link.js';
import { flushMs } from '../link/link-limits.js';
import { WorkerListeners } from '../link/link-listeners.js';
import { MessageQueue } from '../link/message-queue.js';
import { encodeMessage } from '../messages/codec.js';
import type { ClusterMessage } from '../messages/message.js';
import { bytesOf } from './ipc-bytes.js';
import { IpcChannel, type IpcEndpoint, type PacketKind } from './ipc-channel.js';

/** `onDisconnected` means that the master has closed its link or is gone; only a master that starts again calls again. */
export class IpcWorkerLink extends WorkerListeners implements WorkerLink {
  readonly identity: string;
  readonly canDieSilently = false;
  readonly #endpoint: IpcEndpoint;
  readonly #queue = new MessageQueue();
  #channel: IpcChannel | null = null;
  #isConnected = false;
  #onFlushed = () => {};

  constructor(endpoint: IpcEndpoint, identity: string = newIdentity()) {
    super();
    this.#endpoint = endpoint;
    this.identity = identity;
  }

  async start(): Promise<void> {
    this.#channel = new IpcChannel(this.#endpoint, {
      onPacket: (kind, payload) => this.#receive(kind, payload),
      onEnd: () => this.#lose(),
    });
    this.#channel.send('hello', this.identity);
  }

  send(message: ClusterMessage): void {
    this.drop(this.#queue.add({ message, bytes: encodeMessage(message) }));
    this.#sendQueued();
  }

  reconnect(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.#channel?.send('bye', null);
    this.#channel?.send('hello', this.identity);
    queueMicrotask(() => this.onDisconnected?.());
  }

  async close(): Promise<void> {
    this.removeListeners();
    const channel = this.#channel;
    if (!channel) return;
    await settlesWithin(flushMs, this.#flush(channel));
    channel.close();
  }

  #receive(kind: PacketKind, payload: unknown): void {
    if (kind === 'call') this.#channel?.send('hello', this.identity);
    else if (kind === 'welcome') this.#connect();
    else if (kind === 'bye') this.#lose();
    else if (kind === 'message' && this.#isConnected) {
      this.deliver(bytesOf(payload));
    }
  }

  #connect(): void {
    if (this.#isConnected) return; // `hello` and `call` crossed
    this.#isConnected = true;
    this.onConnected?.();
    this.#sendQueued();
  }

  #lose(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.onDisconnected?.();
  }

  #sendQueued(): void {
    const channel = this.#channel;
    while (channel && this.#isConnected && channel.queuedBytes < maxBytesInFlight) {
      const queued = this.#queue.take();
      if (!queued) break;
      channel.send('message', queued.bytes, () => this.#sendQueued());
    }
    if (this.#queue.length === 0) this.#onFlushed();
  }

  /** Resolves when the operating system has taken all messages. */
  async #flush(channel: IpcChannel): Promise<void> {
    if (this.#queue.length > 0) {
      await new Promise<void>((resolve) => {
        this.#onFlushed = resolve;
      });
    }
    channel.send('bye', null);
    await channel.idle();
  }
}

/** Small, so that most unread messages wait in this queue, which has a limit, and not in the channel. */
const maxBytesInFlight = 1_048_576;
