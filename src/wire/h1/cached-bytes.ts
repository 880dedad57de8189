/** Bytes that are looked for again and again where reads begin: compared four at a time, and never made a text. */

/** A copy of some bytes. */
export class CachedBytes {
  readonly #bytes: Buffer;
  /** The same as words, made when they have come again: most of what is looked for once never does. */
  #words: Int32Array | null = null;

  /** Of `bytes`, from `start` to `end`. */
  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = Buffer.from(bytes.subarray(start, end));
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** True if `bytes` has all of them at `at`. */
  matchAt(bytes: Buffer, at: number): boolean {
    const own = this.#bytes;
    if (at + own.length > bytes.length) return false;
    const there = at === 0 && this.#words !== null ? wordsOf(bytes) : null;
    if (there !== null) return this.#areIn(there, bytes);
    const areThere = bytes.compare(own, 0, own.length, at, at + own.length) === 0;
    if (areThere && at === 0) this.#words ??= asWords(own);
    return areThere;
  }

  #areIn(there: Int32Array, bytes: Buffer): boolean {
    const own = this.#bytes;
    const known = this.#words as Int32Array;
    for (let i = 0; i < known.length; i++) if (there[i] !== known[i]) return false;
    for (let i = known.length * 4; i < own.length; i++) if (bytes[i] !== own[i]) return false;
    return true;
  }
}

// Of the buffer that was looked at last, which is kept alive by that: nearly all sockets are read into the same one.
let looked: Buffer | null = null;
let lookedWords: Int32Array | null = null;

function wordsOf(bytes: Buffer): Int32Array | null {
  if (bytes !== looked) {
    looked = bytes;
    lookedWords = asWords(bytes);
  }
  return lookedWords;
}

/** The bytes as words, but for those after the last whole one; null if they do not lie on the borders of words. */
function asWords({ buffer, byteOffset, length }: Buffer): Int32Array | null {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : null;
}
