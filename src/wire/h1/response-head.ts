/** Parses the head of a response in one pass, with the headers that define where its body ends and whether the connection closes. */
import { maxHeadBytes } from '../wire-error.js';
import type { ParsedHead } from './head-cache.js';
import { equalsIgnoringCase, HeaderBytes, nameBit } from './header-bytes.js';
import { headTooLongError, notHttpError, ParseError } from './parse-error.js';
import { textBytes, tokenBytes } from './wire-syntax.js';

/** The maximum number of header lines of a head. */
export const maxHeaderLines = 500;

const [tab, lineFeed, carriageReturn, space, zero, one, nine, colon] = [9, 10, 13, 32, 48, 49, 57, 58];
const version = Buffer.from('HTTP/1.');
/** The length of `HTTP/1.1 200`. */
const prefixBytes = 12;

/** A reusable parser; each {@link parse} replaces the last result. */
export class ResponseHead {
  status = 0;
  statusText = '';
  /** Content-Length; −1 for none. */
  contentLength = -1;
  isChunked = false;
  /** Whether the connection stays open after this response. */
  keepsAlive = true;
  #start = 0;
  #linesAt = 0;
  #linesEnd = 0;
  #mask = 0;
  #hasClose = false;
  #hasKeepAlive = false;
  #isHttp10 = false;

  /**
   * The index after the head that begins at `start`; −1 if it is incomplete.
   * @throws {ParseError} at the first byte that breaks the rules
   */
  parse(bytes: Buffer, start: number): number {
    this.#reset(start);
    let at = this.#parseStatusLine(bytes, start);
    this.#linesAt = at;
    for (let count = 0; at >= 0; count++) {
      if (count > maxHeaderLines) throw new ParseError(`Expected at most ${maxHeaderLines} headers.`);
      if (at - start > maxHeadBytes) throw headTooLongError();
      if (at < bytes.length && bytes[at] === carriageReturn) return this.#end(bytes, at);
      at = this.#parseLine(bytes, at);
    }
    if (bytes.length - start > maxHeadBytes) throw headTooLongError();
    return -1;
  }

  /** The result of the last {@link parse} of these bytes. */
  toParsedHead(bytes: Buffer): ParsedHead {
    const { status, statusText, contentLength, isChunked, keepsAlive } = this;
    const headers = new HeaderBytes(bytes, this.#linesAt, this.#linesEnd, this.#mask);
    return { status, statusText, contentLength, isChunked, keepsAlive, headers };
  }

  #reset(start: number): void {
    this.#start = start;
    this.#mask = 0;
    this.contentLength = -1;
    this.isChunked = false;
    this.#hasClose = false;
    this.#hasKeepAlive = false;
  }

  /** The index after the status line; −1 if it is incomplete. */
  #parseStatusLine(bytes: Buffer, start: number): number {
    const { length } = bytes;
    const received = Math.min(length - start, prefixBytes);
    for (let i = 0; i < received; i++)
      if (!fitsPrefix(bytes[start + i] as number, i)) throw notHttpError(bytes.subarray(start));
    if (received < prefixBytes) return -1;
    this.#isHttp10 = bytes[start + 7] === zero;
    this.status = statusAt(bytes, start + 9);
    const from = start + prefixBytes;
    let at = from;
    while (at < length && textBytes[bytes[at] as number] === 1) at++;
    if (at > from && bytes[from] !== space) throw notHttpError(bytes.subarray(start));
    const end = lineEnd(bytes, at);
    if (end > 0) this.statusText = reasonAt(bytes, from + 1, at);
    return end;
  }

  /** The index after the header line at `start`; −1 if it is incomplete. */
  #parseLine(bytes: Buffer, start: number): number {
    const { length } = bytes;
    let at = start;
    while (at < length && tokenBytes[bytes[at] as number] === 1) at++;
    if (at === length) return -1;
    if (at === start || bytes[at] !== colon) throw new ParseError('Expected a name and a colon in each header line.');
    const nameEnd = at++;
    while (at < length && (bytes[at] === space || bytes[at] === tab)) at++;
    const from = at;
    while (at < length && textBytes[bytes[at] as number] === 1) at++;
    const end = lineEnd(bytes, at);
    if (end > 0) this.#readHeader(bytes, start, nameEnd, from, at);
    return end;
  }

  /** Reads the headers that define where the body ends and whether the connection closes. */
  #readHeader(bytes: Buffer, start: number, nameEnd: number, from: number, end: number): void {
    const length = nameEnd - start;
    this.#mask |= nameBit(length, bytes[start] as number);
    if (length === 14 && equalsIgnoringCase(bytes, start, 'content-length')) this.#readLength(bytes, from, end);
    else if (length === 17 && equalsIgnoringCase(bytes, start, 'transfer-encoding'))
      this.#readEncoding(bytes, from, end);
    else if (length === 10 && equalsIgnoringCase(bytes, start, 'connection')) this.#readConnection(bytes, from, end);
  }

  #readLength(bytes: Buffer, from: number, end: number): void {
    if (this.contentLength >= 0) throw new ParseError('Expected one Content-Length, got several.');
    this.contentLength = lengthAt(bytes, from, end);
  }

  #readEncoding(bytes: Buffer, from: number, end: number): void {
    if (this.isChunked || !/^chunked *$/i.test(bytes.toString('latin1', from, end))) {
      throw new ParseError('Expected Transfer-Encoding to be chunked and to appear at most once.');
    }
    this.isChunked = true;
  }

  #readConnection(bytes: Buffer, from: number, end: number): void {
    if (end - from === 10 && equalsIgnoringCase(bytes, from, 'keep-alive')) {
      this.#hasKeepAlive = true;
      return;
    }
    for (const option of bytes.toString('latin1', from, end).split(',')) {
      const word = option.trim().toLowerCase();
      if (word === 'close') this.#hasClose = true;
      else if (word === 'keep-alive') this.#hasKeepAlive = true;
    }
  }

  #end(bytes: Buffer, at: number): number {
    if (at + 1 === bytes.length) return -1;
    if (bytes[at + 1] !== lineFeed) throw new ParseError('Expected a line feed after each carriage return.');
    if (this.isChunked && this.contentLength >= 0) {
      throw new ParseError('Expected Content-Length or Transfer-Encoding, got both.');
    }
    if (this.isChunked && this.#isHttp10) throw new ParseError('Expected no Transfer-Encoding in HTTP/1.0.');
    this.keepsAlive = !this.#hasClose && (!this.#isHttp10 || this.#hasKeepAlive);
    this.#linesEnd = at;
    if (at + 2 - this.#start > maxHeadBytes) throw headTooLongError();
    return at + 2;
  }
}

function fitsPrefix(byte: number, i: number): boolean {
  if (i < 7) return byte === version[i];
  if (i === 7) return byte === zero || byte === one;
  if (i === 8) return byte === space;
  return byte >= (i === 9 ? one : zero) && byte <= nine;
}

function statusAt(bytes: Buffer, at: number): number {
  return (bytes[at] as number) * 100 + (bytes[at + 1] as number) * 10 + (bytes[at + 2] as number) - zero * 111;
}

/** The reason phrase. Most are `OK`, which is returned without decoding. */
function reasonAt(bytes: Buffer, from: number, end: number): string {
  if (end - from === 2 && bytes[from] === 0x4f && bytes[from + 1] === 0x4b) return 'OK';
  return from >= end ? '' : bytes.toString('latin1', from, end);
}

/** The index after the line ending at `at`; −1 if it is incomplete. */
function lineEnd(bytes: Buffer, at: number): number {
  if (at === bytes.length) return -1;
  if (bytes[at] !== carriageReturn)
    throw new ParseError('Expected each line of the head to end with CRLF and to have no control characters.');
  if (at + 1 === bytes.length) return -1;
  if (bytes[at + 1] !== lineFeed) throw new ParseError('Expected a line feed after each carriage return.');
  return at + 2;
}

function lengthAt(bytes: Buffer, from: number, end: number): number {
  let last = end;
  while (last > from && bytes[last - 1] === space) last--; // not tabs: other parsers reject them
  let value = 0;
  for (let at = from; at < last; at++) {
    const byte = bytes[at] as number;
    if (byte < zero || byte > nine) throw contentLengthError();
    value = value * 10 + byte - zero;
  }
  if (last === from || last - from > 15) throw contentLengthError();
  return value;
}

function contentLengthError(): ParseError {
  return new ParseError('Expected a whole number of at most 15 digits as Content-Length.');
}
