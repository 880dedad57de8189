/** Bytes that are looked for again and again where reads begin: compared four at a time, and never made a text. */

/** A copy of some bytes. */
export class KnownBytes {
  readonly length: number;
  readonly #bytes: Buffer;
  readonly #words: Int32Array;

  /** Of `bytes`, from `start` to `end`. */
  constructor(bytes: Buffer, start: number, end: number) {
    this.length = end - start;
    const words = new Int32Array(Math.ceil(this.length / 4));
    this.#bytes = Buffer.from(words.buffer, 0, this.length);
    this.#bytes.set(bytes.subarray(start, end));
    this.#words = words.subarray(0, this.length >> 2);
  }

  /** True if `bytes` has all of them at `at`. */
  areAt(bytes: Buffer, at: number): boolean {
    if (at + this.length > bytes.length) return false;
    const there = at === 0 ? wordsOf(bytes) : null;
    if (there === null) return bytes.compare(this.#bytes, 0, this.length, at, at + this.length) === 0;
    const words = this.#words;
    for (let i = 0; i < words.length; i++) if (there[i] !== words[i]) return false;
    for (let i = words.length * 4; i < this.length; i++) if (bytes[i] !== this.#bytes[i]) return false;
    return true;
  }
}

// Of the buffer that was looked at last: all sockets are read into the same one.
let looked: Buffer | null = null;
let words: Int32Array | null = null;

/** The bytes as words; null if they do not lie on the borders of words. */
function wordsOf(bytes: Buffer): Int32Array | null {
  if (bytes === looked) return words;
  const { buffer, byteOffset, length } = bytes;
  looked = bytes;
  words = byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : null;
  return words;
}
