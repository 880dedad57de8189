/** The channel between a process and one that it forked, as packets of a kind and a payload. */

/**
 * One end: `process` in the child, the ChildProcess in the parent, forked with `serialization: 'advanced'` so that it carries
 * bytes.
 */
export interface IpcEndpoint {
  readonly connected: boolean;
  send?(packet: unknown, done: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (packet: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  off(event: 'message', listener: (packet: unknown) => void): unknown;
  off(event: 'disconnect', listener: () => void): unknown;
  disconnect?(): void;
}

/**
 * `call` a master that has started asks for its workers; `hello` a worker sends its identity; `welcome` the master accepts it;
 * `bye` one of them has closed its link; `message` the bytes of a message.
 */
export type PacketKind = 'call' | 'hello' | 'welcome' | 'bye' | 'message';

export interface ChannelEvents {
  onPacket(kind: PacketKind, payload: unknown): void;
  /** The other process is gone, or has closed the channel. */
  onEnd(): void;
}

/** Sends and receives packets; ignores all other messages on the channel. */
export class IpcChannel {
  readonly #endpoint: IpcEndpoint;
  readonly #onMessage: (packet: unknown) => void;
  readonly #onEnd: () => void;
  #queued = 0;
  #queuedBytes = 0;
  #onIdle = () => {};

  constructor(endpoint: IpcEndpoint, events: ChannelEvents) {
    this.#endpoint = endpoint;
    this.#onMessage = (packet) => {
      if (!Array.isArray(packet) || packet[0] !== mark) return;
      events.onPacket(packet[1] as PacketKind, packet[2]);
    };
    this.#onEnd = () => events.onEnd();
    endpoint.on('message', this.#onMessage);
    endpoint.on('disconnect', this.#onEnd);
  }

  /** Packets that the operating system has not accepted yet. */
  get queued(): number {
    return this.#queued;
  }

  /** How many bytes of messages are in them. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Never throws: `done` is called with whether the operating system has accepted it. */
  send(kind: PacketKind, payload: unknown, done: (isSent: boolean) => void = () => {}): void {
    const bytes = payload instanceof Uint8Array ? payload.length : 0;
    this.#queued++;
    this.#queuedBytes += bytes;
    const onSent = (error: Error | null) => {
      this.#queued--;
      this.#queuedBytes -= bytes;
      done(!error);
      if (this.#queued === 0) this.#onIdle();
    };
    if (this.#endpoint.send && this.#endpoint.connected) this.#endpoint.send([mark, kind, payload], onSent);
    else queueMicrotask(() => onSent(new Error('disconnected')));
  }

  /** Resolves when the operating system has taken all packets. */
  async idle(): Promise<void> {
    if (this.#queued === 0) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
  }

  /** Closes the channel, for the other end too. */
  close(): void {
    this.#endpoint.off('message', this.#onMessage);
    this.#endpoint.off('disconnect', this.#onEnd);
    if (this.#endpoint.connected) this.#endpoint.disconnect?.();
  }
}

/** Tells packets from what user code sends to the same process. */
const mark = 'tsloc.link';
