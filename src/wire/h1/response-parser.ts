/** A strict parser of HTTP/1.1 responses: takes bytes as they come, split anywhere, and never believes in two lengths. */
import { maxHeadBytes } from '../wire-error.js';
import { ChunkedBody } from './chunked-body.js';
import type { HeadCache, ParsedHead } from './head-cache.js';
import type { HeaderBytes } from './header-bytes.js';
import { headTooLong, ParseError } from './parse-error.js';
import { ResponseHead } from './response-head.js';

/** Is told what comes, in order. */
export interface ResponseSink {
  /** Also for each answer that only informs (1xx), before the real one. */
  onHead(status: number, headers: HeaderBytes, statusText: string): void;
  onBody(bytes: Buffer): void;
}

/** Informational answers (1xx) before the real one. */
const informationLimit = 100;

const states = { idle: 0, head: 1, length: 2, chunked: 3, untilClose: 4 } as const;

// Shared by all: a head is parsed in one go.
const head = new ResponseHead();

/** The responses of one connection, one after another. */
export class ResponseParser {
  /** False if the connection ends with the response that was read last. */
  keepsAlive = false;
  #state: number = states.idle;
  #method = '';
  #information = 0;
  /** True if an informational answer has said that the connection ends. */
  #closesEarly = false;
  /** Bytes of the body that are still to come. */
  #left = 0;
  /** A head that has not come in one piece. */
  #held: Buffer | null = null;
  #heldLength = 0;
  #chunked: ChunkedBody | null = null;
  readonly #sink: ResponseSink;
  readonly #memory: HeadCache;

  /** `memory` may be shared by all connections to a server. */
  constructor(sink: ResponseSink, memory: HeadCache) {
    this.#sink = sink;
    this.#memory = memory;
  }

  /** True between the end of a response and the next {@link expect}. */
  get isIdle(): boolean {
    return this.#state === states.idle;
  }

  /** The next bytes are the answer to a request of this method. */
  expect(method: string): void {
    this.#method = method;
    this.#information = 0;
    this.#closesEarly = false;
    this.#state = states.head;
  }

  /**
   * Reads up to the end of the response or of `bytes`, and tells where that is. The sink gets parts of `bytes`, which
   * are the parser's from then on: chunks of a body are moved together inside of them.
   * @throws {ParseError} as soon as it is certain that this is no proper response; the connection is of no use then
   */
  read(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && this.#state !== states.idle) {
      at = this.#state === states.head ? this.#readHead(bytes, at) : this.#readBody(bytes, at);
    }
    return at;
  }

  /** The same for the first `length` bytes of a buffer that is overwritten afterwards: no copy of a head that is known. */
  readBorrowed(bytes: Buffer, length: number): number {
    const isFresh = this.#state === states.head && this.#held === null;
    const known = isFresh ? this.#memory.find(bytes, 0, length) : null;
    if (known === null) return this.#readCopy(copyOf(bytes, 0, length), isFresh);
    const end = this.#memory.hitLength;
    this.#begin(known);
    return end === length ? end : end + this.read(copyOf(bytes, end, length));
  }

  /** With `isNew`, its head has been looked for among those that are known. */
  #readCopy(bytes: Buffer, isNew: boolean): number {
    const at = isNew ? this.#readNewHead(bytes, 0) : 0;
    return at === bytes.length ? at : at + this.read(at === 0 ? bytes : bytes.subarray(at));
  }

  /** The peer says no more. True if that completes a response. */
  end(): boolean {
    const isComplete = this.#state === states.untilClose;
    if (isComplete) this.#state = states.idle;
    return isComplete;
  }

  #readHead(bytes: Buffer, at: number): number {
    if (this.#held !== null) return this.#readHeldHead(bytes, at);
    const known = this.#memory.find(bytes, at, bytes.length);
    if (known !== null) {
      const end = at + this.#memory.hitLength; // of whoever has asked last
      this.#begin(known);
      return end;
    }
    return this.#readNewHead(bytes, at);
  }

  #readNewHead(bytes: Buffer, at: number): number {
    const end = head.parse(bytes, at);
    if (end < 0) {
      this.#hold(bytes.subarray(at));
      return bytes.length;
    }
    const parsed = head.toParsedHead(bytes);
    this.#memory.add(bytes, at, end, parsed);
    this.#begin(parsed);
    return end;
  }

  #readHeldHead(bytes: Buffer, at: number): number {
    const before = this.#heldLength;
    this.#hold(bytes.subarray(at));
    // Nothing ends without a line feed: a head that comes byte by byte is not looked through at each of them.
    const mayEnd = before < 16 || bytes.indexOf(lineFeed, at) >= 0;
    const held = (this.#held as Buffer).subarray(0, this.#heldLength);
    const end = mayEnd ? head.parse(held, 0) : -1;
    if (end < 0) {
      if (this.#heldLength > maxHeadBytes) throw headTooLong();
      return bytes.length;
    }
    this.#held = null;
    this.#heldLength = 0;
    this.#begin(head.toParsedHead(held));
    return at + end - before;
  }

  #hold(bytes: Buffer): void {
    const length = this.#heldLength + bytes.length;
    if (this.#held === null || this.#held.length < length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * length, 1_024));
      this.#held?.copy(larger, 0, 0, this.#heldLength);
      this.#held = larger;
    }
    bytes.copy(this.#held, this.#heldLength);
    this.#heldLength = length;
  }

  /** After a head: what comes next is the body, another head, or nothing. RFC 9112, 6.3. */
  #begin(head: ParsedHead): void {
    if (head.status < 200) this.#inform(head);
    else {
      this.keepsAlive = head.keepsAlive && !this.#closesEarly;
      this.#left = head.contentLength;
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

  #inform({ status, keepsAlive }: ParsedHead): void {
    if (status === 101) throw new ParseError('Expected no change of protocol, got status 101.');
    if (!keepsAlive) this.#closesEarly = true;
    if (++this.#information > informationLimit) {
      throw new ParseError(`Expected at most ${informationLimit} informational answers.`);
    }
  }

  #readBody(bytes: Buffer, at: number): number {
    if (this.#state === states.chunked) return this.#readChunks(bytes, at);
    const isLimited = this.#state === states.length;
    const end = isLimited ? Math.min(bytes.length, at + this.#left) : bytes.length;
    if (isLimited) {
      this.#left -= end - at;
      if (this.#left === 0) this.#state = states.idle;
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
