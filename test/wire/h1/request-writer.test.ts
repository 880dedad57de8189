import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RequestHeads } from '../../../src/wire/h1/request-head.js';
import { writeRequest } from '../../../src/wire/h1/request-writer.js';
import { serve, serveAndSee, serveRaw } from '../../helpers/servers/server.js';
import { serveTls } from '../../helpers/servers/tls-server.js';
import { openFastSession } from '../../helpers/users/http-session.js';

/** Sends the body of each request back. */
const echo: RequestListener = (request, response) => request.pipe(response);

describe('a request on a raw socket', () => {
  it.each([
    ['ASCII', 'abc'],
    ['letters of Latin-1', 'schön'],
    ['letters beyond Latin-1', '€ 日本'],
    ['bytes', Buffer.from([0, 255, 13, 10])],
    ['nothing', ''],
    ['3 MB', 'x'.repeat(3_000_000)],
  ])('has a body of %s, with its length', async (_, body) => {
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url);
    await session.post('/', { body });
    await session.get('/');
    const [post, get] = server.seen;
    expect(post?.body.equals(Buffer.from(body))).toBe(true); // toEqual takes a minute for megabytes
    expect(post?.headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(get).toMatchObject({ method: 'GET', url: '/' });
    expect(get?.headers).not.toHaveProperty('content-length');
    expect([server.accepted, errors()]).toEqual([1, [null, null]]);
  });

  it('without a body has the same head each time over TLS, from bytes that are created once, in their own memory', async () => {
    const seen: string[] = [];
    const server = await serveTls((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['user-agent']}`);
      response.end();
    });
    const { session, errors } = openFastSession(server.url);
    for (const path of ['/a', '/a', '/b', '/a']) await session.get(path);
    expect(seen).toEqual(['GET /a tsloc', 'GET /a tsloc', 'GET /b tsloc', 'GET /a tsloc']);
    expect(errors()).toEqual([null, null, null, null]);
    const head = new RequestHeads('h').get({ origin: '', path: '/e', method: 'GET', headers: ['a', 'ü'], body: null });
    const written: unknown[] = [];
    const socket = { encrypted: true, write: (bytes: unknown) => written.push(bytes) } as unknown as Socket;
    writeRequest(socket, head, null);
    writeRequest(socket, head, null);
    expect(written[0]).toBe(written[1]);
    expect((written[0] as Buffer).toString('latin1')).toBe(head.complete);
    expect((written[0] as Buffer).buffer.byteLength).toBe(head.complete.length);
  });

  it('has a body of any length and any characters, lone surrogates included', async () => {
    const server = await serveAndSee();
    const { session } = openFastSession(server.url);
    const letters = fc.constantFrom('a', 'é', '€', '😀', '\ud800', '\udc00', '\0');
    const lengths = fc.oneof(
      fc.nat(40),
      fc.integer({ min: 5_250, max: 5_450 }),
      fc.integer({ min: 16_000, max: 16_800 }),
    );
    const texts = fc.tuple(letters, lengths, letters).map(([one, length, last]) => one.repeat(length) + last);
    await fc.assert(
      fc.asyncProperty(texts, async (body) => {
        await session.post('/', { body });
        const { headers, body: received } = server.last();
        expect([headers['content-length'], received.equals(Buffer.from(body))]).toEqual([
          String(received.length),
          true,
        ]);
      }),
      { numRuns: 60 },
    );
    expect(server.accepted).toBe(1);
  });

  it.each([
    ['TCP', () => serve(echo)],
    ['TLS', () => serveTls(echo)],
  ])('is unchanged by other requests in the same tick: over %s', async (_, open) => {
    const { session, errors } = openFastSession((await open()).url);
    const texts = Array.from({ length: 10 }, (_, i) => `${'äbc€'[i % 4]}${i}`.repeat(i * 300 + 1));
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(texts.map((body) => session.post('/', { body })));
      expect(answers.map((answer) => answer.text() === texts[answers.indexOf(answer)])).toEqual(texts.map(() => true));
    }
    expect(new Set(errors())).toEqual(new Set([null]));
  });

  it('is unchanged while it waits for a slow peer and other requests are sent', async () => {
    const sockets: Socket[] = [];
    const server = await serveRaw((socket) => sockets.push(socket.pause()));
    const [slow, quick] = [await connected(server.url), await connected(server.url)];
    let filled = 0;
    for (; slow.writableLength === 0; filled += 65_536) slow.write(Buffer.alloc(65_536));
    const head = new RequestHeads('h').get({ origin: 'http://h', path: '/', method: 'POST', headers: [], body: '' });
    for (const body of ['a', 'b']) writeRequest(slow, head, body.repeat(1_000));
    for (const body of ['c', 'd']) writeRequest(quick, head, body.repeat(1_000));
    for (const socket of [slow, quick]) socket.end();
    const start = `${head.text}content-length: 1000\r\n\r\n`;
    const received = await Promise.all(sockets.map(textOf));
    expect(received.map((text) => text.replace(/^\0+/, '')).sort()).toEqual([
      start + 'a'.repeat(1_000) + start + 'b'.repeat(1_000),
      start + 'c'.repeat(1_000) + start + 'd'.repeat(1_000),
    ]);
    expect(filled).toBe(Math.max(...received.map((text) => text.length)) - 2 * (start.length + 1_000));
  });

  it('in several writes does not wait for the acknowledgement of the first', async () => {
    const server = await serveAndSee();
    const { session, samples } = openFastSession(server.url);
    for (let i = 0; i < 40; i++) {
      await session.post('/', {
        body: (async function* () {
          yield 'a';
          yield 'b';
        })(),
      });
    }
    // It would arrive after 40 ms, except for the first ones of a connection.
    const times = samples.slice(20).map(({ responseTime }) => responseTime as number);
    expect(Math.min(...times)).toBeLessThan(30);
  });

  it.each(['GET', 'POST', 'HEAD', 'DELETE'])(
    'with a wrong content-length and no body is sent with the correct one by %s',
    async (method) => {
      const server = await serveAndSee();
      const { session, errors } = openFastSession(server.url);
      await session.request(method, '/', { headers: { 'content-length': '5' } });
      await session.request(method, '/', { headers: { 'content-length': '0' } });
      expect(errors()).toEqual([null, null]);
      expect(server.seen.map(({ body }) => body.toString())).toEqual(['', '']);
    },
  );

  it('streams a form with files, with its length', async () => {
    const server = await serveAndSee();
    const form = new FormData();
    form.append('a', 'b');
    form.append('file', new File(['x'.repeat(1_000_000)], 'a.txt'));
    const { session } = openFastSession(server.url);
    await session.post('/', { body: form });
    const { body, headers } = server.last();
    expect(headers['content-length']).toBe(String(body.length));
    const seen = await new Response(body, {
      headers: { 'content-type': headers['content-type'] as string },
    }).formData();
    expect(seen.get('a')).toBe('b');
    expect((seen.get('file') as File).size).toBe(1_000_000);
  });

  it('streams a body of unknown length in chunks', async () => {
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url);
    async function* pieces() {
      for (const piece of ['a', '', 'bc', 'd'.repeat(200_000)]) yield piece;
    }
    await session.post('/', { body: pieces() });
    await session.get('/');
    expect(server.seen[0]?.body.toString()).toBe(`abc${'d'.repeat(200_000)}`);
    expect(server.seen[0]?.headers['transfer-encoding']).toBe('chunked');
    expect([server.accepted, errors()]).toEqual([1, [null, null]]);
  });

  it('fails with the error of a broken stream, and the user continues', async () => {
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url);
    async function* broken() {
      yield 'a';
      throw new Error('the disk is gone');
    }
    await session.post('/', { body: broken() });
    await session.get('/');
    expect(errors()).toEqual([expect.stringContaining('the disk is gone'), null]);
  });

  it('may be answered before its body is sent; the rest of the body is not sent with the next request', async () => {
    const server = await serve((request, response) => {
      if (request.method === 'POST') response.writeHead(413, { 'content-length': 0 }).end();
      else response.end('fine');
    });
    const { session } = openFastSession(server.url);
    async function* endless() {
      for (;;) {
        yield 'x'.repeat(10_000);
        await new Promise(setImmediate);
      }
    }
    expect((await session.post('/', { body: endless() })).status).toBe(413);
    expect((await session.get('/')).text()).toBe('fine');
    expect(server.accepted).toBe(2);
  });

  it('replaces a content-length that is not that of the body', async () => {
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url);
    await session.post('/', { body: 'abc', headers: { 'content-length': '4' } });
    await session.post('/', { body: 'abc', headers: { 'content-length': '3' } });
    expect(errors()).toEqual([null, null]);
    expect(server.seen.map(({ body }) => body.toString())).toEqual(['abc', 'abc']);
  });
});

async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function textOf(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}
