/** The chunks of a body after its first: small ones are copied together as they arrive, so that memory stays near the body's size. */

/** Chunks below this size are copied. */
const smallBytes = 4_096;
const minTailBytes = 8_192;
const maxTailBytes = 1_048_576;

/** Chunks in order. */
export class ChunkList {
  readonly #chunks: Buffer[] = [];
  /** Where small chunks are copied to; null while the last chunk was a large one. */
  #tail: Buffer | null = null;
  #tailLength = 0;
  #nextTailBytes = minTailBytes;

  /** How many buffers are held. */
  get bufferCount(): number {
    return this.#chunks.length + (this.#tail === null ? 0 : 1);
  }

  add(chunk: Buffer): void {
    if (chunk.length >= smallBytes) {
      this.#closeTail();
      this.#chunks.push(chunk);
      return;
    }
    if (this.#tail !== null && this.#tailLength + chunk.length > this.#tail.length) this.#closeTail();
    this.#tail ??= this.#openTail();
    chunk.copy(this.#tail, this.#tailLength);
    this.#tailLength += chunk.length;
  }

  /** `first` and all chunks after it as one buffer. */
  concat(first: Buffer, lengthBytes: number): Buffer {
    const tail = this.#tail === null ? [] : [this.#tail.subarray(0, this.#tailLength)];
    return Buffer.concat([first, ...this.#chunks, ...tail], lengthBytes);
  }

  /** Each buffer is twice as long as the last: a body of many small chunks needs few of them. */
  #openTail(): Buffer {
    const tail = Buffer.allocUnsafeSlow(this.#nextTailBytes);
    this.#nextTailBytes = Math.min(this.#nextTailBytes * 2, maxTailBytes);
    this.#tailLength = 0;
    return tail;
  }

  #closeTail(): void {
    if (this.#tail !== null) this.#chunks.push(this.#tail.subarray(0, this.#tailLength));
    this.#tail = null;
  }
}
