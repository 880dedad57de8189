/** Frames out of the chunks of a connection, each byte copied once or twice at most, whatever the size of the chunks. */
import type { Frame } from './frame.js';
import { commandFlag, longFlag, moreFlag } from './frame.js';
import type { ByteBudget } from './limits.js';
import { ProtocolError } from './protocol-error.js';

/** Give it a chunk, take its frames, give it the next chunk. */
export class FrameReader {
  /** The largest body that is accepted. */
  maxBodyBytes: number;
  readonly #budget: ByteBudget;
  #chunk: Buffer = empty;
  #at = 0;
  readonly #head = Buffer.alloc(9);
  #headLength = 0;
  /** Of the body that is read; -1 while the head is incomplete. */
  #bodyLength = -1;
  /** The start of a body that came in several chunks: grows with what arrives, not with what is announced. */
  #body: Buffer = empty;
  #filled = 0;

  constructor(maxBodyBytes: number, budget: ByteBudget) {
    this.maxBodyBytes = maxBodyBytes;
    this.#budget = budget;
  }

  /** Takes over a chunk; {@link next} has returned null for the one before. */
  push(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#at = 0;
  }

  /**
   * The next frame, valid until the next call; null where the chunk ends before it is complete.
   * @throws {ProtocolError} for wrong flags, and for a frame that is too large
   */
  next(): Frame | null {
    if (this.#bodyLength < 0 && !this.#readHead()) return this.#endChunk();
    const body = this.#readBody();
    if (!body) return this.#endChunk();
    const flags = this.#head[0] as number;
    this.#headLength = 0;
    this.#bodyLength = -1;
    return { hasMore: (flags & moreFlag) !== 0, isCommand: (flags & commandFlag) !== 0, body };
  }

  /** Frees what an incomplete frame holds. */
  close(): void {
    this.#budget.giveBack(this.#body.length);
    this.#body = empty;
    this.#filled = 0;
    this.#chunk = empty;
    this.#at = 0;
  }

  #endChunk(): null {
    this.#chunk = empty; // not kept while the next one is awaited
    this.#at = 0;
    return null;
  }

  /** False where the chunk ends before the head does. */
  #readHead(): boolean {
    while (this.#at < this.#chunk.length) {
      this.#head[this.#headLength++] = this.#chunk[this.#at++] as number;
      const flags = this.#head[0] as number;
      if (this.#headLength === 1) checkFlags(flags);
      const isLong = (flags & longFlag) !== 0;
      if (this.#headLength < (isLong ? 9 : 2)) continue;
      const length = isLong ? Number(this.#head.readBigUInt64BE(1)) : (this.#head[1] as number);
      if (length > this.maxBodyBytes) {
        throw new ProtocolError(`Expected frames of ${this.maxBodyBytes} bytes at most, got one of ${length}.`);
      }
      this.#bodyLength = length;
      return true;
    }
    return false;
  }

  /** Null where the chunk ends before the body does. */
  #readBody(): Buffer | null {
    const missing = this.#bodyLength - this.#filled;
    const available = Math.min(missing, this.#chunk.length - this.#at);
    const part = this.#chunk.subarray(this.#at, this.#at + available);
    this.#at += available;
    if (this.#filled === 0 && available === missing) return part; // the usual case: nothing is copied
    if (available > 0) this.#append(part);
    return this.#filled === this.#bodyLength ? this.#takeBody() : null;
  }

  #append(part: Buffer): void {
    this.#growTo(this.#filled + part.length);
    this.#body.set(part, this.#filled);
    this.#filled += part.length;
  }

  #growTo(length: number): void {
    if (length <= this.#body.length) return;
    const capacity = Math.min(this.#bodyLength, Math.max(length, this.#body.length * 2, minCapacityBytes));
    if (!this.#budget.take(capacity - this.#body.length)) {
      throw new ProtocolError('Expected less data in incomplete messages of all nodes together.');
    }
    const larger = Buffer.allocUnsafeSlow(capacity);
    this.#body.copy(larger, 0, 0, this.#filled);
    this.#body = larger;
  }

  #takeBody(): Buffer {
    const body = this.#body.subarray(0, this.#filled);
    this.#budget.giveBack(this.#body.length);
    this.#body = empty;
    this.#filled = 0;
    return body;
  }
}

const empty = Buffer.alloc(0);
const minCapacityBytes = 4_096;

function checkFlags(flags: number): void {
  const isWrong = flags > 7 || ((flags & commandFlag) !== 0 && (flags & moreFlag) !== 0);
  if (isWrong) throw new ProtocolError(`Expected a frame of ZMTP, got flags ${flags}.`);
}
