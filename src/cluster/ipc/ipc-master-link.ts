/** The master's end of links to child processes: no port is opened, so no other process can connect. */
import { settlesWithin } from '../../util/loop/clock.js';
import type { MasterLink } from '../link/link.js';
import { flushMs, isFull, unreadLimits } from '../link/link-limits.js';
import { MasterListeners } from '../link/link-listeners.js';
import { encodeMessage } from '../messages/codec.js';
import type { ClusterMessage } from '../messages/message.js';
import { bytesOf } from './ipc-bytes.js';
import { IpcChannel, type IpcEndpoint, type PacketKind } from './ipc-channel.js';

/** {@link attach} adds each child process; its worker sends its identity. */
export class IpcMasterLink extends MasterListeners implements MasterLink {
  /** Channels, with the identities that their workers have sent; null before. */
  readonly #channels = new Map<IpcChannel, string | null>();
  readonly #peers = new Map<string, IpcChannel>();
  #isStarted = false;

  /** Adds a child process, before or after {@link start}. */
  attach(endpoint: IpcEndpoint): void {
    const channel: IpcChannel = new IpcChannel(endpoint, {
      onPacket: (kind, payload) => this.#receive(channel, kind, payload),
      onEnd: () => {
        this.#channels.delete(channel);
        this.#remove(channel);
      },
    });
    this.#channels.set(channel, null);
    if (this.#isStarted) channel.send('call', null);
  }

  async start(): Promise<void> {
    this.#isStarted = true;
    for (const channel of this.#channels.keys()) channel.send('call', null);
  }

  send(identity: string, message: ClusterMessage): void {
    const bytes = encodeMessage(message);
    const channel = this.#peers.get(identity);
    if (!channel || isFull({ messages: channel.queued, bytes: channel.queuedBytes }, bytes.length, unreadLimits)) {
      this.drop(identity, message);
      return;
    }
    channel.send('message', bytes, (isSent) => {
      if (!isSent) this.onDropped?.(identity, message);
    });
  }

  async close(): Promise<void> {
    this.removeListeners();
    const channels = [...this.#channels.keys()];
    for (const channel of channels) channel.send('bye', null);
    await settlesWithin(flushMs, Promise.all(channels.map((channel) => channel.idle())));
    for (const channel of channels) channel.close();
    this.#channels.clear();
    this.#peers.clear();
  }

  #receive(channel: IpcChannel, kind: PacketKind, payload: unknown): void {
    const identity = this.#channels.get(channel) ?? null;
    if (kind === 'hello' && typeof payload === 'string') this.#admit(channel, payload);
    else if (kind === 'bye') this.#remove(channel);
    else if (kind === 'message' && identity !== null && this.#peers.get(identity) === channel) {
      this.deliver(identity, bytesOf(payload));
    }
  }

  #admit(channel: IpcChannel, identity: string): void {
    if (!this.#isStarted) return; // `call` asks again
    const earlier = this.#peers.get(identity);
    channel.send('welcome', null);
    if (earlier === channel) return; // it says hello when it starts, and when it is called
    this.#channels.set(channel, identity);
    this.#peers.set(identity, channel);
    earlier?.send('bye', null);
    this.onConnected?.(identity);
  }

  #remove(channel: IpcChannel): void {
    for (const [identity, peer] of this.#peers) {
      if (peer !== channel) continue;
      this.#peers.delete(identity);
      this.onDisconnected?.(identity);
    }
  }
}
