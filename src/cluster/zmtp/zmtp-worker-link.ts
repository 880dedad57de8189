/** The worker's end over TCP: a DEALER of ZeroMQ, which connects, and connects again, to a master of tsloc or Locust. */
import { connect } from 'node:net';
import { callAfter, callAfterUnref, now, settlesWithin } from '../../util/loop/clock.js';
import type { WorkerLink } from '../link/link.js';
import { flushMs } from '../link/link-limits.js';
import { WorkerListeners } from '../link/link-listeners.js';
import { MessageQueue, type QueuedMessage } from '../link/message-queue.js';
import { encodeMessage } from '../messages/codec.js';
import type { ClusterMessage } from '../messages/message.js';
import { ZmtpConnection } from './connection.js';
import { ByteBudget, type ZmtpLimits } from './limits.js';
import type { Mechanism } from './mechanism.js';
import type { Metadata } from './metadata.js';
import { ProtocolError } from './protocol-error.js';
import { ReconnectDelay } from './reconnect-delay.js';

export interface ZmtpWorkerOptions {
  readonly host: string;
  readonly port: number;
  readonly identity: string;
  readonly limits: ZmtpLimits;
  /** Of one connection. */
  readonly createMechanism: (own: Metadata) => Mechanism;
}

export class ZmtpWorkerLink extends WorkerListeners implements WorkerLink {
  readonly identity: string;
  readonly canDieSilently = true;
  readonly #options: ZmtpWorkerOptions;
  readonly #budget: ByteBudget;
  readonly #queue: MessageQueue;
  /** Given to the connection, and not yet accepted by the operating system; in order. */
  readonly #unsent = new Set<QueuedMessage>();
  readonly #delay = new ReconnectDelay();
  /** Connected or connecting; null while it waits to connect again. */
  #connection: ZmtpConnection | null = null;
  /** When the handshake was complete; null without one. */
  #readyAt: number | null = null;
  #isReconnecting = false;
  /** Whether nothing more is sent. */
  #isEnding = true;
  #cancelConnect = () => {};
  #onFlushed = () => {};
  #onClosed = () => {};

  constructor(options: ZmtpWorkerOptions) {
    super();
    const { limits } = options;
    this.identity = options.identity;
    this.#options = options;
    this.#budget = new ByteBudget(limits.receivedBytes);
    this.#queue = new MessageQueue({ messages: limits.queuedMessages, bytes: limits.queuedBytes });
  }

  async start(): Promise<void> {
    this.#isEnding = false;
    this.#connect();
  }

  send(message: ClusterMessage): void {
    this.drop(this.#queue.add({ message, bytes: encodeMessage(message) }));
    this.#sendQueued();
  }

  reconnect(): void {
    if (this.#isEnding || this.#isReconnecting) return;
    this.#isReconnecting = true;
    const connection = this.#connection;
    if (connection) {
      connection.end();
      callAfterUnref(flushMs, () => connection.destroy()); // a master that is gone does not close its end
    } else this.#connectAfter(0);
  }

  async close(): Promise<void> {
    this.removeListeners();
    if (!this.#isEnding) await settlesWithin(flushMs, this.#flush());
    this.#isEnding = true;
    this.#cancelConnect();
    this.#connection?.destroy();
  }

  #connect(): void {
    const { host, port, limits, createMechanism, identity } = this.#options;
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 });
    const mechanism = createMechanism({ socketType: 'DEALER', identity });
    this.#isReconnecting = false;
    this.#connection = new ZmtpConnection(socket, mechanism, limits, this.#budget, {
      onReady: (peer) => this.#onReady(peer),
      onMessage: (payload) => this.deliver(payload),
      onDrain: () => this.#sendQueued(),
      onClose: (reason) => this.#onClose(reason),
    });
  }

  #onReady({ socketType }: Metadata): void {
    if (socketType !== 'ROUTER') throw new ProtocolError(`Expected a master (ROUTER), got a ${socketType}.`);
    this.#readyAt = now();
    this.onConnected?.();
    this.#sendQueued();
  }

  #sendQueued(): void {
    const connection = this.#connection;
    while (connection && this.#readyAt !== null && !this.#isReconnecting && !connection.isFull) {
      const queued = this.#queue.take();
      if (!queued) return;
      this.#unsent.add(queued);
      connection.send(queued.bytes, (isSent) => {
        if (isSent) this.#unsent.delete(queued);
        this.#sendQueued();
        if (this.#isFlushed()) this.#onFlushed();
      });
    }
  }

  #onClose(reason: string | null): void {
    const readyAt = this.#readyAt;
    this.#connection = null;
    this.#readyAt = null;
    this.#queue.putBack([...this.#unsent]);
    this.#unsent.clear();
    if (readyAt !== null) this.onDisconnected?.();
    if (reason !== null) this.onRejected?.(reason, true);
    if (this.#isEnding) this.#onClosed();
    else this.#connectAfter(this.#isReconnecting ? 0 : this.#delayAfter(readyAt, reason));
  }

  #delayAfter(readyAt: number | null, reason: string | null): number {
    const wasShort = readyAt !== null && now() - readyAt < minLifetimeMs; // such as two workers of one identity
    return reason !== null || wasShort ? this.#delay.afterFailure() : this.#delay.afterLoss();
  }

  #connectAfter(ms: number): void {
    this.#cancelConnect();
    this.#cancelConnect = callAfter(ms, () => this.#connect());
  }

  #isFlushed(): boolean {
    return this.#queue.length === 0 && this.#unsent.size === 0;
  }

  /** Resolves when everything is sent and the connection is closed. */
  async #flush(): Promise<void> {
    if (!this.#isFlushed())
      await new Promise<void>((resolve) => {
        this.#onFlushed = resolve;
      });
    this.#isEnding = true;
    this.#cancelConnect();
    const connection = this.#connection;
    if (!connection) return;
    await new Promise<void>((resolve) => {
      this.#onClosed = resolve;
      connection.end();
    });
  }
}

/** A connection that ends sooner counts as a failed one. */
const minLifetimeMs = 1_000;
