/** Writes values as msgpack (https://github.com/msgpack/msgpack/blob/master/spec.md), in the forms that Locust reads. */
import { ByteSink } from './byte-sink.js';
import { datetimeText, hasDatetimeText } from './datetime.js';
import { maxDepth } from './limits.js';

/** Its message tells what cannot be encoded, and `path` where. */
export class NotEncodable extends Error {
  /** Keys and indices from the outermost value: `['users', 3, 'weight']`. */
  readonly path: (string | number)[] = [];
}

/**
 * The msgpack of a value: maps for plain objects, instances of classes and `Map`s; nil for undefined; integers for whole
 * numbers and BigInts; a `__datetime__` map for a Date; bin for bytes.
 * @throws {NotEncodable} for what msgpack cannot represent or Locust cannot read
 */
export function encode(value: unknown): Buffer {
  try {
    write(value, 0);
    return sink.takeBytes();
  } catch (error) {
    sink.clear();
    throw error;
  }
}

const sink = new ByteSink();

function write(value: unknown, depth: number): void {
  if (typeof value === 'string') sink.text(value);
  else if (typeof value === 'number') writeNumber(value);
  else if (typeof value === 'boolean') sink.byte(value ? 0xc3 : 0xc2);
  else if (value === undefined || value === null) sink.byte(0xc0);
  else if (typeof value === 'object') writeObject(value, depth);
  else if (typeof value === 'bigint') writeBigInt(value);
  else throw new NotEncodable(`a ${typeof value}`);
}

function writeNumber(value: number): void {
  if (!Number.isFinite(value)) throw new NotEncodable(String(value));
  if (!Number.isSafeInteger(value)) sink.double(0xcb, value);
  else if (value >= 0) writeUnsigned(value);
  else writeNegative(value);
}

function writeUnsigned(value: number): void {
  if (value < 0x80) sink.byte(value);
  else if (value < 0x100) sink.uint8(0xcc, value);
  else if (value < 0x1_0000) sink.uint16(0xcd, value);
  else if (value < 0x1_0000_0000) sink.uint32(0xce, value);
  else sink.uint64(0xcf, BigInt(value));
}

function writeNegative(value: number): void {
  if (value >= -0x20) sink.byte(value & 0xff);
  else if (value >= -0x80) sink.uint8(0xd0, value & 0xff);
  else if (value >= -0x8000) sink.uint16(0xd1, value & 0xffff);
  else if (value >= -0x8000_0000) sink.uint32(0xd2, value >>> 0);
  else sink.uint64(0xd3, BigInt(value));
}

function writeBigInt(value: bigint): void {
  if (Number.isSafeInteger(Number(value))) writeNumber(Number(value));
  else if (value > 0n && value < 2n ** 64n) sink.uint64(0xcf, value);
  else if (value < 0n && value >= -(2n ** 63n)) sink.uint64(0xd3, value);
  else throw new NotEncodable('a BigInt of more than 64 bits');
}

function writeObject(value: object, depth: number): void {
  if (depth >= maxDepth) throw new NotEncodable(`more than ${maxDepth} levels, or an object that contains itself`);
  if (Array.isArray(value)) writeArray(value, depth + 1);
  else if (value instanceof Map) writeMap(value, depth + 1);
  else if (value instanceof Uint8Array) writeBytes(value);
  else if (value instanceof Date) writeDate(value, depth);
  else {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind !== 'Object') throw new NotEncodable(`a ${kind}`);
    writeRecord(value as Record<string, unknown>, depth + 1);
  }
}

function writeArray(values: readonly unknown[], depth: number): void {
  sink.head(values.length, 0x90, 15, 0xdc);
  let i = 0;
  try {
    for (; i < values.length; i++) write(values[i], depth);
  } catch (error) {
    throw within(i, error);
  }
}

function writeMap(map: ReadonlyMap<unknown, unknown>, depth: number): void {
  sink.head(map.size, 0x80, 15, 0xde);
  for (const [key, value] of map) {
    if (typeof key === 'object' && key !== null) throw new NotEncodable('a Map with objects as keys');
    try {
      if (key === '__proto__') throw new NotEncodable('a key of that name');
      write(key, depth);
      write(value, depth);
    } catch (error) {
      throw within(String(key), error);
    }
  }
}

function writeRecord(record: Record<string, unknown>, depth: number): void {
  const keys = Object.keys(record);
  sink.head(keys.length, 0x80, 15, 0xde);
  let current = '';
  try {
    for (const key of keys) {
      current = key;
      if (key === '__proto__') throw new NotEncodable('a property of that name');
      sink.text(key);
      write(record[key], depth);
    }
  } catch (error) {
    throw within(current, error);
  }
}

function writeBytes(bytes: Uint8Array): void {
  if (bytes.length < 256) sink.uint8(0xc4, bytes.length);
  else sink.head(bytes.length, 0, -1, 0xc5);
  sink.bytes(bytes);
}

function writeDate(date: Date, depth: number): void {
  if (!hasDatetimeText(date)) throw new NotEncodable('a Date that is invalid or after the year 9999');
  writeRecord({ __datetime__: true, as_str: datetimeText(date) }, depth + 1);
}

function within(key: string | number, error: unknown): unknown {
  if (error instanceof NotEncodable) error.path.unshift(key);
  return error;
}
