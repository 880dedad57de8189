/** The connections of one user to one origin: one, or more if requests have overlapped. */

import { callAfterNextPoll } from '../../util/loop/clock.js';
import type { ResponseHandler, TransportRequest } from '../transport.js';
import { isResendable, type QueuedRequest } from './queued-request.js';
import { matchesHead, type RequestHead } from './request-head.js';
import { type ConnectionPool, SocketConnection } from './socket-connection.js';
import type { Origin, SocketSettings } from './socket-settings.js';

const stillSending = new Error('The previous request on this connection is still being sent.');
const likelyStale = new Error('The server closes connections after each response.');

/** Sends requests on idle connections, opens new ones up to the limit, and queues the rest. */
export class OriginPool implements ConnectionPool {
  readonly settings: SocketSettings;
  readonly origin: Origin;
  readonly #onResend: () => void;
  #idle: SocketConnection[] = [];
  #all: SocketConnection[] = [];
  #waiting: QueuedRequest[] = [];
  #isSendingWaiting = false;
  /** The head of the last request. */
  #head: RequestHead | null = null;

  constructor(settings: SocketSettings, origin: Origin, onResend: () => void) {
    this.settings = settings;
    this.origin = origin;
    this.#onResend = onResend;
  }

  send(request: TransportRequest, handler: ResponseHandler): void {
    try {
      // Most users repeat their last request. If each sends different headers, lookups in the cache that all
      // users share miss.
      if (this.#head === null || !matchesHead(this.#head, request)) this.#head = this.origin.requestHeads.get(request);
    } catch (error) {
      handler.onError(error as Error);
      return;
    }
    const head = this.#head;
    this.#start({ request, head, handler, retries: this.settings.options.retries, isResent: false });
  }

  release(connection: SocketConnection): void {
    this.#idle.push(connection);
    this.#sendWaiting();
  }

  remove(connection: SocketConnection, retry: QueuedRequest | null): void {
    this.#all = this.#all.filter((one) => one !== connection);
    this.#idle = this.#idle.filter((one) => one !== connection);
    if (retry !== null) {
      this.#onResend();
      this.#open(retry);
    }
    this.#sendWaiting();
  }

  /** Closes all connections at once; pending and waiting requests fail with `reason`. */
  drop(reason: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const connection of this.#all) connection.drop(reason);
    for (const { handler } of waiting) handler.onError(reason);
  }

  #start(queued: QueuedRequest): void {
    const idle = this.#idle.pop();
    if (idle !== undefined) this.#sendOn(idle, queued);
    else if (this.#hasRoom) this.#open(queued);
    else this.#waiting.push(queued);
  }

  /**
   * Sends waiting requests, in a loop instead of by recursion: each of thousands of cancelled requests may free its connection
   * again within this call.
   */
  #sendWaiting(): void {
    if (this.#isSendingWaiting) return;
    this.#isSendingWaiting = true;
    try {
      while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#hasRoom)) {
        const queued = this.#waiting.shift() as QueuedRequest;
        const { cancelledBy = null } = queued.handler;
        if (cancelledBy === null) this.#start(queued);
        else queued.handler.onError(cancelledBy);
      }
    } finally {
      this.#isSendingWaiting = false;
    }
  }

  #sendOn(idle: SocketConnection, queued: QueuedRequest): void {
    if (idle.isFlushed && !idle.mayBeStale) {
      idle.send(queued);
      return;
    }
    this.#waiting.unshift(queued);
    if (this.origin.stale.closesAtOnce(this.settings.ticker.tick) && !isResendable(queued)) idle.drop(likelyStale);
    else this.#checkAfterPoll(idle);
  }

  /** Waits for the event loop's next poll: if the server has closed the connection, another takes its place. */
  #checkAfterPoll(connection: SocketConnection): void {
    callAfterNextPoll(() => {
      if (connection.isClosed) return;
      const next = connection.isFlushed ? this.#waiting.shift() : undefined;
      if (!connection.isFlushed) connection.drop(stillSending);
      else if (next === undefined) this.#idle.push(connection);
      else connection.send(next);
    });
  }

  get #hasRoom(): boolean {
    return this.#all.length < this.settings.options.connections;
  }

  #open(queued: QueuedRequest): void {
    const connection = new SocketConnection(this);
    this.#all.push(connection);
    connection.send(queued);
  }
}
