import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { StopUser } from '../../src/core/signals.js';
import { BaseUrl } from '../../src/http/request/target.js';
import { HttpSession } from '../../src/http/session.js';
import { epochSeconds, now } from '../../src/util/loop/clock.js';
import { serve, serveAndSee } from '../helpers/servers/server.js';
import { openSession, plainTransport } from '../helpers/users/http-session.js';

/** Answers `/404` with 404, and so on, and everything else with 200. */
function statusServer() {
  return serveAndSee(({ url }, response) => response.writeHead(Number(/^\/(\d{3})/.exec(url)?.[1] ?? 200)).end('body'));
}

describe('each request', () => {
  it('is one sample with all known values', async () => {
    const server = await statusServer();
    const { session, samples } = openSession(server.url);
    const [before, moment] = [epochSeconds(), now()];
    const context = { round: 1 };
    const response = await session.get('/files?page=1', { context });
    const [took, after] = [now() - moment, epochSeconds()];
    expect(samples).toEqual([
      {
        requestType: 'GET',
        name: '/files?page=1',
        responseTime: response.elapsed,
        responseLength: 4,
        exception: null,
        status: 200,
        startTime: expect.any(Number),
        url: `${server.url}/files?page=1`,
        context,
        response,
      },
    ]);
    const [{ startTime, responseTime }] = samples as [(typeof samples)[0]];
    expect(responseTime).toBeGreaterThan(0);
    expect(responseTime).toBeLessThanOrEqual(took);
    expect(startTime).toBeGreaterThan(before - 0.05); // the two clocks drift
    expect(startTime).toBeLessThan(after + 0.05);
  });

  it.each([
    ['get', 'GET'],
    ['head', 'HEAD'],
    ['options', 'OPTIONS'],
    ['delete', 'DELETE'],
    ['post', 'POST'],
    ['put', 'PUT'],
    ['patch', 'PATCH'],
  ] as const)('by %s() has the method %s', async (call, method) => {
    const server = await statusServer();
    const { session, samples } = openSession(server.url);
    const response = await session[call]('/x', { name: 'x' });
    expect(response.text()).toBe(method === 'HEAD' ? '' : 'body');
    expect(server.last()).toMatchObject({ method, url: '/x' });
    expect(samples).toMatchObject([{ requestType: method, name: 'x', responseLength: method === 'HEAD' ? 0 : 4 }]);
  });

  it('by request() is reported with the method as written', async () => {
    const server = await statusServer();
    const { session, samples } = openSession(server.url);
    await session.request('get', '/x');
    await session.request('PURGE', '/x');
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'PURGE']);
    expect(samples.map(({ requestType }) => requestType)).toEqual(['get', 'PURGE']);
  });

  it.each(['TRACE', 'PROPFIND', 'MKCOL', 'REPORT', 'QUERY', 'M-SEARCH'])('may have the method %s', async (method) => {
    const server = await statusServer();
    const { session, errors } = openSession(server.url);
    expect((await session.request(method, '/x')).text()).toBe('body');
    expect(server.last()).toMatchObject({ method, url: '/x' });
    expect(errors()).toEqual([null]);
  });

  it.each(['GE T', '', 'CONNECT'])('by a method that cannot be sent, %j, is one failed sample', async (method) => {
    const server = await statusServer();
    const { session, errors } = openSession(server.url);
    await session.request(method, '/x');
    await session.get('/x');
    expect(errors()).toEqual([expect.any(String), null]);
  });

  it.each([
    ['/a?b=c d#part', {}, '/a?b=c%20d'],
    ['', {}, '/'],
    ['/a', { params: { q: 'x y', n: 1 } }, '/a?q=x+y&n=1'],
    ['/a', { name: '' }, '/a'],
    ['/a', { name: 'A thing' }, 'A thing'],
    ['/a', { name: 'A thing', params: { q: 1 } }, 'A thing'],
  ])('of %j with %j is named %s', async (url, options, name) => {
    const server = await statusServer();
    const { session, samples } = openSession(server.url);
    await session.get(url, options);
    expect(samples).toMatchObject([{ name }]);
  });

  it('to an absolute URL is named by its path, without the host', async () => {
    const [server, other] = [await statusServer(), await statusServer()];
    const { session, samples } = openSession(server.url);
    await session.get(`${other.url}/there?x=1`);
    expect(samples).toMatchObject([{ name: '/there?x=1', url: `${other.url}/there?x=1` }]);
    expect([server.seen.length, other.seen.length]).toEqual([0, 1]);
  });

  it.each([200, 204, 304])('may have an empty body (%i)', async (status) => {
    const server = await serve((_, response) => response.writeHead(status).end());
    const { session, samples } = openSession(server.url);
    const response = await session.get('/');
    expect([response.status, response.text()]).toEqual([status, '']);
    expect(samples).toMatchObject([{ responseLength: 0, exception: null }]);
  });

  it('of 50 at once over one session is reported once', async () => {
    const server = await statusServer();
    const { session, samples } = openSession(server.url);
    const urls = Array.from({ length: 50 }, (_, i) => `/${i % 5 === 0 ? 500 : 200}/${i}`);
    const responses = await Promise.all(urls.map((url) => session.get(url)));
    expect(responses.map(({ url }) => url)).toEqual(urls.map((url) => server.url + url));
    expect(samples.map(({ name }) => name).sort()).toEqual(urls.toSorted());
    expect(server.seen.map(({ url }) => url).sort()).toEqual(urls.toSorted());
    expect(samples.filter(({ exception }) => exception !== null)).toHaveLength(10);
    expect(new Set(samples.map(({ response }) => response))).toEqual(new Set(responses));
  });

  it('that cannot be prepared throws an error and is not a sample', async () => {
    const { session, samples } = openSession('http://127.0.0.1:1');
    await expect(session.get('http://[')).rejects.toMatchObject({ code: 'BAD_URL' });
    const circle: { self?: unknown } = {};
    circle.self = circle;
    await expect(session.post('/', { json: circle })).rejects.toMatchObject({ code: 'BAD_BODY' });
    expect(samples).toEqual([]);
  });

  it('sends the user and password of the host, unless it has its own', async () => {
    const server = await statusServer();
    const { session, samples } = openSession(server.url.replace('//', '//ann:p%40ss@'));
    await session.get('/x');
    expect(server.last().headers.authorization).toBe(`Basic ${Buffer.from('ann:p@ss').toString('base64')}`);
    expect(samples).toMatchObject([{ url: `${server.url}/x` }]);
    await session.get('/x', { headers: { Authorization: 'Bearer t' } });
    expect(server.last().headers.authorization).toBe('Bearer t');
  });
});

describe('with catchResponse, a request', () => {
  const catchResponse = true;

  async function opened() {
    const server = await statusServer();
    return openSession(server.url);
  }

  it('is reported at the end of its `using` block, and not before', async () => {
    const { session, samples } = await opened();
    {
      using response = await session.get('/x', { catchResponse });
      expect([response.status, samples.length]).toEqual([200, 0]);
    }
    expect(samples).toMatchObject([{ name: '/x', exception: null, responseLength: 4 }]);
  });

  it('is decided by its status without success() and failure()', async () => {
    const { session, errors } = await opened();
    {
      using _ok = await session.get('/200', { catchResponse });
      using _bad = await session.get('/404', { catchResponse });
    }
    expect(errors()).toEqual(["HTTPError('404 Client Error: Not Found for url: /404')", null]);
  });

  it('is a success by success(), whatever the response', async () => {
    const { session, errors } = openSession('http://127.0.0.1:1');
    {
      using response = await session.get('/x', { catchResponse });
      expect(response).toMatchObject({ status: 0, ok: false });
      response.success();
    }
    expect(errors()).toEqual([null]);
  });

  it('fails by failure(), with a string or an error', async () => {
    const { session, errors } = await opened();
    {
      using first = await session.get('/x', { catchResponse });
      first.failure("it's bad");
      using second = await session.get('/x', { catchResponse });
      second.failure(new RangeError('too big'));
    }
    expect(errors()).toEqual(["RangeError('too big')", 'CatchResponseError("it\'s bad")']);
  });

  it('is decided by the last call of success() or failure()', async () => {
    const { session, errors } = await opened();
    {
      using first = await session.get('/x', { catchResponse });
      first.success();
      first.failure('after all');
    }
    {
      using second = await session.get('/x', { catchResponse });
      second.failure('at first');
      second.success();
    }
    expect(errors()).toEqual(["CatchResponseError('after all')", null]);
  });

  it('is reported once if its block throws, and the error propagates', async () => {
    const { session, errors } = await opened();
    const block = async () => {
      using response = await session.get('/x', { catchResponse });
      response.failure('seen');
      throw new Error('mine');
    };
    await expect(block()).rejects.toThrow('mine');
    session.settle();
    expect(errors()).toEqual(["CatchResponseError('seen')"]);
  });

  it('without `using` is reported when the task ends, exactly once', async () => {
    const { session, samples, errors } = await opened();
    const response = await session.get('/a', { catchResponse });
    response.failure('late');
    await session.get('/b', { catchResponse });
    expect(samples).toEqual([]);
    session.settle();
    session.settle();
    expect(samples.map(({ name }) => name)).toEqual(['/a', '/b']);
    expect(errors()).toEqual(["CatchResponseError('late')", null]);
    expect(() => response.success()).toThrow(expect.objectContaining({ code: 'ALREADY_REPORTED' }));
  });

  it('keeps its time: the block is not measured', async () => {
    const { session, samples } = await opened();
    const response = await session.get('/x', { catchResponse });
    for (let i = 0; i < 20; i++) await session.get('/other');
    response[Symbol.dispose]();
    expect(samples.at(-1)).toMatchObject({ name: '/x', responseTime: response.elapsed });
  });

  it('can be garbage-collected once it is reported, while its task continues', async () => {
    const server = await statusServer();
    const session = new HttpSession(new BaseUrl(server.url), plainTransport(), () => {});
    const responses: WeakRef<object>[] = [];
    for (let i = 0; i < 20; i++) {
      using response = await session.get('/x', { catchResponse });
      responses.push(new WeakRef(response));
    }
    await session.get('/x');
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    await new Promise(setImmediate);
    runInNewContext('gc')();
    expect(responses.filter((one) => one.deref() !== undefined).length).toBeLessThan(10);
    session.cancel(new Error('The test is over.'));
  });

  it('does not prevent the others from being reported if a listener throws a signal', async () => {
    const server = await statusServer();
    const { session, samples } = openSession(server.url, () => {
      throw new StopUser();
    });
    await session.get('/a', { catchResponse });
    await session.get('/b', { catchResponse });
    expect(() => session.settle()).toThrow(StopUser);
    expect(samples.map(({ name }) => name)).toEqual(['/a', '/b']);
    expect(() => session.settle()).not.toThrow();
  });
});
