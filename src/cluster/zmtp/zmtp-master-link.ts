/** The master's end over TCP: a ROUTER of ZeroMQ, which real workers of Locust and Boomer connect to. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { settlesWithin } from '../../util/loop/clock.js';
import type { MasterLink } from '../link/link.js';
import { flushMs, isFull } from '../link/link-limits.js';
import { MasterListeners } from '../link/link-listeners.js';
import { encodeMessage } from '../messages/codec.js';
import type { ClusterMessage } from '../messages/message.js';
import { bindError } from './bind-error.js';
import { ZmtpConnection } from './connection.js';
import { ByteBudget, type ZmtpLimits } from './limits.js';
import type { Mechanism } from './mechanism.js';
import type { Metadata } from './metadata.js';
import { ProtocolError } from './protocol-error.js';

/** A connected worker. */
interface Peer {
  readonly connection: ZmtpConnection;
  queuedMessages: number;
}

export interface ZmtpMasterOptions {
  /** `*` for all addresses. */
  readonly host: string;
  readonly port: number;
  readonly limits: ZmtpLimits;
  /** Of one connection. */
  readonly createMechanism: (own: Metadata) => Mechanism;
}

export class ZmtpMasterLink extends MasterListeners implements MasterLink {
  readonly #options: ZmtpMasterOptions;
  readonly #budget: ByteBudget;
  readonly #server: Server;
  readonly #connections = new Set<ZmtpConnection>();
  /** Connections that have not finished the handshake, the oldest first. */
  readonly #handshaking = new Set<ZmtpConnection>();
  readonly #peers = new Map<string, Peer>();

  constructor(options: ZmtpMasterOptions) {
    super();
    this.#options = options;
    this.#budget = new ByteBudget(options.limits.receivedBytes);
    const keepAlive = { keepAlive: true, keepAliveInitialDelay: 30_000 };
    this.#server = createServer({ noDelay: true, ...keepAlive }, (socket) => this.#accept(socket));
    this.#server.maxConnections = options.limits.connections;
  }

  /** The port that is bound, once started. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  start(): Promise<void> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      const onError = (error: NodeJS.ErrnoException) => reject(bindError(host, port, error));
      this.#server.once('error', onError);
      this.#server.listen({ port, ...(host === '*' ? {} : { host }) }, () => {
        this.#server.off('error', onError);
        this.#server.on('error', (error) => this.onRejected?.(null, error.message)); // one that could not be accepted
        this.#server.on('drop', () => this.onRejected?.(null, 'Expected fewer connections, closed a new one.'));
        resolve();
      });
    });
  }

  send(identity: string, message: ClusterMessage): void {
    const bytes = encodeMessage(message);
    const peer = this.#peers.get(identity);
    if (!peer || this.#isFull(peer, bytes.length)) {
      this.drop(identity, message);
      return;
    }
    peer.queuedMessages++;
    peer.connection.send(bytes, (isSent) => {
      peer.queuedMessages--;
      if (!isSent) this.onDropped?.(identity, message);
    });
  }

  async close(): Promise<void> {
    this.removeListeners();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) connection.end();
    await settlesWithin(flushMs, closed);
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  #isFull({ connection, queuedMessages }: Peer, bytes: number): boolean {
    const { unreadMessages, queuedBytes } = this.#options.limits;
    const waiting = { messages: queuedMessages, bytes: connection.queuedBytes };
    return isFull(waiting, bytes, { messages: unreadMessages, bytes: queuedBytes });
  }

  #accept(socket: Socket): void {
    const { limits, createMechanism } = this.#options;
    const address = `${socket.remoteAddress}:${socket.remotePort}`;
    let identity: string | null = null;
    const reject = (reason: string) =>
      this.onRejected?.(identity, identity === null ? `${address}: ${reason}` : reason);
    const mechanism = createMechanism({ socketType: 'ROUTER', identity: '' });
    const connection: ZmtpConnection = new ZmtpConnection(socket, mechanism, limits, this.#budget, {
      onReady: (peer) => {
        checkWorker(peer);
        identity = peer.identity;
        this.#admit(peer.identity, connection);
      },
      onMessage: (payload) => this.deliver(identity as string, payload),
      onDrain: () => {},
      onClose: (reason) => {
        if (reason !== null) reject(reason);
        this.#remove(identity, connection);
      },
    });
    this.#connections.add(connection);
    this.#handshaking.add(connection);
    if (this.#handshaking.size > limits.handshakes) this.#dropOldestHandshake();
  }

  /** Connections that send nothing must not prevent others from connecting. */
  #dropOldestHandshake(): void {
    const [oldest] = this.#handshaking;
    if (!oldest) return;
    this.#handshaking.delete(oldest);
    oldest.destroy();
    this.onRejected?.(null, 'Expected fewer connections that say nothing, closed the oldest.');
  }

  /** The newest connection of an identity replaces the old one, which may be broken without an event. */
  #admit(identity: string, connection: ZmtpConnection): void {
    const earlier = this.#peers.get(identity);
    this.#handshaking.delete(connection);
    this.#peers.set(identity, { connection, queuedMessages: 0 });
    earlier?.connection.destroy();
    this.onConnected?.(identity);
  }

  #remove(identity: string | null, connection: ZmtpConnection): void {
    this.#connections.delete(connection);
    this.#handshaking.delete(connection);
    if (identity === null || this.#peers.get(identity)?.connection !== connection) return;
    this.#peers.delete(identity);
    this.onDisconnected?.(identity);
  }
}

/** @throws {ProtocolError} for a peer that is no worker */
function checkWorker({ socketType, identity }: Metadata): void {
  if (socketType !== 'DEALER') throw new ProtocolError(`Expected a worker (DEALER), got a ${socketType}.`);
  if (identity === '') throw new ProtocolError('Expected a worker with an identity, got one without.');
}
