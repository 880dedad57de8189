/** A strict, incremental parser of HTTP/1.1 responses: bytes may be split anywhere; ambiguous lengths are errors. */

import { informationalMessage, maxInformationalResponses } from '../informational-limit.js';
import { maxHeadBytes } from '../wire-error.js';
import { ChunkedBody } from './chunked-body.js';
import type { HeadCache, ParsedHead } from './head-cache.js';
import type { HeaderBytes } from './header-bytes.js';
import { headTooLongError, ParseError } from './parse-error.js';
import { ResponseHead } from './response-head.js';

/** Receives what is parsed, in order. */
export interface ResponseSink {
  /** Also called for each informational response (1xx) before the final one. */
  onHead(status: number, headers: HeaderBytes, statusText: string): void;
  onBody(bytes: Buffer): void;
}

const states = { idle: 0, head: 1, length: 2, chunked: 3, untilClose: 4 } as const;

// Shared by all parsers: a head is parsed in one synchronous call.
const head = new ResponseHead();

/** The responses of one connection, one after another. */
export class ResponseParser {
  /** Whether the connection stays open after the last response. */
  keepsAlive = false;
  #state: number = states.idle;
  #method = '';
  #informationalCount = 0;
  /** Whether an informational response had `connection: close`. */
  #closesEarly = false;
  /** Bytes of the body that have not been received. */
  #remainingBytes = 0;
  /** The part of an incomplete head that has been received. */
  #partialHead: Buffer | null = null;
  #partialLength = 0;
  #chunked: ChunkedBody | null = null;
  readonly #sink: ResponseSink;
  readonly #cache: HeadCache;

  /** @param cache may be shared by all connections to a server */
  constructor(sink: ResponseSink, cache: HeadCache) {
    this.#sink = sink;
    this.#cache = cache;
  }

  /** True between the end of a response and the next {@link expect}. */
  get isIdle(): boolean {
    return this.#state === states.idle;
  }

  /** The next bytes are the response to a request with this method. */
  expect(method: string): void {
    this.#method = method;
    this.#informationalCount = 0;
    this.#closesEarly = false;
    this.#state = states.head;
  }

  /**
   * Reads up to the end of the response or of `bytes`, and returns that index. The sink gets slices of `bytes`, which
   * must not be used elsewhere: chunks of a body are compacted in place.
   * @throws {ParseError} at the first byte that breaks the rules; the connection cannot be used any more
   */
  read(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && this.#state !== states.idle) {
      at = this.#state === states.head ? this.#readHead(bytes, at) : this.#readBody(bytes, at);
    }
    return at;
  }

  /** {@link read} for the first `length` bytes of a buffer that is overwritten later: a cached head is not copied. */
  readBorrowed(bytes: Buffer, length: number): number {
    const isNew = this.#state === states.head && this.#partialHead === null;
    const cached = isNew ? this.#cache.find(bytes, 0, length) : null;
    if (cached === null) return this.#readCopy(copyOf(bytes, 0, length), isNew);
    const end = this.#cache.hitLength;
    this.#begin(cached);
    return end === length ? end : end + this.read(copyOf(bytes, end, length));
  }

  /** @param isNew true if a head begins here, which is not in the cache */
  #readCopy(bytes: Buffer, isNew: boolean): number {
    const at = isNew ? this.#readNewHead(bytes, 0) : 0;
    return at === bytes.length ? at : at + this.read(at === 0 ? bytes : bytes.subarray(at));
  }

  /** The server has closed its side. True if that completes the response. */
  end(): boolean {
    const isComplete = this.#state === states.untilClose;
    if (isComplete) this.#state = states.idle;
    return isComplete;
  }

  #readHead(bytes: Buffer, at: number): number {
    if (this.#partialHead !== null) return this.#readPartialHead(bytes, at);
    const cached = this.#cache.find(bytes, at, bytes.length);
    if (cached !== null) {
      const end = at + this.#cache.hitLength; // read before anything else uses the cache
      this.#begin(cached);
      return end;
    }
    return this.#readNewHead(bytes, at);
  }

  #readNewHead(bytes: Buffer, at: number): number {
    const end = head.parse(bytes, at);
    if (end < 0) {
      this.#append(bytes.subarray(at));
      return bytes.length;
    }
    const parsed = head.toParsedHead(bytes);
    this.#cache.add(bytes, at, end, parsed);
    this.#begin(parsed);
    return end;
  }

  #readPartialHead(bytes: Buffer, at: number): number {
    const before = this.#partialLength;
    this.#append(bytes.subarray(at));
    // A head ends with a line feed: one that arrives byte by byte is not parsed again for each byte.
    const mayEnd = before < 16 || bytes.indexOf(lineFeed, at) >= 0;
    const received = (this.#partialHead as Buffer).subarray(0, this.#partialLength);
    const end = mayEnd ? head.parse(received, 0) : -1;
    if (end < 0) {
      if (this.#partialLength > maxHeadBytes) throw headTooLongError();
      return bytes.length;
    }
    this.#partialHead = null;
    this.#partialLength = 0;
    this.#begin(head.toParsedHead(received));
    return at + end - before;
  }

  #append(bytes: Buffer): void {
    const length = this.#partialLength + bytes.length;
    if (this.#partialHead === null || this.#partialHead.length < length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * length, 1_024));
      this.#partialHead?.copy(larger, 0, 0, this.#partialLength);
      this.#partialHead = larger;
    }
    bytes.copy(this.#partialHead, this.#partialLength);
    this.#partialLength = length;
  }

  /** After a head: the body, another head or nothing follows. RFC 9112, 6.3. */
  #begin(head: ParsedHead): void {
    if (head.status < 200) this.#countInformational(head);
    else {
      this.keepsAlive = head.keepsAlive && !this.#closesEarly;
      this.#remainingBytes = head.contentLength;
      this.#state = this.#bodyState(head);
      if (this.#state === states.untilClose) this.keepsAlive = false;
      else if (this.#state === states.chunked) this.#chunked = new ChunkedBody();
    }
    this.#sink.onHead(head.status, head.headers, head.statusText);
  }

  #bodyState({ status, isChunked, contentLength }: ParsedHead): number {
    const isTunnel = this.#method === 'CONNECT' && status < 300;
    if (this.#method === 'HEAD' || status === 204 || status === 304 || isTunnel) return states.idle;
    if (isChunked) return states.chunked;
    if (contentLength < 0) return states.untilClose;
    return contentLength === 0 ? states.idle : states.length;
  }

  #countInformational({ status, keepsAlive }: ParsedHead): void {
    if (status === 101) throw new ParseError('Expected no change of protocol, got status 101.');
    if (!keepsAlive) this.#closesEarly = true;
    if (++this.#informationalCount > maxInformationalResponses) {
      throw new ParseError(informationalMessage);
    }
  }

  #readBody(bytes: Buffer, at: number): number {
    if (this.#state === states.chunked) return this.#readChunks(bytes, at);
    const isLimited = this.#state === states.length;
    const end = isLimited ? Math.min(bytes.length, at + this.#remainingBytes) : bytes.length;
    if (isLimited) {
      this.#remainingBytes -= end - at;
      if (this.#remainingBytes === 0) this.#state = states.idle;
    }
    this.#sink.onBody(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end));
    return end;
  }

  #readChunks(bytes: Buffer, at: number): number {
    const body = this.#chunked as ChunkedBody;
    const end = body.read(bytes, at, (data) => this.#sink.onBody(data));
    if (body.isDone) {
      this.#state = states.idle;
      this.#chunked = null;
    }
    return end;
  }
}

function copyOf(bytes: Buffer, start: number, end: number): Buffer {
  const copy = Buffer.allocUnsafe(end - start);
  bytes.copy(copy, 0, start, end);
  return copy;
}

const lineFeed = 10;
