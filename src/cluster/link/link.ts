/** The contract of all links: how messages travel between one master and its workers. */
import type { ClusterMessage } from '../messages/message.js';

/**
 * The master's end: one address, many workers. Listeners are set before {@link MasterLink.start}. They are called
 * asynchronously, never within `send`.
 */
export interface MasterLink {
  /** Called with each message of a worker, in the order in which that worker sent them. `identity` is the connection's. */
  onMessage: ((identity: string, message: ClusterMessage) => void) | null;
  /**
   * Called for bytes that are not a message, or a peer that is not a worker; they have no other effect. `identity` is null
   * for a connection that has not sent its identity.
   */
  onRejected: ((identity: string | null, reason: string) => void) | null;
  /** Called when a worker is connected; also when a new connection of the same identity takes the place of the old one. */
  onConnected: ((identity: string) => void) | null;
  /** Called when the connection of a worker is gone, unless a new one has taken its place. */
  onDisconnected: ((identity: string) => void) | null;
  /** Called with a message that was dropped: no worker of that identity is connected, or it reads too slowly. */
  onDropped: ((identity: string, message: ClusterMessage) => void) | null;
  /**
   * Binds the address.
   * @throws {TslocError} `PORT_IN_USE`, `PORT_NOT_USABLE`
   */
  start(): Promise<void>;
  /**
   * Sends to one worker; never waits.
   * @throws {TslocError} `MESSAGE_NOT_SENDABLE` for data that a message cannot carry
   */
  send(identity: string, message: ClusterMessage): void;
  /** Sends what is queued, for a second at most, and closes all connections. Calls no listener afterwards. */
  close(): Promise<void>;
}

/** The worker's end. It connects and reconnects automatically. */
export interface WorkerLink {
  /** `<host>_<32 hex digits>`, without `_` in the host; other than that of any other worker. */
  readonly identity: string;
  /** Whether a connection may be dead without an event, as over a network. */
  readonly canDieSilently: boolean;
  onMessage: ((message: ClusterMessage) => void) | null;
  /**
   * Called for bytes of the master that are not a message, and, with `isConnectionRefused`, for connections that
   * either end has refused.
   */
  onRejected: ((reason: string, isConnectionRefused?: boolean) => void) | null;
  onConnected: (() => void) | null;
  onDisconnected: (() => void) | null;
  /**
   * Called with a message that was dropped because 1,000 (or 64 MiB) were waiting for the connection: the oldest
   * one that is not `stats`, or, if all are, the new one. What it counted may be reported again.
   */
  onDropped: ((message: ClusterMessage) => void) | null;
  /** Starts to connect; resolves without waiting for the connection. */
  start(): Promise<void>;
  /**
   * Sends to the master, or queues while there is no connection.
   * @throws {TslocError} `MESSAGE_NOT_SENDABLE` for data that a message cannot carry
   */
  send(message: ClusterMessage): void;
  /** Closes the connection and connects again with the same identity. */
  reconnect(): void;
  /** Sends what is queued, for a second at most, and closes the connection. Calls no listener afterwards. */
  close(): Promise<void>;
}
