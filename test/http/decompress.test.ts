import { brotliCompressSync, deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompress } from '../../src/http/decompress.js';
import { now } from '../../src/util/clock.js';
import { openSession } from '../helpers/http-session.js';
import { serveAndSee } from '../helpers/server.js';

const encoders: readonly (readonly [name: string, header: string, encode: (bytes: Buffer) => Buffer])[] = [
  ['gzip', 'gzip', (bytes) => gzipSync(bytes)],
  ['gzip by its old name, in capitals', 'X-GZIP', (bytes) => gzipSync(bytes)],
  ['deflate', 'deflate', (bytes) => deflateSync(bytes)],
  ['deflate without its wrapper, as some servers send it', 'deflate', (bytes) => deflateRawSync(bytes)],
  ['brotli', 'br', (bytes) => brotliCompressSync(bytes)],
  ['two encodings, the last one undone first', 'deflate, gzip', (bytes) => gzipSync(deflateSync(bytes))],
  ['none', 'identity', (bytes) => bytes],
];

describe('a compressed response', () => {
  it.each(encoders)('is decoded: %s; its length counts decoded bytes', async (_, header, encode) => {
    const plain = 'sound '.repeat(5_000);
    const server = await serveAndSee((_, response) => {
      response.writeHead(200, { 'content-encoding': header }).end(encode(Buffer.from(plain)));
    });
    const { session, samples, errors } = openSession(server.url);
    expect((await session.get('/')).text()).toBe(plain);
    expect(samples[0]?.responseLength).toBe(30_000);
    expect(errors()).toEqual([null]);
    expect(server.last().headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  it('takes the time that its decoding takes, too', async () => {
    const packed = gzipSync(Buffer.alloc(32 * 1024 * 1024));
    const server = await serveAndSee((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    });
    const { session } = openSession(server.url);
    const { elapsed } = await session.get('/');
    const decodings = Array.from({ length: 5 }, () => {
      const startedAt = now();
      gunzipSync(packed);
      return now() - startedAt;
    });
    expect(elapsed).toBeGreaterThan(Math.min(...decodings) / 2);
  });

  it('whose encoding nobody knows is left as it came', async () => {
    const server = await serveAndSee((_, response) => {
      response.writeHead(200, { 'content-encoding': 'rot13' }).end('uryyb');
    });
    expect((await openSession(server.url).session.get('/')).text()).toBe('uryyb');
  });

  it.each([200, 204, 304])('may be empty (%i)', async (status) => {
    const server = await serveAndSee((_, response) => {
      response.writeHead(status, { 'content-encoding': 'gzip' }).end();
    });
    const { session, errors } = openSession(server.url);
    expect((await session.get('/')).status).toBe(status);
    await session.head('/');
    expect(errors()).toEqual([null, null]);
  });
});

describe('decompress', () => {
  it.each(encoders)('gives back what was encoded: %s', (_, header, encode) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), (bytes) => {
        expect(decompress(encode(Buffer.from(bytes)), header)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
  });

  it.each(['gzip', 'deflate', 'br'])('throws on what is not %s', (encoding) => {
    expect(() => decompress(Buffer.from('hello'), encoding)).toThrow();
  });
});
