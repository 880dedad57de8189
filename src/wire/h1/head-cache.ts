/** Heads that have come before, found again by one comparison: under load, most answers begin with the same bytes. */
import { CachedBytes } from './cached-bytes.js';
import type { HeaderBytes } from './header-bytes.js';

/** What a head says. */
export interface ParsedHead {
  readonly status: number;
  readonly statusText: string;
  /** The announced length of the body; −1 for none. */
  readonly contentLength: number;
  readonly isChunked: boolean;
  /** False if the connection ends with this response. */
  readonly keepsAlive: boolean;
  readonly headers: HeaderBytes;
}

/** One head, bytes and meaning. */
interface KnownHead {
  readonly bytes: CachedBytes;
  readonly parsed: ParsedHead;
}

/** Heads that are known at a time. */
const capacity = 4;
/** A head keeps the bytes alive that it came in, so only those of small pieces are kept. */
const longestPiece = 4_096;
const lineFeed = 10;

/** After so many new heads in a row, each with an id of its own, no more are looked for, until so many have passed. */
const [patience, pause] = [64, 4_096];

/** What one server has answered lately. */
export class HeadCache {
  readonly #known: KnownHead[] = [];
  #newest = -1;
  /** Bytes of the head that was found last. */
  hitLength = 0;
  #misses = 0;
  /** Heads that are let pass. */
  #paused = 0;

  /** What the head at `at` says, if exactly these bytes came before, all of them below `limit`; null if not. */
  find(bytes: Buffer, at: number, limit: number): ParsedHead | null {
    if (this.#paused > 0) return null;
    const count = this.#known.length;
    // The newest first: with a `Date` in it, a head is good for a second.
    for (let age = 0; age < count; age++) {
      const { bytes: known, parsed } = this.#known[(this.#newest - age + count) % count] as KnownHead;
      const end = at + known.length;
      if (end > limit) continue;
      // A head ends with an empty line: that alone tells most others apart.
      if (bytes[end - 1] !== lineFeed || bytes[end - 3] !== lineFeed) continue;
      if (!known.matchAt(bytes, at)) continue;
      this.hitLength = known.length;
      this.#misses = 0;
      return parsed;
    }
    return null;
  }

  /** Remembers a head from `at` to `end`, in the place of the oldest. */
  add(bytes: Buffer, at: number, end: number, parsed: ParsedHead): void {
    if (this.#paused > 0) {
      this.#paused--;
      return;
    }
    if (bytes.length > longestPiece) return;
    if (++this.#misses === patience) [this.#misses, this.#paused] = [0, pause];
    this.#newest = (this.#newest + 1) % capacity;
    this.#known[this.#newest] = { bytes: new CachedBytes(bytes, at, end), parsed };
  }
}
