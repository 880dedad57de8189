import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Retry } from '../../../src/http/request/retry-options.js';
import type { StreamedResponse } from '../../../src/http/response/streamed-response.js';
import { RetryPlan, retryAfter } from '../../../src/http/send/retry.js';
import { epochSeconds, sleep } from '../../../src/util/loop/clock.js';
import { deadUrl, serve, serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

/** Answers with these statuses, one after the other, and then with 200. */
function server(...statuses: number[]) {
  return serveAndSee((_, response) => {
    response.writeHead(statuses.shift() ?? 200, { 'retry-after': '0' }).end('body');
  });
}

const unavailable = "HTTPError('503 Server Error: Service Unavailable for url: /')";

describe.each(allClients)('retry of %s', (_client, openSession) => {
  it('is off unless a request asks for it', async () => {
    const { url, seen } = await server(503);
    const { session, errors } = openSession(url);
    await session.get('/');
    expect([seen.length, errors()]).toEqual([1, [unavailable]]);
  });

  it('reports each attempt as a separate sample under the same name, until one succeeds', async () => {
    const { url, seen } = await server(503, 429);
    const { session, samples, errors } = openSession(url);
    const response = await session.post('/', { retry: 3, json: { a: 1 }, name: 'order', context: { n: 1 } });
    expect(response.status).toBe(200);
    expect(seen.map(({ body }) => body.toString())).toEqual(Array(3).fill('{"a":1}'));
    expect(samples).toMatchObject(Array(3).fill({ requestType: 'POST', name: 'order', context: { n: 1 } }));
    expect(errors()).toEqual([
      "HTTPError('503 Server Error: Service Unavailable for url: order')",
      "HTTPError('429 Client Error: Too Many Requests for url: order')",
      null,
    ]);
    expect(samples[2]?.response).toBe(response);
    for (const [i, one] of samples.slice(1).entries())
      expect(one.startTime).toBeGreaterThan(samples[i]?.startTime ?? 0);
  });

  it('ends after the last attempt, with its response', async () => {
    const { url, seen } = await server(503, 503, 503, 503);
    const { session, errors } = openSession(url);
    expect((await session.get('/', { retry: 2 })).status).toBe(503);
    expect([seen.length, errors()]).toEqual([3, Array(3).fill(unavailable)]);
    expect((await session.get('/', { retry: 0 })).status).toBe(503);
    expect(seen.length).toBe(4);
  });

  it('applies to connection errors, too', async () => {
    let attempts = 0;
    const { url } = await serve((request, response) => {
      if (++attempts < 3) request.socket.resetAndDestroy();
      else response.end('fine');
    });
    const { session, errors } = openSession(url);
    const response = await session.get('/', { retry: { limit: 5, delaySeconds: 0 } });
    expect(response.text()).toBe('fine');
    expect(errors()).toEqual([
      "ConnectionResetError(104, 'Connection reset by peer')",
      "ConnectionResetError(104, 'Connection reset by peer')",
      null,
    ]);
  });

  it('does not apply to other statuses or endless redirects', async () => {
    const { url, seen } = await server(404, 501);
    const { session } = openSession(url);
    await session.get('/', { retry: 3 });
    await session.get('/', { retry: 3 });
    expect(seen).toHaveLength(2);
    const loop = await serveAndSee((_, response) => response.writeHead(302, { location: '/' }).end());
    await openSession(loop.url).session.get('/', { retry: 3, maxRedirects: 2 });
    expect(loop.seen).toHaveLength(3);
  });

  it('leaves the decision about the last attempt to `catchResponse`', async () => {
    const { url } = await server(503, 503);
    const { session, samples, errors } = openSession(url);
    {
      using response = await session.get('/', { retry: 1, catchResponse: true });
      expect([response.status, samples.length]).toEqual([503, 1]);
      response.success();
    }
    expect(errors()).toEqual([unavailable, null]);
  });

  it('applies to the statuses and methods in its options', async () => {
    const { url, seen } = await server(202, 202, 503);
    const { session, errors } = openSession(url);
    const retry = { limit: 5, statuses: [202], methods: ['get'] };
    await session.get('/', { retry });
    expect([seen.length, errors()]).toEqual([3, [null, null, unavailable]]);
    const { url: other, seen: posts } = await server(202);
    await openSession(other).session.post('/', { retry });
    expect(posts).toHaveLength(1);
  });

  it('calls an auth function again', async () => {
    const { url, seen } = await server(503);
    const { session } = openSession(url);
    let count = 0;
    await session.get('/', { retry: 1, auth: () => ({ 'x-attempt': String(++count) }) });
    expect(seen.map(({ headers }) => headers['x-attempt'])).toEqual(['1', '2']);
  });

  it('streams a file again, and refuses what can be read only once', async () => {
    const { url, seen } = await server(503);
    const { session, samples } = openSession(url);
    await session.post('/', { retry: 1, body: new Blob(['file']) });
    expect(seen.map(({ body }) => body.toString())).toEqual(['file', 'file']);
    const body = new Blob(['once']).stream();
    await expect(session.post('/', { retry: 1, body })).rejects.toMatchObject({
      code: 'BODY_USED',
      message: 'Expected a body that can be sent again with retry, got a stream that can be read once.',
    });
    expect([seen.length, samples.length]).toEqual([2, 2]);
  });

  it('ends its wait when the user is stopped', async () => {
    const busy = await serveAndSee((_, response) => response.writeHead(503, { 'retry-after': '3600' }).end());
    const { session, samples } = openSession(busy.url);
    const request = session.get('/', { retry: { limit: 2, maxWaitSeconds: 4000 } });
    while (samples.length === 0) await sleep(1);
    const reason = new Error('stopped');
    session.cancel(reason);
    session.reopen();
    await expect(request).rejects.toBe(reason);
    expect([busy.seen.length, samples.length]).toEqual([1, 1]);
  });

  it('ends when its signal is aborted, also while it waits', async () => {
    const busy = await serveAndSee((_, response) => response.writeHead(503, { 'retry-after': '3600' }).end());
    const { session, samples } = openSession(busy.url);
    const caller = new AbortController();
    const retry = { limit: 5, maxWaitSeconds: Number.POSITIVE_INFINITY };
    const request = session.get('/', { retry, signal: caller.signal });
    while (samples.length === 0) await sleep(1);
    caller.abort(new Error('enough'));
    expect(await request).toMatchObject({ status: 0, error: { message: 'enough' } });
    expect([busy.seen.length, samples.length]).toEqual([1, 2]);
  });

  it('does not wait for a Retry-After of an hour: that attempt is the last', async () => {
    const busy = await serveAndSee((_, response) => response.writeHead(503, { 'retry-after': '3600' }).end());
    const { session, errors } = openSession(busy.url);
    expect((await session.get('/', { retry: 5 })).status).toBe(503);
    expect([busy.seen.length, errors()]).toEqual([1, [unavailable]]);
  });

  it('of a stream depends on the headers, and cancels the body of a retried attempt', async () => {
    const bodies = [
      (response: ServerResponse) => response.writeHead(503).write('busy, and more to come'),
      (response: ServerResponse) => response.writeHead(503).end('busy'),
      (response: ServerResponse) => response.end('fine'),
    ];
    const dropped: Promise<unknown>[] = [];
    const { url } = await serve((request, response) => {
      if (dropped.length === 0) dropped.push(once(request.socket, 'close'));
      bodies.shift()?.(response);
    });
    const { session, samples, errors } = openSession(url);
    const response = await session.get('/', { stream: true, retry: { limit: 5, delaySeconds: 0 } });
    await Promise.all(dropped);
    expect([response.status, samples.length]).toEqual([200, 2]);
    expect((await response.read()).toString()).toBe('fine');
    expect(errors()).toEqual([unavailable, unavailable, null]);
    expect(samples[2]?.response).toBe(response);
  });

  it('of a stream applies to connection errors, too, but never after the headers', async () => {
    let attempts = 0;
    const { url } = await serve((request, response) => {
      if (++attempts === 1) request.socket.resetAndDestroy();
      else response.writeHead(200, { 'content-length': '10' }).write('half', () => request.socket.end());
    });
    const { session, errors } = openSession(url);
    const response = await session.get('/', { stream: true, retry: { limit: 5, delaySeconds: 0 } });
    expect((await response.read()).toString()).toBe('half');
    expect([attempts, response.ok]).toEqual([2, false]);
    expect(errors()).toEqual([
      "ConnectionResetError(104, 'Connection reset by peer')",
      expect.stringContaining('IncompleteRead(4 bytes read, 6 more expected)'),
    ]);
  });

  it('of a stream leaves the decision about the last attempt to `catchResponse`', async () => {
    const { url } = await server(503);
    const { session, samples, errors } = openSession(url);
    const catchResponse = async (response: StreamedResponse) => {
      if ((await response.read()).toString() === 'body') response.failure('the same again');
    };
    await session.get('/', { stream: true, retry: 1, catchResponse });
    expect(errors()).toEqual([unavailable, "CatchResponseError('the same again')"]);
    expect(samples[0]).toMatchObject({ responseLength: 0 });
  });

  it.each([
    [-1],
    [1.5],
    [Number.NaN],
    ['2'],
    [null],
    [{}],
    [{ limit: 1, delay: 3 }],
    [{ limit: 1, statuses: 503 }],
    [{ limit: 1, methods: 'GET' }],
    [{ limit: 1, delaySeconds: -1 }],
    [{ limit: 1, backoff: 'x' }],
    [{ limit: 1, maxWaitSeconds: -1 }],
    [{ limit: 1, maxWaitSeconds: 5, delaySeconds: 6 }],
    [{ limit: 1, delaySeconds: 61 }],
    [{ limit: 1, maxWaitSeconds: 0.2 }],
  ])('with invalid options is refused: %j', async (retry) => {
    const { session, samples } = openSession(await deadUrl());
    await expect(session.get('/', { retry: retry as Retry })).rejects.toMatchObject({ code: 'BAD_RETRY' });
    expect(samples).toEqual([]);
  });
});

describe('the wait before an attempt', () => {
  const parts = { status: 503, error: null, rawHeaders: [] as Buffer[] } as never;

  it('is 0.3 s, and twice as long each time', () => {
    const plan = new RetryPlan(4);
    expect([1, 2, 3, 4, 5].map((attempt) => plan.delayAfter(attempt, 'GET', parts))).toEqual([
      300,
      600,
      1200,
      2400,
      null,
    ]);
  });

  it('follows its options', () => {
    const plan = new RetryPlan({ limit: 3, delaySeconds: 2, backoff: 1 });
    expect([1, 2, 3].map((attempt) => plan.delayAfter(attempt, 'GET', parts))).toEqual([2000, 2000, 2000]);
  });

  it('is at most a minute in total, or the limit in its options', () => {
    const all = Array.from({ length: 20 }, (_, i) => i + 1);
    const waits = (retry: Retry) => {
      const plan = new RetryPlan(retry);
      return all.map((attempt) => plan.delayAfter(attempt, 'GET', parts)).filter((delay) => delay !== null);
    };
    expect(waits(100)).toEqual([300, 600, 1200, 2400, 4800, 9600, 19_200]);
    expect(waits({ limit: 100, delaySeconds: 1, backoff: 1, maxWaitSeconds: 5 })).toEqual(Array(5).fill(1000));
    expect(waits({ limit: 5, delaySeconds: 0, maxWaitSeconds: 0 })).toEqual(Array(5).fill(0));
    expect(waits({ limit: 20, maxWaitSeconds: Number.POSITIVE_INFINITY })).toHaveLength(20);
  });

  it('is the default if an option is undefined', () => {
    const unsaid = { statuses: undefined, methods: undefined, delaySeconds: undefined, maxWaitSeconds: undefined };
    const plan = new RetryPlan({ limit: 100, ...unsaid, backoff: undefined } as never);
    const waits = Array.from({ length: 20 }, (_, i) => plan.delayAfter(i + 1, 'GET', parts));
    expect(waits.filter((delay) => delay !== null)).toEqual([300, 600, 1200, 2400, 4800, 9600, 19_200]);
  });

  it('follows Retry-After', () => {
    const asked = (value: string) => ({
      ...(parts as object),
      rawHeaders: [Buffer.from('Retry-After'), Buffer.from(value)],
    });
    expect(new RetryPlan(1).delayAfter(1, 'GET', asked('7') as never)).toBe(7000);
    expect(new RetryPlan(1).delayAfter(1, 'GET', asked('soon') as never)).toBe(300);
  });

  it.each([
    [null, null],
    ['soon', null],
    ['', null],
    [' 12 ', 12_000],
    ['1.5', null],
    ['-5', null],
    ['+5', null],
    ['2026-01-01', null],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('is read from Retry-After %j as %j', (header, expected) => {
    expect(retryAfter(header)).toBe(expected);
  });

  it('is read from a date', () => {
    const inAnHour = new Date((epochSeconds() + 3600) * 1000).toUTCString();
    const wait = retryAfter(inAnHour) ?? 0;
    expect(wait).toBeGreaterThan(3_590_000);
    expect(wait).toBeLessThanOrEqual(3_600_000);
  });
});
