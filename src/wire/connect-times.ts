/** A connection that is being opened: how far it has come, and a way to give it up. */
import type { Socket } from 'node:net';
import { now } from '../util/loop/clock.js';

/** Moments by {@link now}; null for what has not happened: an address needs no look-up, plain HTTP no TLS. */
export class ConnectTimes {
  readonly startedAt = now();
  lookedUpAt: number | null = null;
  connectedAt: number | null = null;
  securedAt: number | null = null;
  readonly #socket: Socket;

  /** Of a socket that has just been told to connect. */
  constructor(socket: Socket) {
    this.#socket = socket;
    socket.once('lookup', () => {
      this.lookedUpAt = now();
    });
    socket.once('connect', () => {
      this.connectedAt = now();
    });
    socket.once('secureConnect', () => {
      this.securedAt = now();
    });
  }

  /** {@link now} of the last step; null before the first. */
  get lastStepAt(): number | null {
    return this.securedAt ?? this.connectedAt ?? this.lookedUpAt;
  }

  /** Gives up: the connection fails with `reason`. */
  abort(reason: Error): void {
    this.#socket.destroy(reason);
  }
}
