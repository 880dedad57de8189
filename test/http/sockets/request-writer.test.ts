import { describe, expect, it } from 'vitest';
import { openFastSession } from '../../helpers/http-session.js';
import { serve, serveAndSee } from '../../helpers/server.js';

describe('a request on a raw socket', () => {
  it.each([
    ['ASCII', 'abc'],
    ['letters of Latin-1', 'schön'],
    ['letters beyond', '€ 日本'],
    ['bytes', Buffer.from([0, 255, 13, 10])],
    ['nothing', ''],
    ['much', 'x'.repeat(3_000_000)],
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
    // It would come after 40 ms, each time but for the first ones of a connection.
    const times = samples.slice(20).map(({ responseTime }) => responseTime as number);
    expect(Math.min(...times)).toBeLessThan(30);
  });

  it.each(['GET', 'POST', 'HEAD', 'DELETE'])('that %s is said to have and has not is refused', async (method) => {
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url);
    await session.request(method, '/', { headers: { 'content-length': '5' } });
    await session.request(method, '/', { headers: { 'content-length': '0' } });
    expect(errors()).toEqual([expect.stringContaining("Expected a content-length of 0, got '5'"), null]);
    expect(server.seen).toHaveLength(1);
  });

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

  it('streams what has no known length in chunks', async () => {
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

  it('fails with the error of a stream that breaks, and the user goes on', async () => {
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

  it('is answered before it is sent, and the rest of it does not go into the next one', async () => {
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

  it('refuses a length that is not the body’s', async () => {
    const server = await serveAndSee();
    const { session, errors } = openFastSession(server.url);
    await session.post('/', { body: 'abc', headers: { 'content-length': '4' } });
    await session.post('/', { body: 'abc', headers: { 'content-length': '3' } });
    expect(errors()).toEqual([expect.stringContaining('Expected a content-length of 3'), null]);
    expect(server.seen.map(({ body }) => body.toString())).toEqual(['abc']);
  });
});
