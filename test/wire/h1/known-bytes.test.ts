import { describe, expect, it } from 'vitest';
import { KnownBytes } from '../../../src/wire/h1/known-bytes.js';

const text = 'HTTP/1.1 200 OK\r\n';

/** `length` bytes that count up, `offset` bytes from a border of words. */
function bytesAt(offset: number, length: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(length + offset), offset);
  for (let i = 0; i < length; i++) bytes[i] = i * 7;
  return bytes;
}

describe('known bytes', () => {
  it.each([0, 1, 2, 3])('are found where all of them are, %d bytes from a border of words', (offset) => {
    for (let length = 0; length < 12; length++) {
      const there = bytesAt(offset, length + 3);
      for (let at = 0; at <= 3; at++) {
        const known = new KnownBytes(there, at, at + length);
        // Once more: what has come again is compared in another way.
        expect([known.length, known.areAt(there, at), known.areAt(there, at)]).toEqual([length, true, true]);
      }
    }
  });

  it.each([0, 1, 2, 3])('are not found where any of them differs, %d bytes from a border of words', (offset) => {
    for (let length = 1; length < 12; length++) {
      const there = bytesAt(offset, length);
      const known = new KnownBytes(there, 0, length);
      if (offset < 2) known.areAt(there, 0);
      for (let i = 0; i < length; i++) {
        const other = bytesAt(offset, length);
        other[i] = (other[i] as number) ^ 0x80;
        expect(known.areAt(other, 0)).toBe(false);
      }
    }
  });

  it('are their own: what becomes of the bytes they were copied from is nothing to them', () => {
    const from = Buffer.from(text);
    const known = new KnownBytes(from, 0, from.length);
    from.fill(0);
    expect([known.areAt(Buffer.from(text), 0), known.areAt(from, 0)]).toEqual([true, false]);
  });

  it('are seen in a buffer that others are read into, each time as it is now', () => {
    const buffer = Buffer.alloc(64);
    const known = new KnownBytes(Buffer.from(text), 0, text.length);
    expect(known.areAt(buffer, 0)).toBe(false);
    buffer.write(text);
    expect(known.areAt(buffer, 0)).toBe(true);
    buffer.write('X', 16);
    expect(known.areAt(buffer, 0)).toBe(false);
  });

  it('are not in what is shorter than they are', () => {
    const known = new KnownBytes(Buffer.from(text), 0, text.length);
    expect([known.areAt(Buffer.from(text.slice(0, 16)), 0), known.areAt(Buffer.alloc(0), 0)]).toEqual([false, false]);
    expect(known.areAt(Buffer.from(`x${text.slice(0, 16)}`), 1)).toBe(false);
  });
});
