import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandFlag, type Frame, frameBytesOf, moreFlag } from '../../../src/cluster/zmtp/frame.js';
import { FrameReader } from '../../../src/cluster/zmtp/frame-reader.js';
import { ByteBudget } from '../../../src/cluster/zmtp/limits.js';

const MiB = 1_048_576;
const readerOf = (maxBodyBytes = MiB, budget = new ByteBudget(64 * MiB)) => new FrameReader(maxBodyBytes, budget);

/** What the reader finds in these chunks; bodies are copied. */
function read(reader: FrameReader, chunks: readonly Buffer[]): Frame[] {
  const frames: Frame[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let frame = reader.next(); frame; frame = reader.next()) {
      frames.push({ ...frame, body: Buffer.from(frame.body) });
    }
  }
  return frames;
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...chunks, bytes.subarray(at)];
}

describe('FrameReader', () => {
  it('finds the same frames however they are cut', () => {
    const flags = fc.constantFrom(0, moreFlag, commandFlag);
    const body = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 250, maxLength: 9_000 }));
    const frames = fc.array(fc.tuple(body, flags), { maxLength: 8 });
    const sizes = fc.array(fc.oneof(fc.nat(3), fc.nat(5_000)), { maxLength: 50 });
    fc.assert(
      fc.property(frames, sizes, (given, cuts) => {
        const budget = new ByteBudget(MiB);
        const bytes = Buffer.concat(given.map(([data, flag]) => frameBytesOf(data, flag)));
        const expected = given.map(([data, flag]) => ({
          hasMore: flag === moreFlag,
          isCommand: flag === commandFlag,
          body: Buffer.from(data),
        }));
        expect(read(readerOf(MiB, budget), cut(bytes, cuts))).toEqual(expected);
        expect(budget.used).toBe(0);
      }),
    );
  });

  it('reads a frame of 300 kB that comes byte by byte', () => {
    const bytes = frameBytesOf(Buffer.alloc(300_000, 7), 0);
    const chunks = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    expect(read(readerOf(), chunks)).toEqual([{ hasMore: false, isCommand: false, body: Buffer.alloc(300_000, 7) }]);
  });

  it('refuses a frame that is too large as soon as it is announced', () => {
    const head = frameBytesOf(Buffer.alloc(1_001), 0).subarray(0, 9);
    expect(() => read(readerOf(1_000), [head])).toThrow('Expected frames of 1000 bytes at most, got one of 1001.');
    const huge = Buffer.from('02ffffffffffffffff', 'hex');
    expect(() => read(readerOf(), [huge])).toThrow('Expected frames of 1048576 bytes at most');
  });

  it('holds what has arrived, not what was announced', () => {
    const budget = new ByteBudget(100 * MiB);
    const reader = readerOf(64 * MiB, budget);
    read(reader, [frameBytesOf(Buffer.alloc(60 * MiB), 0).subarray(0, 10_009)]);
    expect(budget.used).toBeLessThan(20_001);
    reader.close();
    expect(budget.used).toBe(0);
  });

  it('refuses more than all connections may hold together', () => {
    const budget = new ByteBudget(25_000);
    const part = frameBytesOf(Buffer.alloc(50_000), 0).subarray(0, 10_000);
    read(readerOf(MiB, budget), [part]);
    read(readerOf(MiB, budget), [part]);
    const third = readerOf(MiB, budget);
    expect(() => read(third, [part])).toThrow('of all nodes together');
    third.close();
    expect(budget.used).toBeLessThan(25_000);
  });

  it.each(['0800', 'ff00', '0500', '0700'])('refuses the flags of %s', (hex) => {
    expect(() => read(readerOf(), [Buffer.from(hex, 'hex')])).toThrow('Expected a frame of ZMTP, got flags');
  });
});
