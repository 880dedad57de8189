/** Reads one msgpack value from bytes that may be wrong: it allocates no more than the bytes that are there can fill. */
import { isUtf8 } from 'node:buffer';
import { parseDatetime } from './datetime.js';
import { maxDepth, maxValues } from './limits.js';
import { maxCachedLength, TextCache } from './text-cache.js';

/** Its message tells why the bytes are not msgpack, or not accepted. */
export class NotDecodable extends Error {}

/**
 * The one value of `bytes`. A map is a plain object if all its keys are text, and otherwise a `Map`; a map with the key
 * `__datetime__` is a Date; integers beyond 2^53 are BigInts.
 * @throws {NotDecodable} if the value is cut off, is followed by other bytes, is nested too deeply, or has a key `__proto__`,
 * text that is not UTF-8 or an extension type
 */
export function decode(bytes: Buffer): unknown {
  return new Decoder(bytes).decode();
}

const texts = new TextCache();

/** Longer lists grow as their values are read: nested ones could claim the same bytes, each of them. */
const maxPreallocated = 64;

/** Reads one value after the other; each may be anything. */
export class Decoder {
  protected readonly bytes: Buffer;
  protected at = 0;
  protected depth = 0;
  #values = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  decode(): unknown {
    const value = this.read();
    const rest = this.bytes.length - this.at;
    if (rest > 0) throw new NotDecodable(`${rest} more bytes after the end`);
    return value;
  }

  /** The next value. @throws {NotDecodable} */
  read(): unknown {
    const code = this.take(1);
    const byte = this.bytes[code] as number;
    if (byte < 0x80) return byte;
    if (byte >= 0xe0) return byte - 0x100;
    if (byte < 0x90) return this.#map(byte & 15);
    if (byte < 0xa0) return this.#array(byte & 15);
    if (byte < 0xc0) return this.text(byte & 31);
    return this.#readCoded(byte);
  }

  #readCoded(code: number): unknown {
    switch (code) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#bin(this.size(1 << (code - 0xc4)));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.text(this.size(1 << (code - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#array(this.size(2 << (code - 0xdc)));
      case 0xde:
      case 0xdf:
        return this.#map(this.size(2 << (code - 0xde)));
      default:
        return this.#number(code);
    }
  }

  #number(code: number): number | bigint {
    const bytes = this.bytes;
    switch (code) {
      case 0xca:
        return bytes.readFloatBE(this.take(4));
      case 0xcb:
        return bytes.readDoubleBE(this.take(8));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.size(1 << (code - 0xcc));
      case 0xcf:
        return numberIfSafe(bytes.readBigUInt64BE(this.take(8)));
      case 0xd0:
        return bytes.readInt8(this.take(1));
      case 0xd1:
        return bytes.readInt16BE(this.take(2));
      case 0xd2:
        return bytes.readInt32BE(this.take(4));
      case 0xd3:
        return numberIfSafe(bytes.readBigInt64BE(this.take(8)));
      default:
        throw new NotDecodable(code === 0xc1 ? 'the byte 0xc1, which msgpack never uses' : 'an extension type');
    }
  }

  /** An unsigned integer of 1, 2 or 4 bytes. */
  protected size(width: number): number {
    const at = this.take(width);
    if (width === 1) return this.bytes[at] as number;
    return width === 2 ? this.bytes.readUInt16BE(at) : this.bytes.readUInt32BE(at);
  }

  #bin(length: number): Uint8Array {
    const start = this.take(length);
    return new Uint8Array(this.bytes.subarray(start, start + length)); // not a view: the message is not kept
  }

  protected text(length: number): string {
    const start = this.take(length);
    if (length > maxCachedLength) return this.#decodeText(start, length);
    const cached = texts.get(this.bytes, start, length);
    if (cached !== undefined) return cached;
    const text = this.#decodeText(start, length);
    texts.set(this.bytes, start, length, text);
    return text;
  }

  #decodeText(start: number, length: number): string {
    const text = this.bytes.toString('utf8', start, start + length);
    if (text.includes('\uFFFD') && !isUtf8(this.bytes.subarray(start, start + length)))
      throw new NotDecodable('text that is not UTF-8');
    return text;
  }

  #array(length: number): unknown[] {
    this.#enter(length);
    const values = length <= maxPreallocated ? new Array<unknown>(length) : [];
    for (let i = 0; i < length; i++) values[i] = this.read();
    this.depth--;
    return values;
  }

  #map(size: number): unknown {
    this.#enter(size * 2);
    const record: Record<string, unknown> = {};
    for (let i = 0; i < size; i++) {
      const key = this.#key();
      if (typeof key !== 'string') return this.#mixedMap(mapOf(record, i), key, size - i);
      record[key] = this.read();
    }
    this.depth--;
    return '__datetime__' in record ? datetimeOf(record) : record;
  }

  /** The rest of a map, from its first key on that is not text. */
  #mixedMap(map: Map<unknown, unknown>, firstKey: unknown, rest: number): Map<unknown, unknown> {
    map.set(firstKey, this.read());
    for (let i = 1; i < rest; i++) {
      const key = this.#key();
      map.set(key, this.read());
    }
    this.depth--;
    return map;
  }

  #key(): unknown {
    const key = this.read();
    if (typeof key === 'object' && key !== null) throw new NotDecodable('a map with a list, a map or bytes as a key');
    if (key === '__proto__') throw new NotDecodable('a key __proto__');
    return key;
  }

  /** Begins a list of `count` values. */
  #enter(count: number): void {
    this.claim(count);
    if (++this.depth > maxDepth) throw new NotDecodable(`more than ${maxDepth} levels`);
  }

  /** `count` values follow. Each takes a byte at least, so that a wrong count is noticed before it costs memory. */
  protected claim(count: number): void {
    if (count > this.bytes.length - this.at) throw cutOff();
    this.#values += count;
    if (this.#values > maxValues) throw new NotDecodable(`more than ${maxValues} values`);
  }

  /** Passes `length` bytes, and returns where they begin. @throws {NotDecodable} if there are not as many */
  protected take(length: number): number {
    const start = this.at;
    if (length > this.bytes.length - start) throw cutOff();
    this.at = start + length;
    return start;
  }
}

function cutOff(): NotDecodable {
  return new NotDecodable('bytes that end too early');
}

function mapOf(record: Record<string, unknown>, size: number): Map<unknown, unknown> {
  return size === 0 ? new Map() : new Map<unknown, unknown>(Object.entries(record));
}

function numberIfSafe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function datetimeOf(record: Readonly<Record<string, unknown>>): Date {
  const date = parseDatetime(record.as_str);
  if (!date) throw new NotDecodable('a __datetime__ whose as_str is no date');
  return date;
}
