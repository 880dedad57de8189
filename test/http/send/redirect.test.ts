import { describe, expect, it } from 'vitest';
import { bodyTooLarge } from '../../../src/http/errors/failures.js';
import { timeoutError } from '../../../src/http/errors/timeout-error.js';
import type { OutgoingRequest } from '../../../src/http/request/outgoing-request.js';
import { usualSecrets } from '../../../src/http/request/prepare.js';
import { parseTarget } from '../../../src/http/request/target.js';
import type { Exchange } from '../../../src/http/response/exchange.js';
import { createRedirectRequest, redirectMethod, redirectTarget, targetOf } from '../../../src/http/send/redirect.js';
import { defaultReceiveOptions } from '../../../src/http/timing/receive-options.js';
import { createCloseError, WireError } from '../../../src/wire/wire-error.js';
import { serve, serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

describe('redirectMethod', () => {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

  it.each([
    [301, ['GET', 'HEAD', 'GET', 'PUT', 'PATCH', 'DELETE']],
    [302, ['GET', 'HEAD', 'GET', 'GET', 'GET', 'GET']],
    [303, ['GET', 'HEAD', 'GET', 'GET', 'GET', 'GET']],
    [307, methods],
    [308, methods],
  ])('is python-requests’ rule for %i', (status, expected) => {
    expect(methods.map((method) => redirectMethod(status, method))).toEqual(expected);
  });
});

describe('redirectTarget', () => {
  const from = 'http://a:1/files/7?x=1';
  const to = (location: string | Buffer, status = 302) =>
    redirectTarget(status, [Buffer.from('Location'), Buffer.from(location as string)], from);

  it.each([
    ['/home', 'http://a:1', '/home'],
    ['8?y=2#part', 'http://a:1', '/files/8?y=2'],
    ['?y=2', 'http://a:1', '/files/7?y=2'],
    ['../up', 'http://a:1', '/up'],
    ['//b/c', 'http://b', '/c'],
    ['https://b:2', 'https://b:2', '/'],
    ['/with space', 'http://a:1', '/with%20space'],
    ['/a|b?c|d', 'http://a:1', '/a%7Cb?c%7Cd'],
    ['/a\\b?100%', 'http://a:1', '/a%5Cb?100%25'],
    ["?it's", 'http://a:1', "/files/7?it's"],
    ['#part', 'http://a:1', '/files/7?x=1'],
    ['http://[::1]:2/[x]', 'http://[::1]:2', '/%5Bx%5D'],
    ['/müsli', 'http://a:1', '/m%C3%BCsli'],
    [Buffer.from('/m\xfcsli', 'latin1'), 'http://a:1', '/m%C3%BCsli'],
    ['?q=日本', 'http://a:1', '/files/7?q=%E6%97%A5%E6%9C%AC'],
  ])('reads %s', (location, origin, path) => {
    expect(to(location)).toEqual({ origin, path, url: origin + path, authorization: null });
  });

  it('reads the credentials of a URL', () => {
    expect(to('http://ann:p%40ss@b/c')).toEqual({
      origin: 'http://b',
      path: '/c',
      url: 'http://b/c',
      authorization: `Basic ${btoa('ann:p@ss')}`,
    });
  });

  it('is an error for URLs that cannot be requested', () => {
    expect(to('ftp://b/c')).toMatchObject({
      repr: `InvalidSchema("No connection adapters were found for 'ftp://b/c'")`,
    });
    expect(to('http://[')).toMatchObject({ repr: "InvalidURL('Failed to parse: http://[')" });
  });

  it('is nothing without a Location, with an empty one, or with any other status', () => {
    expect(redirectTarget(302, [], from)).toBeNull();
    expect(to('')).toBeNull();
    expect([200, 201, 300, 304, 305, 306, 404].map((status) => to('/home', status))).toEqual(Array(7).fill(null));
  });
});

describe('targetOf', () => {
  it.each([
    [null, 'http://a/home'],
    [createCloseError(), 'http://a/home'],
    [Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'http://a/home'],
    [new WireError('read-timeout', 'Nothing was received for too long.'), undefined],
    [timeoutError('body', 100, 'http://a'), undefined],
    [bodyTooLarge(10), undefined],
  ])('after the error %s of the body is %s', (error, url) => {
    const exchange = { status: 302, rawHeaders: [Buffer.from('location'), Buffer.from('/home')], error };
    expect(targetOf(exchange as unknown as Exchange, 'http://a/')).toEqual(
      url === undefined ? null : expect.objectContaining({ url }),
    );
  });
});

const request: OutgoingRequest = {
  method: 'POST',
  ...{ origin: 'http://a', path: '/x', url: 'http://a/x' },
  headers: [
    ...['Authorization', 'Basic x', 'Cookie', 'a=1', 'Proxy-Authorization', 'p', 'X-Key', 'k'],
    ...['Content-Type', 'text/plain', 'X-Own', '1'],
  ],
  body: 'text',
  receiveOptions: defaultReceiveOptions,
  secretHeaders: [...usualSecrets, 'x-key'],
};

describe('the request after a redirect', () => {
  it.each([
    ['http://a/y', ['Authorization', 'Basic x', 'X-Key', 'k', 'X-Own', '1']],
    ['https://a/y', ['Authorization', 'Basic x', 'X-Key', 'k', 'X-Own', '1']],
    ['http://b/y', ['X-Own', '1']],
    ['http://a:8080/y', ['X-Own', '1']],
  ])('to %s keeps secrets only on the same origin: %j', (to, headers) => {
    expect(createRedirectRequest(request, 302, parseTarget(to))).toMatchObject({ method: 'GET', body: null, headers });
  });

  it('keeps a custom Host header only on the same origin', () => {
    const toHost = { ...request, headers: ['Host', 'shop.example', 'X-Own', '1'] };
    expect(createRedirectRequest(toHost, 302, parseTarget('http://a/y')).headers).toEqual(toHost.headers);
    expect(createRedirectRequest(toHost, 302, parseTarget('http://b/y')).headers).toEqual(['X-Own', '1']);
  });

  it('keeps method and body for 307 and 308', () => {
    const next = createRedirectRequest(request, 307, parseTarget('http://b/y'));
    expect(next).toMatchObject({ method: 'POST', body: 'text', headers: ['Content-Type', 'text/plain', 'X-Own', '1'] });
  });

  it('uses the credentials of its URL', () => {
    const next = createRedirectRequest(request, 302, parseTarget('http://u:p@b/y'));
    expect(next.headers).toEqual(['X-Own', '1', 'authorization', `Basic ${btoa('u:p')}`]);
    expect(next).toMatchObject({ origin: 'http://b', path: '/y', url: 'http://b/y' });
  });
});

describe('a redirect', () => {
  /** Redirects `/301` … to `/end`, and answers the rest with 200. */
  function redirectingServer(location = '/end') {
    return serveAndSee(({ url }, response) => {
      const status = Number(url.slice(1, 4));
      response.writeHead(status || 200, status ? { location } : {}).end(status ? 'moved' : 'here');
    });
  }

  it.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'sound'],
    [308, 'POST', 'sound'],
  ])('of %i turns a POST into a %s with the body "%s"', async (status, method, body) => {
    const server = await redirectingServer();
    const { session } = openSession(server.url);
    const response = await session.post(`/${status}`, { body: 'sound', headers: { 'content-type': 'audio/wav' } });
    expect([response.status, response.text()]).toEqual([200, 'here']);
    const { headers, ...last } = server.last();
    expect(last).toMatchObject({ method, url: '/end' });
    expect(last.body.toString()).toBe(body);
    expect(headers['content-type']).toBe(body === '' ? undefined : 'audio/wav');
    expect(headers['content-length']).toBe(body === '' ? undefined : '5');
  });

  it('of 301 keeps a PUT, but not its body', async () => {
    const server = await redirectingServer();
    await openSession(server.url).session.put('/301', { json: { a: 1 } });
    expect(server.last()).toMatchObject({ method: 'PUT', url: '/end', headers: { 'content-length': '0' } });
    expect(server.last().headers['content-type']).toBeUndefined();
  });

  it.each(['head', 'HEAD'])('is not followed for HEAD, unless it is requested (%s)', async (method) => {
    const server = await redirectingServer();
    const { session, errors } = openSession(server.url);
    expect((await session.request(method, '/302')).status).toBe(302);
    expect((await session.request(method, '/302', { allowRedirects: true })).status).toBe(200);
    expect(server.seen.map((seen) => `${seen.method} ${seen.url}`)).toEqual(['HEAD /302', 'HEAD /302', 'HEAD /end']);
    expect(errors()).toEqual([null, null]);
  });

  it('is not followed with `allowRedirects: false`, and is not a failure then', async () => {
    const server = await redirectingServer();
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/302', { allowRedirects: false });
    expect([response.status, response.ok, response.text(), response.history]).toEqual([302, true, 'moved', []]);
    expect(response.headers.get('location')).toBe('/end');
    expect(server.seen).toHaveLength(1);
    expect([samples.length, errors()]).toEqual([1, [null]]);
  });

  it('without a Location is a response like any other', async () => {
    const server = await serve((_, response) => response.writeHead(302).end('nowhere'));
    const { session, errors } = openSession(server.url);
    const response = await session.get('/');
    expect([response.status, response.text(), errors()]).toEqual([302, 'nowhere', [null]]);
  });

  it('to a URL that cannot be requested fails, with the redirect in its history', async () => {
    const server = await redirectingServer('myapp://callback?code=1');
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/302');
    expect(errors()).toEqual([`InvalidSchema("No connection adapters were found for 'myapp://callback?code=1'")`]);
    expect([samples.length, response.status, response.history.map(({ status }) => status)]).toEqual([1, 0, [302]]);
    expect((await session.get('/302', { allowRedirects: false })).status).toBe(302);
  });

  it('keeps the credentials on the same origin', async () => {
    const server = await redirectingServer();
    const { session } = openSession(server.url);
    session.headers.authorization = 'Bearer t';
    await session.get('/302');
    await session.get('/307', { headers: { 'x-own': '1' } });
    const [, end, , other] = server.seen;
    expect(end).toMatchObject({ url: '/end', headers: { authorization: 'Bearer t' } });
    expect(other).toMatchObject({ url: '/end', headers: { authorization: 'Bearer t', 'x-own': '1' } });
  });

  it('to another origin drops the credentials and the cookies, and keeps the other headers', async () => {
    const elsewhere = await serveAndSee();
    const server = await redirectingServer(`${elsewhere.url}/end`);
    const { session } = openSession(server.url);
    session.headers.Authorization = 'Bearer t';
    const response = await session.get('/307', { headers: { Cookie: 'a=1', 'x-own': '1' } });
    expect(server.last().headers).toMatchObject({ authorization: 'Bearer t', cookie: 'a=1' });
    expect(elsewhere.last().headers).toMatchObject({ 'x-own': '1' });
    expect(elsewhere.last().headers.authorization).toBeUndefined();
    expect(elsewhere.last().headers.cookie).toBeUndefined();
    expect(response.url).toBe(`${elsewhere.url}/end`);
  });
});
