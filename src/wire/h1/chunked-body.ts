/** The chunked coding, undone as it comes: sizes, extensions and trailers are checked and dropped. */
import { extensionStates, nextExtensionState } from './chunk-extensions.js';
import { badChunkSize, ParseError } from './parse-error.js';
import { hexValues, textBytes, tokenBytes } from './wire-syntax.js';

const [lineFeed, carriageReturn, colon, semicolon] = [10, 13, 58, 59];

/** Hexadecimal digits of a size: 2⁵² bytes are enough. */
const digitLimit = 13;
/** Bytes of the extensions of a chunk, and of all trailers together. */
const extrasLimit = 16_384;

const states = { size: 0, extension: 1, sizeEnd: 2, data: 3, dataReturn: 4, dataEnd: 5 } as const;
const trailer = { start: 6, name: 7, value: 8, end: 9, last: 10, done: 11 } as const;

/** One body. */
export class ChunkedBody {
  #state: number = states.size;
  #digits = 0;
  /** Bytes of the chunk that are still to come. */
  #left = 0;
  #extras = 0;
  #trailerName = '';
  #extensionState = extensionStates.start;

  get isDone(): boolean {
    return this.#state === trailer.done;
  }

  /**
   * Reads `bytes` from `start` to their end or that of the body, whichever is first; tells where that is.
   * Data goes to `take` in one piece: chunks are moved together, inside of `bytes`.
   * @throws {ParseError} as soon as it is certain that this is no chunked body
   */
  read(bytes: Buffer, start: number, take: (data: Buffer) => void): number {
    let [from, to] = [start, start];
    let at = start;
    while (at < bytes.length && this.#state !== trailer.done) {
      if (this.#state !== states.data) {
        this.#step(bytes[at] as number, bytes, at);
        at++;
        continue;
      }
      const count = Math.min(this.#left, bytes.length - at);
      if (to === from) from = to = at;
      else bytes.copyWithin(to, at, at + count);
      at += count;
      to += count;
      this.#left -= count;
      if (this.#left === 0) this.#state = states.dataReturn;
    }
    if (to > from) take(bytes.subarray(from, to));
    return at;
  }

  #step(byte: number, bytes: Buffer, at: number): void {
    switch (this.#state) {
      case states.size:
        if (!this.#readSize(byte)) throw badChunkSize(bytes.subarray(Math.max(0, at - this.#digits)));
        return;
      case states.extension:
        this.#readExtension(byte);
        return;
      case states.sizeEnd:
        expect(byte === lineFeed);
        this.#state = this.#left === 0 ? trailer.start : states.data;
        this.#digits = 0;
        this.#extras = 0;
        return;
      case states.dataReturn:
        expect(byte === carriageReturn);
        this.#state = states.dataEnd;
        return;
      case states.dataEnd:
        expect(byte === lineFeed);
        this.#state = states.size;
        return;
      default:
        this.#readTrailer(byte);
    }
  }

  /** False if no size has `byte` in this place. */
  #readSize(byte: number): boolean {
    const value = hexValues[byte] as number;
    if (value < 16) {
      if (++this.#digits > digitLimit) throw new ParseError(`Expected a chunk size of at most ${digitLimit} digits.`);
      this.#left = this.#left * 16 + value;
      return true;
    }
    if (this.#digits === 0 || (byte !== carriageReturn && byte !== semicolon)) return false;
    this.#state = byte === carriageReturn ? states.sizeEnd : states.extension;
    this.#extensionState = extensionStates.start;
    return true;
  }

  #readExtension(byte: number): void {
    this.#extensionState = nextExtensionState(this.#extensionState, byte);
    this.#countExtra(this.#extensionState !== extensionStates.bad);
    if (this.#extensionState === extensionStates.end) this.#state = states.sizeEnd;
  }

  #readTrailer(byte: number): void {
    this.#countExtra(true);
    const state = this.#state;
    if (state === trailer.last || state === trailer.end) {
      expect(byte === lineFeed);
      this.#state = state === trailer.last ? trailer.done : trailer.start;
    } else if (state === trailer.value) {
      expect(byte === carriageReturn || textBytes[byte] === 1);
      if (byte === carriageReturn) this.#state = trailer.end;
    } else if (state === trailer.start && byte === carriageReturn) this.#state = trailer.last;
    else if (state === trailer.name && byte === colon) this.#endTrailerName();
    else {
      expect(tokenBytes[byte] === 1);
      this.#state = trailer.name;
      this.#trailerName += String.fromCharCode(byte);
    }
  }

  #endTrailerName(): void {
    if (/^(content-length|transfer-encoding)$/i.test(this.#trailerName)) {
      throw new ParseError('Expected no Content-Length and no Transfer-Encoding after a body.');
    }
    this.#trailerName = '';
    this.#state = trailer.value;
  }

  #countExtra(isFit: boolean): void {
    expect(isFit);
    if (++this.#extras > extrasLimit) throw new ParseError(`Expected at most ${extrasLimit} bytes besides the chunks.`);
  }
}

function expect(isTrue: boolean): void {
  if (!isTrue) throw new ParseError('Expected a body in chunks, each with its size in hexadecimal digits, and CRLF.');
}
