/** A cache of parsed response heads, looked up by comparing bytes instead of parsing them: under load, most responses begin with the same bytes. */
import { CachedBytes } from './cached-bytes.js';
import type { HeaderBytes } from './header-bytes.js';

/** A parsed response head. */
export interface ParsedHead {
  readonly status: number;
  readonly statusText: string;
  /** Content-Length; −1 for none. */
  readonly contentLength: number;
  readonly isChunked: boolean;
  /** Whether the connection stays open after this response. */
  readonly keepsAlive: boolean;
  readonly headers: HeaderBytes;
}

/** One entry. */
interface CachedHead {
  readonly bytes: CachedBytes;
  readonly parsed: ParsedHead;
}

/** The maximum number of entries of one cache. */
const maxEntries = 4;
/** A cached head keeps alive the whole buffer in which it was received, so heads in larger buffers are not cached. */
const maxBufferBytes = 4_096;
const lineFeed = 10;

/** After `maxMisses` misses in a row (as when each head contains an id), the cache is not used for `bypassedHeads` heads. */
const [maxMisses, bypassedHeads] = [64, 4_096];

/** The latest heads of one server. */
export class HeadCache {
  readonly #entries: CachedHead[] = [];
  #newest = -1;
  /** Length in bytes of the head that {@link find} returned last. */
  hitLength = 0;
  #misses = 0;
  /** For how many more heads the cache is not used. */
  #bypassesLeft = 0;

  /** The cached head that matches the bytes starting at `at` and ends at or before `limit`; null if there is none. */
  find(bytes: Buffer, at: number, limit: number): ParsedHead | null {
    if (this.#bypassesLeft > 0) return null;
    const count = this.#entries.length;
    // The newest first: with a `Date` header, a head repeats for one second.
    for (let age = 0; age < count; age++) {
      const { bytes: cached, parsed } = this.#entries[(this.#newest - age + count) % count] as CachedHead;
      const end = at + cached.length;
      if (end > limit) continue;
      // A head ends with an empty line: that check alone rules out most others.
      if (bytes[end - 1] !== lineFeed || bytes[end - 3] !== lineFeed) continue;
      if (!cached.matchesAt(bytes, at)) continue;
      this.hitLength = cached.length;
      this.#misses = 0;
      return parsed;
    }
    return null;
  }

  /** Adds a head, bytes from `at` to `end`, in place of the oldest. */
  add(bytes: Buffer, at: number, end: number, parsed: ParsedHead): void {
    if (this.#bypassesLeft > 0) {
      this.#bypassesLeft--;
      return;
    }
    if (bytes.length > maxBufferBytes) return;
    if (++this.#misses === maxMisses) [this.#misses, this.#bypassesLeft] = [0, bypassedHeads];
    this.#newest = (this.#newest + 1) % maxEntries;
    this.#entries[this.#newest] = { bytes: new CachedBytes(bytes, at, end), parsed };
  }
}
