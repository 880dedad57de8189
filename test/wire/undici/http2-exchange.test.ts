import { createHash, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Http2ServerResponse, ServerHttp2Stream } from 'node:http2';
import { describe, expect, it } from 'vitest';
import { certificatePath, type Http2Server, serveHttp2 } from '../../helpers/servers/tls-server.js';
import { type OpenSession, sessionsBy } from '../../helpers/users/http-session.js';

const open = sessionsBy({ ca: certificatePath('ca.pem') }, true);

type Respond = (stream: ServerHttp2Stream, response: Http2ServerResponse) => void;

/** A server that passes the stream of a request to `/odd` to the test, and answers all others with "fine". */
async function oddServer(respond: Respond): Promise<{ server: Http2Server; client: OpenSession }> {
  const handler: RequestListener = (request, response) => {
    if (request.url !== '/odd') return void response.end('fine');
    const its = response as never as Http2ServerResponse;
    its.stream.on('error', () => {});
    respond(its.stream, its);
  };
  const server = await serveHttp2(handler);
  return { server, client: open(server.url) };
}

/** The error of the odd request; the next one must succeed. */
async function oddity(respond: Respond): Promise<string | null | undefined> {
  const { client } = await oddServer(respond);
  await client.session.get('/odd');
  expect((await client.session.get('/')).text()).toBe('fine');
  expect(client.samples).toHaveLength(2);
  return client.errors()[0];
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a request over HTTP/2', () => {
  it('transfers large bodies in both directions, whole and in chunks', async () => {
    const server = await serveHttp2((request, response) => request.pipe(response));
    const { session, errors } = open(server.url);
    const bytes = randomBytes(4 * 1024 * 1024);
    async function* pieces() {
      for (let i = 0; i < bytes.length; i += 100_000) yield bytes.subarray(i, i + 100_000);
    }
    const responses = await Promise.all([
      session.post('/', { body: bytes }),
      session.put('/', { body: pieces() }),
      session.post('/', { body: new Blob([bytes]) }),
    ]);
    expect(responses.map((response) => sha(response.bytes()))).toEqual(Array(3).fill(sha(bytes)));
    expect([errors(), server.accepted]).toEqual([[null, null, null], 1]);
  });

  it('has content-length if it is known, and :authority', async () => {
    const server = await serveHttp2(({ headers }, response) => {
      response.end(
        JSON.stringify([headers['content-length'], headers[':authority'], headers['x-hop'], headers.connection]),
      );
    });
    const { session } = open(server.url);
    const host = new URL(server.url).host;
    const headers = { 'X-Hop': ['1', '2'], Connection: 'keep-alive' };
    expect((await session.post('/', { body: 'ä', headers })).json()).toEqual(['2', host, '1, 2', null]);
    expect((await session.get('/', { headers: { host: 'other.test' } })).json()).toEqual([
      null,
      'other.test',
      null,
      null,
    ]);
  });

  it('handles informational responses, trailers and empty bodies', async () => {
    const informed = await oddity((stream) => {
      stream.additionalHeaders({ ':status': 103, link: '</a>' });
      stream.respond({ ':status': 204 }, { endStream: true });
    });
    const trailed = await oddity((_, response) => {
      response.addTrailers({ 'x-sum': '1' });
      response.end('text');
    });
    expect([informed, trailed]).toEqual([null, null]);
  });

  it.each([
    [0, "HTTP2Error('Stream closed with error code NGHTTP2_NO_ERROR')"],
    [2, "HTTP2Error('Stream closed with error code NGHTTP2_INTERNAL_ERROR')"],
    [8, "HTTP2Error('Stream closed with error code NGHTTP2_CANCEL')"],
  ])('that is reset by code %i before its head fails with that', async (code, text) => {
    expect(await oddity((stream) => stream.close(code))).toBe(text);
  });

  it.each([2, 8])('that is reset by code %i inside its body fails, too', async (code) => {
    const text = await oddity((stream) => {
      stream.respond({ ':status': 200, 'content-length': '100' });
      stream.write('half');
      setImmediate(() => stream.close(code));
    });
    expect(text).toMatch(/^ChunkedEncodingError\(.*IncompleteRead\(4 bytes read, 96 more expected\)/);
  });

  it('whose response body is not as long as announced fails', async () => {
    const text = await oddity((stream) => {
      stream.respond({ ':status': 200, 'content-length': '100' });
      stream.end('half');
    });
    expect(text).toMatch(/^ChunkedEncodingError/);
  });

  it('whose connection is lost inside the body fails', async () => {
    const { server, client } = await oddServer((stream) => {
      stream.respond({ ':status': 200 });
      stream.write('half');
      setImmediate(() => server.connections[0]?.destroy());
    });
    await client.session.get('/odd');
    expect((await client.session.get('/')).text()).toBe('fine');
    expect(client.errors()).toEqual([expect.stringMatching(/^ChunkedEncodingError/), null]);
  });

  it('that the server has not processed is sent again several times, unless its body is consumed', async () => {
    let refused = 0;
    const server = await serveHttp2((request, response) => {
      if (request.url === '/odd' && ++refused < 3) (response as never as Http2ServerResponse).stream.close(7);
      else request.on('data', () => {}).on('end', () => response.end('fine'));
    });
    const { session, errors } = open(server.url);
    expect((await session.post('/odd', { body: 'text' })).text()).toBe('fine');
    expect(refused).toBe(3);
    refused = 0;
    async function* once() {
      yield 'text';
    }
    await session.post('/odd', { body: once() });
    refused = Number.NEGATIVE_INFINITY; // forever
    await session.get('/odd');
    const text = "HTTP2Error('Stream closed with error code NGHTTP2_REFUSED_STREAM')";
    expect(errors()).toEqual([null, text, text]);
  });

  it('whose body breaks fails with its error, and the connection stays', async () => {
    const server = await serveHttp2((request, response) => {
      request.on('error', () => {});
      request.resume();
      request.on('end', () => response.end('fine'));
    });
    const { session, errors } = open(server.url);
    async function* breaking() {
      yield 'text';
      throw new Error('the disk is gone');
    }
    await session.post('/', { body: breaking() });
    expect((await session.get('/')).text()).toBe('fine');
    expect([errors(), server.accepted]).toEqual([["Error('the disk is gone')", null], 1]);
  });

  it('may be answered before its body is sent', async () => {
    const server = await serveHttp2((_, response) => response.writeHead(413).end('too much'));
    const { session } = open(server.url);
    const response = await session.post('/', { body: randomBytes(2 * 1024 * 1024) });
    expect([response.status, response.text()]).toEqual([413, 'too much']);
  });

  it('that exceeds a limit of time or size ends alone', async () => {
    const { client, server } = await oddServer((stream) => {
      stream.respond({ ':status': 200 });
      stream.write(Buffer.alloc(2_000));
    });
    await client.session.get('/'); // connected, which counts for the time of a request
    const results = await Promise.all([
      client.session.get('/odd', { timeout: 0.05 }),
      client.session.get('/odd', { maxBodyBytes: 1_000 }),
      client.session.get('/'),
    ]);
    expect(results.map(({ status }) => status)).toEqual([0, 0, 200]);
    expect(client.errors().filter((text) => text === null)).toHaveLength(2);
    expect((await client.session.get('/')).text()).toBe('fine');
    expect(server.accepted).toBe(1);
  });

  it('with a head that HTTP/2 does not allow fails, and the user continues', async () => {
    const server = await serveHttp2((_, response) => response.end('fine'));
    const { session, errors } = open(server.url);
    await session.get('/', { headers: { te: 'gzip' } });
    expect((await session.get('/')).text()).toBe('fine');
    expect(errors()).toEqual([expect.stringContaining('te'), null]);
  });
});
