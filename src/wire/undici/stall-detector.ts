/**
 * Detects an HTTP/2 connection that Node has given up without an event: after some invalid frames (broken HPACK, a frame
 * above the size limit) it sends GOAWAY, and then neither reads nor writes. A ping that is not even written shows it.
 */
import type { ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { type TickListener, TimeoutTicker } from '../timeout-ticker.js';

/** The connection, as far as it is watched. */
export interface WatchedConnection {
  /** Whether requests are pending. */
  readonly isBusy: boolean;
  /** Whether a large request body is being sent: the peer may read it slowly, so that a ping has to wait. */
  readonly isUploading: boolean;
  /** Called once; the connection must be destroyed. */
  onStalled(): void;
}

/** Watches one connection while it has pending requests: a comparison of four numbers at each tick. */
export class StallDetector implements TickListener {
  readonly #session: ClientHttp2Session;
  readonly #socket: Socket;
  readonly #connection: WatchedConnection;
  #isWatching = false;
  /** Bytes read and written as of the last tick. */
  #read = 0;
  #written = 0;
  /** Bytes read and written when a request or a ping was about to be sent. */
  #readBeforeProbe = 0;
  #writtenBeforeProbe = 0;
  #isPinging = false;
  #quietTicks = 0;

  constructor(session: ClientHttp2Session, socket: Socket, connection: WatchedConnection) {
    this.#session = session;
    this.#socket = socket;
    this.#connection = connection;
  }

  /** A request is about to be sent. */
  onRequest(): void {
    this.#startProbe();
    this.#isPinging = false;
    if (this.#isWatching) return;
    this.#isWatching = true;
    ticker.add(this);
  }

  /** False if nothing was written since the latest request was about to be sent. */
  get hasSent(): boolean {
    return this.#socket.bytesWritten !== this.#writtenBeforeProbe;
  }

  onTick(): void {
    if (this.#session.destroyed || !this.#connection.isBusy) this.#stop();
    else if (this.#hasTraffic()) this.#quietTicks = 0;
    else if (this.#isProven()) return;
    else if (!this.#isPinging) this.#ping();
    else if (++this.#quietTicks >= (this.#connection.isUploading ? maxTicksOfUploads : maxTicks)) this.#onStalled();
  }

  #stop(): void {
    this.#isWatching = false;
    ticker.delete(this);
  }

  #onStalled(): void {
    this.#stop();
    this.#connection.onStalled();
  }

  #hasTraffic(): boolean {
    const { bytesRead, bytesWritten } = this.#socket;
    const hasTraffic = bytesRead !== this.#read || bytesWritten !== this.#written;
    this.#read = bytesRead;
    this.#written = bytesWritten;
    return hasTraffic;
  }

  /** True if the last probe was written, and nothing was received since then that may have ended the connection. */
  #isProven(): boolean {
    return this.#written !== this.#writtenBeforeProbe && this.#read === this.#readBeforeProbe;
  }

  #ping(): void {
    this.#startProbe();
    this.#isPinging = true;
    this.#quietTicks = 0;
    this.#session.ping(() => {
      this.#isPinging = false;
      this.#readBeforeProbe = this.#socket.bytesRead; // what came up to the reply is valid
    });
  }

  #startProbe(): void {
    this.#readBeforeProbe = this.#socket.bytesRead;
    this.#writtenBeforeProbe = this.#socket.bytesWritten;
  }
}

/** Ticks after a ping in which nothing is read or written; of 100 ms each. */
const maxTicks = 2;
const maxTicksOfUploads = 50;

const ticker = new TimeoutTicker(100);
