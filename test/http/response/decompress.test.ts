import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptEncoding, decompress } from '../../../src/http/response/decompress.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

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
    expect(server.last().headers['accept-encoding']).toBe(acceptEncoding);
  });

  it('has an elapsed time that includes decoding', async () => {
    const packed = gzipSync(Buffer.alloc(8 * 1024 * 1024)); // zeros, of which a machine decodes 1 GB a second
    const server = await serveAndSee((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    });
    const { session } = openSession(server.url);
    const { elapsed, phases } = await session.get('/', { phases: true });
    const untilLastByte = Object.values(phases ?? {}).reduce<number>((sum, phase) => sum + (phase ?? 0), 0);
    expect(elapsed - untilLastByte).toBeGreaterThan(1);
  });

  it('with an unknown encoding is left unchanged', async () => {
    const server = await serveAndSee((_, response) => {
      response.writeHead(200, { 'content-encoding': 'rot13' }).end('uryyb');
    });
    expect((await openSession(server.url).session.get('/')).text()).toBe('uryyb');
  });

  it.each(encoders)(
    'that decompresses to more than the limit fails, and the user continues: %s',
    async (_, header, encode) => {
      const server = await serveAndSee(({ url }, response) => {
        if (url === '/bomb') response.writeHead(200, { 'content-encoding': header }).end(encode(Buffer.alloc(2 ** 20)));
        else response.end('fine');
      });
      const { session, samples, errors } = openSession(server.url);
      session.maxBodyBytes = 2 ** 20 - 1;
      const response = await session.get('/bomb');
      expect(response).toMatchObject({ status: 0, ok: false, error: samples[0]?.exception });
      expect((await session.get('/')).text()).toBe('fine');
      session.maxBodyBytes = 2 ** 20;
      expect((await session.get('/bomb')).bytes()).toHaveLength(2 ** 20);
      expect(errors()).toEqual([
        expect.stringMatching(/^BodyTooLarge\('Expected a body of at most 1048575 bytes/),
        null,
        null,
      ]);
    },
  );

  it.each([
    ['another gzip', gzipSync(' and more'), 'first and more', null],
    ['zeros', Buffer.alloc(8), 'first', null],
    ['anything else', Buffer.from('garbage'), '', 'ContentDecodingError'],
  ])('whose gzip is followed by %s', async (_, rest, text, error) => {
    const { url } = await serveAndSee((_seen, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.concat([gzipSync('first'), rest]));
    });
    const { session } = openSession(url);
    const response = await session.get('/');
    expect([response.text(), response.error?.name ?? null]).toEqual([text, error]);
  });

  it('with too many encodings fails', async () => {
    const pile = (times: number) => Array(times).fill('gzip').join();
    const server = await serveAndSee(({ url }, response) => {
      const times = Number(url.slice(1));
      let bytes = Buffer.from('sound');
      for (let i = 0; i < times; i++) bytes = gzipSync(bytes);
      response.writeHead(200, { 'content-encoding': pile(times) }).end(bytes);
    });
    const { session, errors } = openSession(server.url);
    expect((await session.get('/5')).text()).toBe('sound');
    expect((await session.get('/6')).status).toBe(0);
    expect(errors()).toEqual([null, expect.stringContaining('Too many content encodings in the chain: 6 > 5')]);
  });

  it.skipIf(!acceptEncoding.includes('zstd'))('may be zstd if Node supports it', async () => {
    const zstd = Buffer.from('KLUv/SQFKQAAc291bmT/Heyi', 'base64');
    const server = await serveAndSee((_, response) =>
      response.writeHead(200, { 'content-encoding': 'zstd' }).end(zstd),
    );
    expect((await openSession(server.url).session.get('/')).text()).toBe('sound');
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
  it.each(encoders)('returns the original: %s', (_, header, encode) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), (bytes) => {
        expect(decompress(encode(Buffer.from(bytes)), header, 2_000)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
  });

  it.each(['gzip', 'deflate', 'br'])('throws on data that is not %s', (encoding) => {
    expect(() => decompress(Buffer.from('hello'), encoding, 100)).toThrow();
  });
});
