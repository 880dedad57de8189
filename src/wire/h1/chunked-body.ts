/** Decodes the chunked transfer coding as bytes arrive: sizes, extensions and trailers are checked and dropped. */
import { extensionStates, nextExtensionState } from './chunk-extensions.js';
import { chunkSizeError, ParseError } from './parse-error.js';
import { hexValues, textBytes, tokenBytes } from './wire-syntax.js';

const [lineFeed, carriageReturn, colon, semicolon] = [10, 13, 58, 59];

/** Hexadecimal digits of a chunk size: enough for sizes below 2⁵² bytes. */
const maxSizeDigits = 13;
/** The limit for the extensions of one chunk, and for all trailers together. */
const maxExtraBytes = 16_384;

const states = { size: 0, extension: 1, sizeLineFeed: 2, data: 3, dataCarriageReturn: 4, dataLineFeed: 5 } as const;
const trailer = { start: 6, name: 7, value: 8, lineFeed: 9, finalLineFeed: 10, done: 11 } as const;

/** One chunked body. */
export class ChunkedBody {
  #state: number = states.size;
  #sizeDigits = 0;
  /** Bytes of the chunk that have not been received. */
  #remainingBytes = 0;
  #extraBytes = 0;
  #trailerName = '';
  #extensionState = extensionStates.start;

  get isDone(): boolean {
    return this.#state === trailer.done;
  }

  /**
   * Reads `bytes` from `start` to their end or the end of the body, whichever is first, and returns that index.
   * `onData` gets the data of all chunks in one piece: it is compacted in place, within `bytes`.
   * @throws {ParseError} at the first byte that breaks the chunked coding
   */
  read(bytes: Buffer, start: number, onData: (data: Buffer) => void): number {
    let [from, to] = [start, start];
    let at = start;
    while (at < bytes.length && this.#state !== trailer.done) {
      if (this.#state !== states.data) {
        this.#step(bytes[at] as number, bytes, at);
        at++;
        continue;
      }
      const count = Math.min(this.#remainingBytes, bytes.length - at);
      if (to === from) from = to = at;
      else bytes.copyWithin(to, at, at + count);
      at += count;
      to += count;
      this.#remainingBytes -= count;
      if (this.#remainingBytes === 0) this.#state = states.dataCarriageReturn;
    }
    if (to > from) onData(bytes.subarray(from, to));
    return at;
  }

  #step(byte: number, bytes: Buffer, at: number): void {
    switch (this.#state) {
      case states.size:
        if (!this.#readSize(byte)) throw chunkSizeError(bytes.subarray(Math.max(0, at - this.#sizeDigits)));
        return;
      case states.extension:
        this.#readExtension(byte);
        return;
      case states.sizeLineFeed:
        check(byte === lineFeed);
        this.#state = this.#remainingBytes === 0 ? trailer.start : states.data;
        this.#sizeDigits = 0;
        this.#extraBytes = 0;
        return;
      case states.dataCarriageReturn:
        check(byte === carriageReturn);
        this.#state = states.dataLineFeed;
        return;
      case states.dataLineFeed:
        check(byte === lineFeed);
        this.#state = states.size;
        return;
      default:
        this.#readTrailer(byte);
    }
  }

  /** False if `byte` cannot be part of a size here. */
  #readSize(byte: number): boolean {
    const value = hexValues[byte] as number;
    if (value < 16) {
      if (++this.#sizeDigits > maxSizeDigits)
        throw new ParseError(`Expected a chunk size of at most ${maxSizeDigits} digits.`);
      this.#remainingBytes = this.#remainingBytes * 16 + value;
      return true;
    }
    if (this.#sizeDigits === 0 || (byte !== carriageReturn && byte !== semicolon)) return false;
    this.#state = byte === carriageReturn ? states.sizeLineFeed : states.extension;
    this.#extensionState = extensionStates.start;
    return true;
  }

  #readExtension(byte: number): void {
    this.#extensionState = nextExtensionState(this.#extensionState, byte);
    this.#countExtra(this.#extensionState !== extensionStates.bad);
    if (this.#extensionState === extensionStates.end) this.#state = states.sizeLineFeed;
  }

  #readTrailer(byte: number): void {
    this.#countExtra(true);
    const state = this.#state;
    if (state === trailer.finalLineFeed || state === trailer.lineFeed) {
      check(byte === lineFeed);
      this.#state = state === trailer.finalLineFeed ? trailer.done : trailer.start;
    } else if (state === trailer.value) {
      check(byte === carriageReturn || textBytes[byte] === 1);
      if (byte === carriageReturn) this.#state = trailer.lineFeed;
    } else if (state === trailer.start && byte === carriageReturn) this.#state = trailer.finalLineFeed;
    else if (state === trailer.name && byte === colon) this.#endTrailerName();
    else {
      check(tokenBytes[byte] === 1);
      this.#state = trailer.name;
      this.#trailerName += String.fromCharCode(byte);
    }
  }

  #endTrailerName(): void {
    if (/^(content-length|transfer-encoding)$/i.test(this.#trailerName)) {
      throw new ParseError('Expected no Content-Length and no Transfer-Encoding in the trailers.');
    }
    this.#trailerName = '';
    this.#state = trailer.value;
  }

  #countExtra(isValid: boolean): void {
    check(isValid);
    if (++this.#extraBytes > maxExtraBytes)
      throw new ParseError(`Expected at most ${maxExtraBytes} bytes of chunk extensions and trailers.`);
  }
}

function check(isTrue: boolean): void {
  if (!isTrue)
    throw new ParseError(
      'Expected CRLF after each chunk size and each chunk, and valid chunk extensions and trailers.',
    );
}
