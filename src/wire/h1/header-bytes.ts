/** The header lines of a response as bytes: searched without decoding, decoded when they are read. */
import type { HeaderBlock } from '../headers.js';

const [lineFeed, colon, space, tab] = [10, 58, 32, 9];

/** One of 32 bits for a header name, as in a Bloom filter: the mask of all names excludes most headers that are absent. */
export function nameBit(length: number, firstByte: number): number {
  return 1 << ((length + (firstByte | 0x20)) & 31);
}

/** Checked lines, `name:value` and CRLF, from `start` to `end` of `bytes`. */
export class HeaderBytes implements HeaderBlock {
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;
  readonly #mask: number;
  /** The last lookup: responses with a cached head share this object, and the same headers are looked up in each. */
  #lastName = '';
  #lastValue: string | null = null;

  /** @param mask the {@link nameBit}s of all names */
  constructor(bytes: Buffer, start: number, end: number, mask: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.#mask = mask;
  }

  value(lowerName: string): string | null {
    if ((this.#mask & nameBit(lowerName.length, lowerName.charCodeAt(0))) === 0) return null;
    if (lowerName === this.#lastName) return this.#lastValue;
    const line = this.#find(lowerName, this.#start);
    this.#lastName = lowerName;
    this.#lastValue = line < 0 ? null : this.#valueAt(line + lowerName.length + 1);
    return this.#lastValue;
  }

  values(lowerName: string): readonly string[] {
    if ((this.#mask & nameBit(lowerName.length, lowerName.charCodeAt(0))) === 0) return none;
    const values: string[] = [];
    for (let line = this.#find(lowerName, this.#start); line >= 0; line = this.#find(lowerName, this.#next(line))) {
      values.push(this.#valueAt(line + lowerName.length + 1));
    }
    return values;
  }

  toHeaders(): Headers {
    const headers = new Headers();
    for (let line = this.#start; line < this.#end; line = this.#next(line)) {
      const end = this.#bytes.indexOf(colon, line);
      headers.append(this.#bytes.toString('latin1', line, end), this.#valueAt(end + 1));
    }
    return headers;
  }

  /** The first line at or after `line` whose name is `lowerName`; −1 for none. */
  #find(lowerName: string, line: number): number {
    for (let at = line; at < this.#end; at = this.#next(at)) if (this.#isNamed(lowerName, at)) return at;
    return -1;
  }

  #isNamed(lowerName: string, line: number): boolean {
    return this.#bytes[line + lowerName.length] === colon && equalsIgnoringCase(this.#bytes, line, lowerName);
  }

  #next(line: number): number {
    return this.#bytes.indexOf(lineFeed, line) + 1;
  }

  /** The value without the white space around it. */
  #valueAt(from: number): string {
    const bytes = this.#bytes;
    let start = from;
    let end = bytes.indexOf(lineFeed, from) - 1;
    while (start < end && (bytes[start] === space || bytes[start] === tab)) start++;
    while (end > start && (bytes[end - 1] === space || bytes[end - 1] === tab)) end--;
    return bytes.toString('latin1', start, end);
  }
}

const none: readonly string[] = Object.freeze([]);

/** True if `bytes` contains `lowerText` at `from`, ignoring case. */
export function equalsIgnoringCase(bytes: Buffer, from: number, lowerText: string): boolean {
  for (let i = 0; i < lowerText.length; i++) {
    const byte = bytes[from + i] as number;
    const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    if (lower !== lowerText.charCodeAt(i)) return false;
  }
  return true;
}
