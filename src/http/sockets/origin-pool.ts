/** The connections of one user to one origin: one, and more only while requests overlap. */

import { afterNews } from '../../util/clock.js';
import type { ResponseHandler, TransportRequest } from '../transport.js';
import type { Job } from './socket-connection.js';
import { type ConnectionHolder, SocketConnection } from './socket-connection.js';
import type { Origin, SocketSettings } from './socket-settings.js';

const unsent = new Error('The request before it is still being sent.');

/** Hands requests to free connections, opens new ones up to a limit, and lets the rest wait. */
export class OriginPool implements ConnectionHolder {
  readonly settings: SocketSettings;
  readonly origin: Origin;
  #idle: SocketConnection[] = [];
  #all: SocketConnection[] = [];
  #waiting: Job[] = [];

  constructor(settings: SocketSettings, origin: Origin) {
    this.settings = settings;
    this.origin = origin;
  }

  send(request: TransportRequest, handler: ResponseHandler): void {
    let head: Job['head'];
    try {
      head = this.origin.heads.of(request);
    } catch (error) {
      handler.onError(error as Error);
      return;
    }
    this.#start({ request, head, handler, retries: this.settings.options.retries });
  }

  release(connection: SocketConnection): void {
    if (this.#waiting.length === 0) this.#idle.push(connection);
    else if (connection.hasSentAll) connection.send(this.#waiting.shift() as Job);
    else afterNews(() => (connection.hasSentAll ? this.release(connection) : connection.drop(unsent)));
  }

  remove(connection: SocketConnection): void {
    this.#all = this.#all.filter((one) => one !== connection);
    this.#idle = this.#idle.filter((one) => one !== connection);
    const next = this.#waiting.shift();
    if (next !== undefined) this.#open(next);
  }

  resend(job: Job): void {
    if (this.#all.length < this.settings.options.connections) this.#open(job);
    else this.#waiting.unshift(job);
  }

  /** Ends all connections at once; what is under way or waits fails with `reason`. */
  drop(reason: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const connection of this.#all) connection.drop(reason);
    for (const { handler } of waiting) handler.onError(reason);
  }

  #start(job: Job): void {
    const free = this.#idle.pop();
    if (free?.hasSentAll === false) {
      free.drop(unsent);
      this.#start(job);
    } else if (free?.mayBeClosed) this.#sendAfterNews(free, job);
    else if (free !== undefined) free.send(job);
    else if (this.#all.length < this.settings.options.connections) this.#open(job);
    else this.#waiting.push(job);
  }

  /** A connection that the other side has closed meanwhile is gone then, and another takes its place. */
  #sendAfterNews(kept: SocketConnection, job: Job): void {
    this.#waiting.push(job);
    afterNews(() => {
      if (kept.hasSentAll) this.release(kept);
    });
  }

  #open(job: Job): void {
    const connection = new SocketConnection(this);
    this.#all.push(connection);
    connection.send(job);
  }
}
