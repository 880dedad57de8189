import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { bodyMemory } from '../../../src/http/response/body-memory.js';
import type { StreamedResponse } from '../../../src/http/response/streamed-response.js';
import { now } from '../../../src/util/loop/clock.js';
import { serve, serveBytes, serveRaw } from '../../helpers/servers/server.js';
import { openFastSession, openSession } from '../../helpers/users/http-session.js';

const stream = true;

/** A server that returns its responses one by one, after sending their headers. */
async function serveByHand(headers: Record<string, string> = {}) {
  const responses: ServerResponse[] = [];
  const waiting: (() => void)[] = [];
  const server = await serve((request, response) => {
    if (request.url === '/') return response.end('fine');
    response.writeHead(200, headers).flushHeaders();
    responses.push(response);
    waiting.shift()?.();
  });
  const next = async () => {
    if (responses.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return responses.shift() as ServerResponse;
  };
  return Object.assign(server, { next });
}

async function textOf(response: StreamedResponse): Promise<string> {
  let text = '';
  for await (const { bytes } of response) text += bytes;
  return text;
}

describe.each([
  ['HttpUser', openSession],
  ['FastHttpUser', openFastSession],
] as const)('a stream of %s', (_, open) => {
  it('resolves with the headers, and yields the body as it arrives, with the time of each chunk', async () => {
    const server = await serveByHand({ 'x-id': '7' });
    const { session, samples } = open(server.url);
    const startedAt = now();
    const response = await session.get('/x', { stream });
    const hand = await server.next();
    expect([response.status, response.ok, response.headers.get('x-id'), samples]).toEqual([200, true, '7', []]);
    expect(response.firstByteTime).toBeLessThanOrEqual(now() - startedAt);
    const times: number[] = [];
    const chunks = response.chunks();
    for (const word of ['one', 'two', 'three']) {
      hand.write(word);
      const { value } = await chunks.next();
      expect(value?.bytes.toString()).toBe(word);
      times.push(value?.at ?? 0);
    }
    hand.end();
    expect((await chunks.next()).done).toBe(true);
    expect([response.firstByteTime, ...times, response.elapsed]).toEqual(
      [response.firstByteTime, ...times, response.elapsed].toSorted((a, b) => a - b),
    );
    expect(samples).toMatchObject([
      { name: '/x', responseTime: response.elapsed, responseLength: 11, exception: null },
    ]);
    expect(response.elapsed).toBeLessThanOrEqual(now() - startedAt);
    await session.get('/');
    expect(server.accepted).toBe(1);
  });

  it('is decoded while it arrives; its length counts decoded bytes', async () => {
    const plain = 'sound '.repeat(5_000);
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip, br' }).end(brotliCompressSync(gzipSync(plain)));
    });
    const { session, samples, errors } = open(server.url);
    expect(await textOf(await session.get('/', { stream }))).toBe(plain);
    expect([samples[0]?.responseLength, errors()]).toEqual([30_000, [null]]);
  });

  it('yields lines and server-sent events', async () => {
    const server = await serveByHand({ 'content-type': 'text/plain; charset=latin1' });
    const { session } = open(server.url);
    const response = await session.get('/lines', { stream });
    (await server.next()).end(Buffer.from('grüße\r\nzwei', 'latin1'));
    const lines: string[] = [];
    for await (const { text, at } of response.lines()) {
      lines.push(text);
      expect(at).toBeGreaterThanOrEqual(response.firstByteTime);
    }
    expect(lines).toEqual(['grüße', 'zwei']);
    const events = (await session.get('/events', { stream })).events();
    const hand = await server.next();
    for (const word of ['Hel', 'lo €']) {
      hand.write(`event: token\ndata: ${word}\n\n`);
      expect((await events.next()).value).toMatchObject({ event: 'token', data: word, id: '' });
    }
    hand.end();
    expect((await events.next()).done).toBe(true);
  });

  it('is reported when its loop is left early, and only its connection is dropped', async () => {
    const server = await serveByHand();
    const { session, samples, errors } = open(server.url);
    const other = await session.get('/other', { stream });
    const [otherHand, response] = [await server.next(), await session.get('/x', { stream })];
    const hand = await server.next();
    hand.write('one');
    const closed = once(hand, 'close');
    for await (const { at } of response) {
      expect(response.elapsed).toBeLessThanOrEqual(at);
      break;
    }
    await closed;
    expect(samples).toMatchObject([{ name: '/x', responseLength: 3, responseTime: response.elapsed }]);
    otherHand.end('there');
    expect(await textOf(other)).toBe('there');
    expect((await session.get('/')).text()).toBe('fine');
    expect([errors(), response.error, server.open]).toEqual([[null, null, null], null, 1]);
  });

  it('ends for its reader when it is cancelled', async () => {
    const server = await serveByHand();
    const { session, errors } = open(server.url);
    const response = await session.get('/x', { stream });
    const next = response.chunks().next();
    response.cancel();
    response.cancel();
    expect([(await next).done, errors()]).toEqual([true, [null]]);
    await server.idle();
  });

  it('does not block other requests of its user', async () => {
    const server = await serveByHand();
    const { session } = open(server.url);
    const response = await session.get('/x', { stream });
    (await server.next()).end('body');
    for await (const _ of response) expect((await session.get('/')).text()).toBe('fine');
  });

  it('that breaks off ends its loop and is one failed sample, and the user continues', async () => {
    const server = await serveRaw((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n12345');
        setTimeout(() => socket.destroy(), 20);
      });
    });
    const { session, samples, errors } = open(server.url);
    const response = await session.get('/x', { stream });
    expect(await textOf(response)).toBe('12345');
    const incomplete = 'IncompleteRead(5 bytes read, 95 more expected)';
    expect(errors()).toEqual([
      `ChunkedEncodingError(ProtocolError('Connection broken: ${incomplete}', ${incomplete}))`,
    ]);
    expect(samples[0]).toMatchObject({ responseLength: 5, response, status: 0 });
    expect([response.status, response.ok, response.error]).toEqual([200, false, samples[0]?.exception]);
    expect(() => response.raiseForStatus()).toThrow(response.error as Error);
    await session.get('/again', { stream });
    session.settle();
    expect(samples).toHaveLength(2);
  });

  it('that cannot be decoded is one failed sample', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all');
    });
    const { session, errors } = open(server.url);
    expect(await textOf(await session.get('/x', { stream }))).toBe('');
    expect(errors()).toEqual([expect.stringContaining('ContentDecodingError')]);
  });

  it('without a response is a failed sample at once, with an empty body', async () => {
    const { session, samples } = open('http://127.0.0.1:1');
    const response = await session.get('/x', { stream });
    expect(response).toMatchObject({ status: 0, ok: false, error: samples[0]?.exception });
    expect([await textOf(response), samples.length]).toEqual(['', 1]);
  });

  it('with a failure status fails at its end', async () => {
    const server = await serve((_, response) => response.writeHead(503).end('{"reason":"busy"}'));
    const { session, errors } = open(server.url);
    const response = await session.get('/x', { stream });
    expect([response.status, errors()]).toEqual([503, []]);
    expect((await response.read()).toString()).toBe('{"reason":"busy"}');
    expect(response.json()).toEqual({ reason: 'busy' });
    expect(errors()).toEqual(["HTTPError('503 Server Error: Service Unavailable for url: /x')"]);
  });

  it('follows redirects, whose bodies are in the history', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/to') response.end('there');
      else response.writeHead(302, { location: '/to', 'content-encoding': 'gzip' }).end(gzipSync('moved'));
    });
    const { session, samples, errors } = open(server.url);
    const response = await session.get('/from', { stream });
    expect(response.history.map((one) => [one.status, one.text()])).toEqual([[302, 'moved']]);
    expect(await textOf(response)).toBe('there');
    expect([samples.map(({ name }) => name), errors(), server.accepted]).toEqual([['/from'], [null], 1]);
    const stayed = await session.get('/from', { stream, allowRedirects: false });
    expect([stayed.status, await textOf(stayed)]).toEqual([302, 'moved']);
  });

  it('is read once, and has no text before it is read', async () => {
    const server = await serve((_, response) => response.end('body'));
    const { session } = open(server.url);
    const response = await session.get('/', { stream });
    expect(() => response.text()).toThrow(expect.objectContaining({ code: 'STREAM_NOT_READ' }));
    await response.read();
    expect([response.text(), (await response.read()).toString()]).toEqual(['body', 'body']);
    await expect(response.lines().next()).rejects.toMatchObject({ code: 'STREAM_LOCKED' });
  });

  it('that is longer than its own limit fails; the limit for bodies is none for streams', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(1000)));
    const { session, errors } = open(server.url);
    session.maxBodyBytes = 10;
    expect(await textOf(await session.get('/', { stream }))).toHaveLength(1000);
    const response = await session.get('/', { stream, maxBodyBytes: 100 });
    await textOf(response);
    expect(errors()).toEqual([null, expect.stringContaining('BodyTooLarge')]);
    for await (const _ of (await session.get('/', { stream })).lines());
    expect(errors()[2]).toMatch('BodyTooLarge');
  });

  it('that is read in full has the limit of bodies, unless the request has its own', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(1000)));
    const { session, errors } = open(server.url);
    session.maxBodyBytes = 999;
    expect(await (await session.get('/', { stream, maxBodyBytes: 1000 })).read()).toHaveLength(1000);
    const response = await session.get('/', { stream });
    expect([await response.read(), response.ok]).toEqual([Buffer.alloc(0), false]);
    expect(errors()).toEqual([null, expect.stringMatching(/^BodyTooLarge\('Expected a body of at most 999 bytes/)]);
    expect(bodyMemory.heldBytes).toBe(0);
  });

  it('that is read in full counts in the memory of all bodies', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(1000)));
    const { session, errors } = open(server.url);
    onTestFinished(() => {
      bodyMemory.maxBytes = Number.POSITIVE_INFINITY;
    });
    bodyMemory.maxBytes = 1000;
    expect(await (await session.get('/', { stream })).read()).toHaveLength(1000);
    bodyMemory.maxBytes = 999;
    const response = await session.get('/', { stream });
    expect([await response.read(), response.bytes()]).toEqual([Buffer.alloc(0), Buffer.alloc(0)]);
    expect(errors()).toEqual([null, expect.stringContaining('BodiesTooLarge')]);
    expect(bodyMemory.heldBytes).toBe(0);
  });

  it('that is not read applies backpressure to the server', async () => {
    let sent = 0;
    const server = await serve((_, response) => {
      const pour = () => {
        while (!response.destroyed && !response.writableNeedDrain && sent < 2 ** 28) {
          response.write(Buffer.alloc(2 ** 16));
          sent += 2 ** 16;
        }
      };
      response.on('drain', pour);
      pour();
    });
    const { session } = open(server.url);
    const response = await session.get('/', { stream });
    const chunks = response.chunks();
    await chunks.next();
    let before = -1;
    while (before !== sent) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(sent).toBeLessThan(2 ** 25);
    const enough = sent + 2 ** 24;
    let read = 0;
    while (read < enough) read += (await chunks.next()).value?.bytes.length ?? 0;
    expect(sent).toBeGreaterThan(before);
    response.cancel();
    await server.idle();
  });

  it('fails at each kind of timeout: headers, body, total', async () => {
    const server = await serveByHand();
    const { session, errors } = open(server.url);
    const paused = await session.get('/x', { stream, timeout: { body: 0.5 } });
    (await server.next()).write('one');
    expect(await textOf(paused)).toBe('one');
    expect(paused.elapsed).toBeGreaterThanOrEqual(500);
    await textOf(await session.get('/x', { stream, timeout: { total: 0.1 } }));
    const silent = await serveRaw((socket) => socket.resume());
    await session.get(`${silent.url}/`, { stream, timeout: { headers: 0.1 } });
    expect(errors().map((error) => /^\w+/.exec(error ?? '')?.[0])).toEqual([
      ...['ReadTimeoutError', 'TotalTimeoutError', 'ReadTimeout'],
    ]);
    await server.idle();
  });

  it('has phases, which end with it', async () => {
    const server = await serveByHand();
    const { session } = open(server.url);
    const response = await session.get('/x', { stream, phases: true });
    expect(response.phases).toMatchObject({ firstByte: expect.any(Number), body: null });
    (await server.next()).end('body');
    await response.read();
    expect(response.phases?.body).toBeGreaterThanOrEqual(0);
  });
});

describe('with catchResponse, a stream', () => {
  it('is reported at the end of its block, with all that was read', async () => {
    const server = await serveByHand();
    const { session, samples, errors } = openSession(server.url);
    {
      using response = await session.get('/x', { stream, catchResponse: true });
      response.requestMeta.name = 'renamed';
      const hand = await server.next();
      hand.write('one');
      for await (const _ of response) hand.end('two');
      if (response.elapsed > 0) response.failure('too slow');
      expect(samples).toEqual([]);
    }
    expect(errors()).toEqual(["CatchResponseError('too slow')"]);
    const [sample] = samples;
    expect(sample).toMatchObject({ name: 'renamed', responseLength: 6 });
    expect(sample?.response).toMatchObject({ elapsed: sample?.responseTime });
  });

  it('is cancelled when its block ends early', async () => {
    const server = await serveByHand();
    const { session, samples } = openSession(server.url);
    {
      using response = await session.get('/x', { stream, catchResponse: true });
      response.requestMeta.responseTime = 5;
      (await server.next()).write('one');
      await response.chunks().next();
    }
    await server.idle();
    expect(samples).toMatchObject([{ responseLength: 3, responseTime: 5, exception: null }]);
  });

  it('may be judged by a function', async () => {
    const server = await serve((_, response) => response.end('a\nb\n'));
    const { session, errors } = openSession(server.url);
    await session.get('/x', {
      stream,
      catchResponse: async (response) => {
        for await (const { text } of response.lines()) if (text === 'b') throw new RangeError('b came');
      },
    });
    expect(errors()).toEqual(["RangeError('b came')"]);
  });

  it('that breaks off fails, unless the block decides', async () => {
    const server = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n12345');
    const { session, errors } = openSession(server.url);
    {
      using response = await session.get('/x', { stream, catchResponse: true });
      expect(response.requestMeta.exception).toBeNull();
      await response.read();
    }
    expect(errors()).toEqual([expect.stringContaining('IncompleteRead(5 bytes read, 95 more expected)')]);
  });
});

describe('at the end of a task, a stream', () => {
  it('without a reader is reported and cancelled at the end of the task', async () => {
    const server = await serveByHand();
    const { session, samples } = openSession(server.url);
    const response = await session.get('/x', { stream });
    const caught = await session.get('/y', { stream, catchResponse: true });
    session.settle();
    session.settle();
    await server.idle();
    expect(samples.map(({ name }) => name)).toEqual(['/x', '/y']);
    expect(samples).toMatchObject([{ responseLength: 0, exception: null, responseTime: response.elapsed }, {}]);
    expect([await textOf(response), await textOf(caught)]).toEqual(['', '']);
  });

  it('that is read in background work continues', async () => {
    const server = await serveByHand();
    const { session, samples } = openSession(server.url);
    const response = await session.get('/x', { stream });
    const hand = await server.next();
    const reading = textOf(response);
    hand.write('one ');
    await new Promise(setImmediate);
    session.settle();
    session.settle();
    hand.end('two');
    expect([await reading, samples.length]).toEqual(['one two', 1]);
  });

  it('is cancelled after a task that read nothing of it', async () => {
    const server = await serveByHand();
    const { session, samples } = openSession(server.url);
    const response = await session.get('/x', { stream });
    (await server.next()).write('one');
    await response.chunks().next();
    session.settle();
    expect(samples).toEqual([]);
    session.settle();
    expect(samples).toMatchObject([{ responseLength: 3 }]);
    await server.idle();
  });

  it('does not prevent the others from being reported if a listener throws a signal', async () => {
    const server = await serveByHand();
    const { session, samples } = openSession(server.url, () => {
      throw new StopUser();
    });
    await session.get('/x', { stream });
    await session.get('/y', { stream });
    expect(() => session.settle()).toThrow(StopUser);
    expect(samples).toHaveLength(2);
    expect(() => session.settle()).not.toThrow();
  });
});

describe('a user that is killed while it reads a stream', () => {
  const reason = new Error('stopped');

  it.each([
    ['HttpUser', openSession],
    ['FastHttpUser', openFastSession],
  ] as const)('gets the reason in its loop, reports nothing, and leaves no connection: %s', async (_, open) => {
    const server = await serveByHand();
    const { session, samples } = open(server.url);
    const [plain, caught] = [
      await session.get('/x', { stream }),
      await session.get('/y', { stream, catchResponse: true }),
    ];
    await session.get('/unread', { stream });
    const readers = [plain.read(), caught.lines().next()];
    const ends = Promise.allSettled(readers);
    session.cancel(reason);
    caught[Symbol.dispose]();
    expect(await ends).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    await server.idle();
    session.settle();
    expect(samples).toEqual([]);
    await expect(plain.chunks().next()).rejects.toMatchObject({ code: 'STREAM_LOCKED' });
    session.reopen();
    expect((await session.get('/')).text()).toBe('fine');
  });
});

describe('a stream', () => {
  it('may arrive while the body of its request is still being sent', async () => {
    const server = await serve((request, response) => {
      response.flushHeaders();
      request.pipe(response);
    });
    const { session, errors } = openSession(server.url);
    const words = ['one', 'two', 'three'];
    let said = () => {};
    const speak = async function* () {
      for (const word of words) {
        yield word;
        await new Promise<void>((resolve) => {
          said = resolve;
        });
      }
    };
    const response = await session.post('/', { body: speak(), stream });
    const heard: string[] = [];
    for await (const { bytes } of response) {
      heard.push(bytes.toString());
      said();
    }
    expect([heard, errors()]).toEqual([words, [null]]);
  });

  it('of an attempt that is retried is cancelled, and each attempt is reported', async () => {
    let count = 0;
    const server = await serve((_, response) => {
      if (count++ === 0) response.writeHead(503).write('wait');
      else response.end('fine');
    });
    const { session, errors } = openSession(server.url);
    const response = await session.get('/x', { stream, retry: 1 });
    expect((await response.read()).toString()).toBe('fine');
    expect(errors()).toEqual([expect.stringContaining('503 Server Error'), null]);
  });
});
