/** The connections of one user to one origin: one, and more only while requests overlap. */

import { afterNextPoll } from '../../util/loop/clock.js';
import type { ResponseHandler, TransportRequest } from '../transport.js';
import type { QueuedRequest } from './queued-request.js';
import { matchesHead, type RequestHead } from './request-head.js';
import { type ConnectionPool, SocketConnection } from './socket-connection.js';
import type { Origin, SocketSettings } from './socket-settings.js';

const unsent = new Error('The request before it is still being sent.');

/** Hands requests to free connections, opens new ones up to a limit, and lets the rest wait. */
export class OriginPool implements ConnectionPool {
  readonly settings: SocketSettings;
  readonly origin: Origin;
  #idle: SocketConnection[] = [];
  #all: SocketConnection[] = [];
  #waiting: QueuedRequest[] = [];
  #isServing = false;
  /** That of the last request. */
  #head: RequestHead | null = null;

  constructor(settings: SocketSettings, origin: Origin) {
    this.settings = settings;
    this.origin = origin;
  }

  send(request: TransportRequest, handler: ResponseHandler): void {
    try {
      // Most users ask for the same again, with headers of their own.
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
    this.#serve();
  }

  remove(connection: SocketConnection, again: QueuedRequest | null): void {
    this.#all = this.#all.filter((one) => one !== connection);
    this.#idle = this.#idle.filter((one) => one !== connection);
    if (again !== null) this.#open(again);
    this.#serve();
  }

  /** Ends all connections at once; what is under way or waits fails with `reason`. */
  drop(reason: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const connection of this.#all) connection.drop(reason);
    for (const { handler } of waiting) handler.onError(reason);
  }

  #start(job: QueuedRequest): void {
    const free = this.#idle.pop();
    if (free !== undefined) this.#hand(free, job);
    else if (this.#hasRoom) this.#open(job);
    else this.#waiting.push(job);
  }

  /** In a loop, not by each for the next: thousands that nobody wants any more free a connection at once. */
  #serve(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    try {
      while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#hasRoom)) {
        this.#start(this.#waiting.shift() as QueuedRequest);
      }
    } finally {
      this.#isServing = false;
    }
  }

  #hand(free: SocketConnection, job: QueuedRequest): void {
    if (free.isFlushed && !free.mayBeStale) {
      free.send(job);
      return;
    }
    this.#waiting.unshift(job);
    this.#lookAt(free);
  }

  /** A connection that the other side has closed meanwhile is gone then, and another takes its place. */
  #lookAt(kept: SocketConnection): void {
    afterNextPoll(() => {
      if (kept.isClosed) return;
      const next = kept.isFlushed ? this.#waiting.shift() : undefined;
      if (!kept.isFlushed) kept.drop(unsent);
      else if (next === undefined) this.#idle.push(kept);
      else kept.send(next);
    });
  }

  get #hasRoom(): boolean {
    return this.#all.length < this.settings.options.connections;
  }

  #open(job: QueuedRequest): void {
    const connection = new SocketConnection(this);
    this.#all.push(connection);
    connection.send(job);
  }
}
