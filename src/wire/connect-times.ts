/** A connection that is being opened: the times of its steps, and a way to abort it. */
import type { Socket } from 'node:net';
import { now } from '../util/loop/clock.js';

/** Times as {@link now}; null for steps that have not happened: an address needs no lookup, http no TLS. */
export class ConnectTimes {
  readonly startedAt = now();
  lookedUpAt: number | null = null;
  connectedAt: number | null = null;
  securedAt: number | null = null;
  readonly #socket: Socket;

  /** @param socket has just begun to connect */
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

  /** The time of the last step; null before the first. */
  get lastStepAt(): number | null {
    return this.securedAt ?? this.connectedAt ?? this.lookedUpAt;
  }

  /** Destroys the socket: the connection fails with `reason`. */
  abort(reason: Error): void {
    this.#socket.destroy(reason);
  }
}
