/** Bytes that are compared with received bytes many times: four at a time if they are aligned, without decoding them to text. */

/** A copy of some bytes. */
export class CachedBytes {
  readonly #bytes: Buffer;
  /** The same as 32-bit words, created at the first match: most cached bytes are never matched. */
  #words: Int32Array | null = null;

  /** Copies `bytes` from `start` to `end`. */
  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = Buffer.from(bytes.subarray(start, end));
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** True if `bytes` contains the cached bytes at index `at`. */
  matchesAt(bytes: Buffer, at: number): boolean {
    const own = this.#bytes;
    if (at + own.length > bytes.length) return false;
    const words = at === 0 && this.#words !== null ? wordsOf(bytes) : null;
    if (words !== null) return this.#matchesWords(words, bytes);
    const isMatch = bytes.compare(own, 0, own.length, at, at + own.length) === 0;
    if (isMatch && at === 0) this.#words ??= asWords(own);
    return isMatch;
  }

  #matchesWords(words: Int32Array, bytes: Buffer): boolean {
    const own = this.#bytes;
    const ownWords = this.#words as Int32Array;
    for (let i = 0; i < ownWords.length; i++) if (words[i] !== ownWords[i]) return false;
    for (let i = ownWords.length * 4; i < own.length; i++) if (bytes[i] !== own[i]) return false;
    return true;
  }
}

// The words of the last buffer, kept alive by this reference: nearly all sockets are read into the same buffer.
let lastBuffer: Buffer | null = null;
let lastWords: Int32Array | null = null;

function wordsOf(bytes: Buffer): Int32Array | null {
  if (bytes !== lastBuffer) {
    lastBuffer = bytes;
    lastWords = asWords(bytes);
  }
  return lastWords;
}

/** A view of the bytes as 32-bit words, without an incomplete last one; null if the buffer is not aligned. */
function asWords({ buffer, byteOffset, length }: Buffer): Int32Array | null {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : null;
}
