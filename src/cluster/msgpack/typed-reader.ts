/** Reads msgpack whose form is known beforehand: it creates only what the caller asks for, and accepts nothing else. */
import { Decoder, NotDecodable } from './decoder.js';

/** Levels that the caller may have entered without the reader knowing. */
const assumedDepth = 8;

/** Every method throws {@link NotDecodable} where something else follows than it reads. */
export class TypedReader extends Decoder {
  readonly #view: DataView;

  constructor(bytes: Buffer) {
    super(bytes);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.depth = assumedDepth;
  }

  /** Passes these bytes. */
  expect(expected: Uint8Array): void {
    const { bytes } = this;
    const start = this.take(expected.length);
    for (let i = 0; i < expected.length; i++) if (bytes[start + i] !== expected[i]) throw otherForm();
  }

  expectEnd(): void {
    if (this.at < this.bytes.length) throw otherForm();
  }

  /** How many values the list has that begins here. */
  list(): number {
    return this.#head(0x90, 0xdc, 1);
  }

  /** How many pairs the map has that begins here. */
  map(): number {
    return this.#head(0x80, 0xde, 2);
  }

  /** A text of at most `maxLength` characters. */
  shortText(maxLength: number): string {
    const byte = this.#byte();
    const length = byte >= 0xa0 && byte < 0xc0 ? byte & 31 : this.#textSize(byte);
    const text = this.text(length);
    if (text.length > maxLength) throw otherForm();
    return text;
  }

  /** A safe integer of 0 or more. */
  count(): number {
    const byte = this.#byte();
    return byte < 0x80 ? byte : this.#integer(byte);
  }

  /** A number from 0 to the largest safe integer. */
  amount(): number {
    const byte = this.#byte();
    if (byte < 0x80) return byte;
    if (byte !== 0xcb) return this.#integer(byte);
    const value = this.#view.getFloat64(this.take(8));
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw otherForm();
    return value;
  }

  /** The same, or nil. */
  amountOrNull(): number | null {
    if (this.bytes[this.at] !== 0xc0) return this.amount();
    this.at++;
    return null;
  }

  /** A list of safe integers of 0 or more. */
  counts(): number[] {
    const length = this.list();
    const counts: number[] = [];
    for (let i = 0; i < length; i++) counts.push(this.count());
    return counts;
  }

  #byte(): number {
    return this.bytes[this.take(1)] as number;
  }

  #integer(code: number): number {
    if (code >= 0xcc && code <= 0xce) return this.size(1 << (code - 0xcc));
    if (code !== 0xcf) throw otherForm();
    const value = Number(this.#view.getBigUint64(this.take(8)));
    if (!Number.isSafeInteger(value)) throw otherForm();
    return value;
  }

  #textSize(code: number): number {
    if (code < 0xd9 || code > 0xdb) throw otherForm();
    return this.size(1 << (code - 0xd9));
  }

  /** The head of a list or a map: in one byte up to 15, else `code16` or the code after it. */
  #head(fixed: number, code16: number, valuesEach: number): number {
    const byte = this.#byte();
    let count: number;
    if (byte >= fixed && byte < fixed + 16) count = byte - fixed;
    else if (byte === code16 || byte === code16 + 1) count = this.size(2 << (byte - code16));
    else throw otherForm();
    this.claim(count * valuesEach);
    return count;
  }
}

function otherForm(): NotDecodable {
  return new NotDecodable('a value of another form');
}
