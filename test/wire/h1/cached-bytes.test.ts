import { describe, expect, it } from 'vitest';
import { CachedBytes } from '../../../src/wire/h1/cached-bytes.js';

const text = 'HTTP/1.1 200 OK\r\n';

/** `length` bytes that count up, `offset` bytes after a word boundary. */
function bytesAt(offset: number, length: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(length + offset), offset);
  for (let i = 0; i < length; i++) bytes[i] = i * 7;
  return bytes;
}

describe('CachedBytes', () => {
  it.each([0, 1, 2, 3])('matches equal bytes, %d bytes after a word boundary', (offset) => {
    for (let length = 0; length < 12; length++) {
      const there = bytesAt(offset, length + 3);
      for (let at = 0; at <= 3; at++) {
        const known = new CachedBytes(there, at, at + length);
        // Once more: the second match is compared by words.
        expect([known.length, known.matchesAt(there, at), known.matchesAt(there, at)]).toEqual([length, true, true]);
      }
    }
  });

  it.each([0, 1, 2, 3])('does not match bytes of which any differs, %d bytes after a word boundary', (offset) => {
    for (let length = 1; length < 12; length++) {
      const there = bytesAt(offset, length);
      const known = new CachedBytes(there, 0, length);
      if (offset < 2) known.matchesAt(there, 0);
      for (let i = 0; i < length; i++) {
        const other = bytesAt(offset, length);
        other[i] = (other[i] as number) ^ 0x80;
        expect(known.matchesAt(other, 0)).toBe(false);
      }
    }
  });

  it('is a copy: changes of the original bytes have no effect', () => {
    const from = Buffer.from(text);
    const known = new CachedBytes(from, 0, from.length);
    from.fill(0);
    expect([known.matchesAt(Buffer.from(text), 0), known.matchesAt(from, 0)]).toEqual([true, false]);
  });

  it('matches the current content of a reused buffer', () => {
    const buffer = Buffer.alloc(64);
    const known = new CachedBytes(Buffer.from(text), 0, text.length);
    expect(known.matchesAt(buffer, 0)).toBe(false);
    buffer.write(text);
    expect(known.matchesAt(buffer, 0)).toBe(true);
    buffer.write('X', 16);
    expect(known.matchesAt(buffer, 0)).toBe(false);
  });

  it('does not match shorter bytes', () => {
    const known = new CachedBytes(Buffer.from(text), 0, text.length);
    expect([known.matchesAt(Buffer.from(text.slice(0, 16)), 0), known.matchesAt(Buffer.alloc(0), 0)]).toEqual([
      false,
      false,
    ]);
    expect(known.matchesAt(Buffer.from(`x${text.slice(0, 16)}`), 1)).toBe(false);
  });
});
