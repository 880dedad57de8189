/** Limits of the memory and time that peers may use. */
import { queueLimits, unreadLimits } from '../link/link-limits.js';
import { maxMessageBytes } from '../msgpack/limits.js';

export interface ZmtpLimits {
  /** Of one frame after the handshake. */
  readonly frameBytes: number;
  /** Of one frame of the handshake. */
  readonly handshakeFrameBytes: number;
  /** For connecting, greeting and handshake together. */
  readonly handshakeMs: number;
  /** Connections of a master that have not finished the handshake; beyond it the oldest is closed. */
  readonly handshakes: number;
  /** Connections of a master. */
  readonly connections: number;
  /** Of incomplete frames, of all connections of a master together. */
  readonly receivedBytes: number;
  /** Messages of a worker that wait for the connection or the network. */
  readonly queuedMessages: number;
  /** Messages of a master that wait for one worker to read them. */
  readonly unreadMessages: number;
  /** Bytes that wait for one peer; one message may be larger. */
  readonly queuedBytes: number;
}

const MiB = 1_048_576;

export const defaultLimits: ZmtpLimits = {
  frameBytes: maxMessageBytes + 64, // what CURVE adds
  handshakeFrameBytes: 16_384,
  handshakeMs: 10_000,
  handshakes: 1_000,
  connections: 10_000,
  receivedBytes: 512 * MiB,
  queuedMessages: queueLimits.messages,
  unreadMessages: unreadLimits.messages,
  queuedBytes: queueLimits.bytes,
};

/** Bytes that several connections hold together. */
export class ByteBudget {
  readonly #max: number;
  #used = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get used(): number {
    return this.#used;
  }

  /** False, and nothing taken, if there are not as many left. */
  take(bytes: number): boolean {
    if (this.#used + bytes > this.#max) return false;
    this.#used += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}
