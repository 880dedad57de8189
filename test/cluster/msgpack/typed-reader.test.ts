import { describe, expect, it } from 'vitest';
import { NotDecodable } from '../../../src/cluster/msgpack/decoder.js';
import { encode } from '../../../src/cluster/msgpack/encoder.js';
import { TypedReader } from '../../../src/cluster/msgpack/typed-reader.js';

const readerOf = (...values: unknown[]) => new TypedReader(Buffer.concat(values.map(encode)));
const max = Number.MAX_SAFE_INTEGER;

describe('TypedReader', () => {
  it('reads counts of any size, one after the other, to the end', () => {
    const counts = [0, 1, 127, 128, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, max];
    const reader = readerOf(...counts);
    expect(counts.map(() => reader.count())).toEqual(counts);
    reader.expectEnd();
    expect(() => reader.count()).toThrow(NotDecodable);
  });

  it('reads amounts, and null where they may be missing', () => {
    const reader = readerOf(0.5, 7, 1e15, null, 0.25);
    expect([reader.amount(), reader.amount(), reader.amount()]).toEqual([0.5, 7, 1e15]);
    expect([reader.amountOrNull(), reader.amountOrNull()]).toEqual([null, 0.25]);
  });

  it('reads texts of any length up to a limit, ASCII or not', () => {
    for (const text of ['', 'a', 'é'.repeat(20), 'x'.repeat(300), 'y'.repeat(70_000)])
      expect(readerOf(text).shortText(70_000)).toBe(text);
    expect(() => readerOf('abcd').shortText(3)).toThrow(NotDecodable);
    expect(() => new TypedReader(Buffer.from('a2ff41', 'hex')).shortText(9)).toThrow('not UTF-8');
  });

  it('reads heads of lists and maps of any size, and any value', () => {
    for (const length of [0, 15, 16, 70_000]) {
      expect(readerOf(new Array(length).fill(1)).list()).toBe(length);
      expect(readerOf(new Map(Array.from({ length }, (_, i) => [i, 1]))).map()).toBe(length);
    }
    expect(readerOf([3, 1, 2 ** 40]).counts()).toEqual([3, 1, 2 ** 40]);
    expect(readerOf({ a: [null, 'x'] }).read()).toEqual({ a: [null, 'x'] });
  });

  it('passes expected bytes', () => {
    const reader = readerOf('a', 'b');
    reader.expect(encode('a'));
    expect(() => reader.expect(encode('c'))).toThrow(NotDecodable);
  });

  it.each<[string, (reader: TypedReader) => unknown, unknown]>([
    ['a count', (reader) => reader.count(), -1],
    ['a count', (reader) => reader.count(), 0.5],
    ['a count', (reader) => reader.count(), 2n ** 60n],
    ['a count', (reader) => reader.count(), 'a'],
    ['an amount', (reader) => reader.amount(), -0.5],
    ['an amount', (reader) => reader.amount(), max * 2],
    ['an amount', (reader) => reader.amount(), null],
    ['a text', (reader) => reader.shortText(9), 5],
    ['a list', (reader) => reader.list(), {}],
    ['a map', (reader) => reader.map(), []],
    ['the end', (reader) => reader.expectEnd(), 1],
  ])('refuses %s that is another value (case %#)', (_name, read, value) => {
    expect(() => read(readerOf(value))).toThrow(NotDecodable);
  });

  it('refuses NaN, and lists that claim more values than there are bytes', () => {
    expect(() => new TypedReader(Buffer.from('cb7ff8000000000000', 'hex')).amount()).toThrow(NotDecodable);
    expect(() => new TypedReader(Buffer.from('ddffffffff00', 'hex')).list()).toThrow(NotDecodable);
    expect(() => new TypedReader(Buffer.from('dfffffffff00', 'hex')).map()).toThrow(NotDecodable);
  });
});
