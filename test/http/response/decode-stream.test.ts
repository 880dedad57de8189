import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync, constants as zlib } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStream } from '../../../src/http/response/decode-stream.js';
import { acceptEncoding } from '../../../src/http/response/decompress.js';
import type { Chunk } from '../../../src/http/response/incoming-body.js';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Chunk> {
  for (let from = 0, at = 0; from < bytes.length; from += size) {
    yield { bytes: bytes.subarray(from, from + size), at: at++ };
  }
}

async function decoded(chunks: AsyncIterable<Chunk>, encodings: readonly string[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const { bytes } of decodeStream(chunks, encodings)) pieces.push(bytes);
  return Buffer.concat(pieces);
}

const encoders: readonly (readonly [names: string[], encode: (bytes: Buffer) => Buffer])[] = [
  [['gzip'], (bytes) => gzipSync(bytes)],
  [['x-gzip'], (bytes) => gzipSync(bytes)],
  [['deflate'], (bytes) => deflateSync(bytes)],
  [['deflate'], (bytes) => deflateRawSync(bytes)],
  [['br'], (bytes) => brotliCompressSync(bytes)],
  [['gzip', 'deflate'], (bytes) => gzipSync(deflateSync(bytes))],
  [[], (bytes) => bytes],
];

describe('a compressed stream', () => {
  it.each(encoders)('is decoded with any chunk sizes: %j', async (names, encode) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
        expect(await decoded(inPieces(encode(Buffer.from(bytes)), size), names)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('yields flushed data at once, with its time', async () => {
    const gzip = createGzip();
    const pieces: Buffer[] = [];
    gzip.on('data', (piece) => pieces.push(piece));
    const sent: Chunk[] = [];
    for (const word of ['one', 'two', 'three']) {
      gzip.write(word);
      await new Promise<void>((resolve) => gzip.flush(zlib.Z_SYNC_FLUSH, resolve));
      sent.push({ bytes: Buffer.concat(pieces.splice(0)), at: sent.length * 100 });
    }
    const got: [string, number][] = [];
    for await (const { bytes, at } of decodeStream(endless(sent), ['gzip'])) {
      got.push([bytes.toString(), at]);
      if (got.length === 3) break;
    }
    expect(got).toEqual([
      ['one', 0],
      ['two', 100],
      ['three', 200],
    ]);
  });

  it('that would fill the memory is yielded in small chunks', async () => {
    const bomb = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024), { params: { [zlib.BROTLI_PARAM_QUALITY]: 4 } });
    let total = 0;
    let largest = 0;
    for await (const { bytes } of decodeStream(inPieces(bomb, 1e6), ['br'])) {
      total += bytes.length;
      largest = Math.max(largest, bytes.length);
    }
    expect(total).toBe(64 * 1024 * 1024);
    expect(largest).toBeLessThan(1024 * 1024);
  });

  it.skipIf(!acceptEncoding.includes('zstd'))('may be zstd if Node supports it', async () => {
    const zstd = Buffer.from('KLUv/SQFKQAAc291bmT/Heyi', 'base64');
    expect((await decoded(inPieces(zstd, 4), ['zstd'])).toString()).toBe('sound');
  });

  it.each(['gzip', 'deflate', 'br'])('of what is not %s throws', async (encoding) => {
    await expect(decoded(inPieces(Buffer.from('hello there'), 5), [encoding])).rejects.toThrow();
  });

  it.each(encoders.slice(0, 5))('that is cut short throws: %j', async (names, encode) => {
    const bytes = encode(Buffer.from('sound '.repeat(100)));
    await expect(decoded(inPieces(bytes.subarray(0, -5), 7), names)).rejects.toThrow();
  });

  it('ends where the encoding ends, ignoring later bytes', async () => {
    const bytes = Buffer.concat([gzipSync('sound'), Buffer.alloc(20), Buffer.from('garbage')]);
    expect((await decoded(inPieces(bytes, 9), ['gzip'])).toString()).toBe('sound');
  });
});

/** Yields the chunks, then never settles. */
async function* endless(chunks: readonly Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks;
  await new Promise(() => {});
}
