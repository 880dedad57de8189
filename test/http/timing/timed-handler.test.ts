import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/http/response/exchange.js';
import { TimedHandler } from '../../../src/http/timing/timed-handler.js';
import { limitsOf, type Timeout } from '../../../src/http/timing/timeout.js';
import { now } from '../../../src/util/loop/clock.js';
import { fullBacklogUrl } from '../../helpers/servers/full-backlog.js';
import { serve, serveAndSee, serveRaw } from '../../helpers/servers/server.js';
import { allClients, openFastSession, openSession, sessionsBy } from '../../helpers/users/http-session.js';
import { until } from '../../helpers/users/start-user.js';

/** Answers `/` at once; `/silent` never; `/half` with half a body; `/drip` endlessly with a byte each 30 ms. */
function slowServer() {
  return serve((request, response) => {
    if (request.url === '/') response.end('fine');
    if (request.url === '/half') response.writeHead(200, { 'content-length': 10 }).write('12345');
    if (request.url === '/hops') setTimeout(() => response.writeHead(302, { location: '/hops' }).end(), 30);
    if (request.url !== '/drip') return;
    const timer = setInterval(() => response.write('.'), 30);
    response.once('close', () => clearInterval(timer));
  });
}

function poolOf(url: string): string {
  return `HTTPConnectionPool(host='127.0.0.1', port=${new URL(url).port})`;
}

describe.each([
  ['HttpUser', openSession],
  ['FastHttpUser', openFastSession],
] as const)('%s:', (_, open) => {
  /** The result of a request to `path`; checks that the next one works, over a new connection. */
  async function timedOut(path: string, timeout: Timeout) {
    const server = await slowServer();
    const { session, samples, errors } = open(server.url);
    await session.get('/');
    const response = await session.get(path, { timeout });
    expect(response).toMatchObject({ status: 0, ok: false, error: samples[1]?.exception });
    expect(response.elapsed).toBe(samples[1]?.responseTime);
    expect((await session.get('/')).text()).toBe('fine');
    expect([server.accepted, server.open]).toEqual([2, 1]);
    expect([errors()[0], errors()[2], errors().length]).toEqual([null, null, 3]);
    return { error: errors()[1], elapsed: response.elapsed, pool: poolOf(server.url) };
  }

  describe('a request ends with the error of its limit, its connection is closed, and the next one works:', () => {
    it.each<[string, Timeout]>([
      ['of a number', 0.2],
      ['of the headers', { headers: 0.2 }],
    ])('no headers within the limit %s', async (_, timeout) => {
      const { error, elapsed, pool } = await timedOut('/silent', timeout);
      expect(error).toBe(`ReadTimeout(ReadTimeoutError("${pool}: Read timed out. (read timeout=0.2)"))`);
      expect(elapsed).toBeGreaterThanOrEqual(200);
    });

    it.each<[string, Timeout]>([
      ['of a number', 0.2],
      ['of the body', { body: 0.2 }],
    ])('a body that stops for longer than the limit %s', async (_, timeout) => {
      const { error, elapsed, pool } = await timedOut('/half', timeout);
      expect(error).toBe(`ReadTimeoutError("${pool}: Read timed out.")`);
      expect(elapsed).toBeGreaterThanOrEqual(200);
    });

    it.each(['/silent', '/drip', '/hops'])('the whole of %s takes too long', async (path) => {
      const { error, elapsed, pool } = await timedOut(path, { headers: 60, body: 60, total: 0.5 });
      expect(error).toBe(`TotalTimeoutError("${pool}: Request timed out. (total timeout=0.5)")`);
      expect(elapsed).toBeGreaterThanOrEqual(500);
    });

    it('connecting takes too long', async () => {
      const { session, errors } = open(await fullBacklogUrl());
      const response = await session.get('/', { timeout: 0.2 });
      expect(response.elapsed).toBeGreaterThanOrEqual(200);
      const server = await slowServer();
      expect((await session.get(`${server.url}/`, { timeout: 20 })).text()).toBe('fine');
      await session.get('/', { timeout: { connect: 0.1 } });
      await session.get('/', { timeout: { headers: 0.01, total: 0.2 } });
      expect(errors()).toEqual([
        "ConnectTimeoutError('Connection to 127.0.0.1 timed out. (connect timeout=0.2)')",
        null,
        "ConnectTimeoutError('Connection to 127.0.0.1 timed out. (connect timeout=0.1)')",
        expect.stringMatching(/^TotalTimeoutError/),
      ]);
    });

    it('the TLS handshake takes too long', async () => {
      const server = await serveRaw((socket) => socket.resume());
      const { session, errors } = open(server.url.replace('http:', 'https:'));
      await session.get('/', { timeout: { connect: 0.1 } });
      await server.idle();
      expect(errors()).toEqual(["ConnectTimeoutError('Connection to 127.0.0.1 timed out. (connect timeout=0.1)')"]);
    });
  });

  describe('a limit', () => {
    it('of each wait does not limit the whole request', async () => {
      const server = await serve((_, response) => {
        for (let i = 0; i < 10; i++) setTimeout(() => (i < 9 ? response.write('.') : response.end('.')), 120 * i);
      });
      const { session, errors } = open(server.url);
      const response = await session.get('/', { timeout: 1 });
      expect([response.text(), errors()]).toEqual(['.'.repeat(10), [null]]);
      expect(response.elapsed).toBeGreaterThan(1_000);
    });

    it('of connecting does not apply while a request waits for others of its user', async () => {
      const server = await serve((_, response) => setTimeout(() => response.end('fine'), 400));
      const { session, errors } = open(server.url);
      await Promise.all(Array.from({ length: 40 }, () => session.get('/', { timeout: { connect: 1 } }))); // ten at a time
      expect(new Set(errors())).toEqual(new Set([null]));
    });

    it('of the whole also ends a request that waits for others, which is never sent', async () => {
      const held: (() => void)[] = [];
      const server = await serveAndSee(({ url }, response) => {
        if (url === '/first') held.push(() => response.end());
        else response.end();
      });
      const { session, errors } = open(server.url);
      const first = Array.from({ length: 10 }, () => session.get('/first'));
      const late = Array.from({ length: 5 }, () => session.get('/late', { timeout: { total: 0.05 } }));
      await Promise.all(late);
      expect(errors().map((error) => error?.slice(0, 17))).toEqual(Array(5).fill('TotalTimeoutError'));
      await until(() => held.length === 10);
      for (const release of held) release();
      await Promise.all([...first, session.get('/last')]);
      expect(errors().slice(5)).toEqual(Array(11).fill(null));
      expect(server.seen.filter(({ url }) => url === '/late')).toEqual([]);
      expect(server.accepted).toBe(10);
    });

    it('of the headers begins when the body has been sent', async () => {
      const server = await serveAndSee((seen, response) => response.end(String(seen.body.length)));
      const slowly = async function* () {
        for (let i = 0; i < 6; i++) {
          await new Promise((resolve) => setTimeout(resolve, 200));
          yield 'piece';
        }
      };
      const { session, errors } = open(server.url);
      const response = await session.post('/', { body: slowly(), timeout: { headers: 1 } });
      expect([response.text(), errors()]).toEqual(['30', [null]]);
      expect(response.elapsed).toBeGreaterThan(1_000);
    });

    it('of the user applies to each of its requests, unless one has its own', async () => {
      const server = await slowServer();
      const { session, errors } = open(server.url);
      session.timeout = { headers: 0.1 };
      expect(session.timeout).toEqual({ headers: 0.1 });
      await session.get('/silent');
      await session.get('/silent', { timeout: { headers: 0.05 } });
      session.timeout = null;
      await session.get('/');
      expect(errors()).toEqual([expect.stringContaining('=0.1)'), expect.stringContaining('=0.05)'), null]);
      expect(() => {
        session.timeout = 0;
      }).toThrow(expect.objectContaining({ code: 'BAD_TIMEOUT' }));
      await expect(session.get('/', { timeout: -1 })).rejects.toMatchObject({ code: 'BAD_TIMEOUT' });
    });

    it('that is met leaves no timer, and one that is exceeded is one sample', async () => {
      const server = await slowServer();
      const { session, errors } = open(server.url);
      const paths = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? '/silent' : '/'));
      await Promise.all(paths.map((path) => session.get(path, { timeout: { headers: path === '/' ? 30 : 0.2 } })));
      expect(errors()).toHaveLength(40);
      expect(errors().filter((error) => error?.startsWith('ReadTimeout'))).toHaveLength(10);
    });

    it('does not outlive its user', async () => {
      const server = await slowServer();
      const { session, samples } = open(server.url);
      const request = session.get('/silent', { timeout: 0.05 });
      session.cancel(new Error('stopped'));
      await expect(request).rejects.toThrow('stopped');
      session.reopen();
      await session.get('/silent', { timeout: 0.1 });
      expect(samples).toHaveLength(1);
    });
  });
});

describe.each([...allClients, ['HttpUser with HTTP/2', sessionsBy({}, true)] as const])(
  '%s: requests that time out while they wait',
  (name, open) => {
    it('free their places at once, without connections', async () => {
      const url = await fullBacklogUrl();
      const { session, errors } = open(name.endsWith('2') ? url.replace('http:', 'https:') : url);
      await Promise.all(Array.from({ length: 25 }, () => session.get('/', { timeout: { total: 0.05 } })));
      await session.get('/', { timeout: { connect: 0.1 } });
      expect(errors().map((error) => error?.split('(', 1)[0])).toEqual([
        ...Array(25).fill('TotalTimeoutError'),
        'ConnectTimeoutError',
      ]);
    });
  },
);

describe('the limit of the headers, while a long body is being sent,', () => {
  function sendingHandler() {
    const request = { origin: 'http://127.0.0.1', path: '/', method: 'POST', headers: [], body: null };
    const exchange = new Exchange(request, 100, { onSettled: () => {} });
    const handler = new TimedHandler(exchange, limitsOf({ headers: 60 }) as never, request.origin, now());
    const connection = { sentBytes: 100 };
    handler.onConnect((reason) => handler.onError(reason));
    handler.onSending(() => connection.sentBytes);
    return { handler, exchange, connection };
  }

  it('begins anew where the server has read more of it', () => {
    const { handler, exchange, connection } = sendingHandler();
    for (let i = 0; i < 3; i++) {
      connection.sentBytes++;
      handler.onDeadline();
      expect([exchange.error, handler.deadline > now() + 50_000]).toEqual([null, true]);
    }
    handler.onDeadline();
    expect(exchange.error).toMatchObject({ name: 'ReadTimeout' });
  });

  it('begins anew when all is sent, and then waits for a response', () => {
    const { handler, exchange, connection } = sendingHandler();
    handler.onRequestSent();
    expect(exchange.error).toBeNull();
    connection.sentBytes++;
    handler.onDeadline();
    expect(exchange.error).toMatchObject({ name: 'ReadTimeout' });
  });
});
