import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { CookieJar, type MemoryCookieStore } from 'tough-cookie';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CookieOptions } from '../../../src/http/cookies/cookie-record.js';
import { Cookies } from '../../../src/http/cookies/cookies.js';
import { steadyEpochSeconds } from '../../../src/util/loop/clock.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

/** Sets the cookies named in the query (`?set=a=1; Path=/x`), with the requested status. */
function cookieServer() {
  return serveAndSee(({ url }, response) => {
    const { searchParams } = new URL(url, 'http://x');
    const location = searchParams.get('to');
    response.writeHead(location === null ? 200 : 302, {
      'set-cookie': searchParams.getAll('set'),
      ...(location !== null && { location }),
    });
    response.end();
  });
}

describe('cookies', () => {
  it('are sent back by the user that received them, and by no other user', async () => {
    const server = await cookieServer();
    const [ann, bob] = [openSession(server.url).session, openSession(server.url).session];
    await ann.get('/', { params: { set: ['id=ann; Path=/', 'theme=dark'] } });
    await ann.get('/next');
    expect(server.last().headers.cookie).toBe('id=ann; theme=dark');
    await bob.get('/next');
    expect(server.last().headers.cookie).toBeUndefined();
  });

  it('are sent only to URLs below their path', async () => {
    const server = await cookieServer();
    const { session } = openSession(server.url);
    await session.get('/', { params: { set: 'a=1; Path=/files' } });
    await session.get('/files/7');
    expect(server.last().headers.cookie).toBe('a=1');
    await session.get('/search');
    expect(server.last().headers.cookie).toBeUndefined();
  });

  it('are replaced and removed by the server', async () => {
    const server = await cookieServer();
    const { session } = openSession(server.url);
    await session.get('/', { params: { set: 'a=1' } });
    await session.get('/', { params: { set: 'a=2' } });
    await session.get('/');
    expect(server.last().headers.cookie).toBe('a=2');
    await session.get('/', { params: { set: 'a=; Max-Age=0' } });
    await session.get('/');
    expect(server.last().headers.cookie).toBeUndefined();
  });

  it('are stored from a redirect and sent to its target', async () => {
    const server = await cookieServer();
    const { session } = openSession(server.url);
    await session.get('/login', { params: { set: 'token=t; Path=/', to: '/home' } });
    expect(server.last()).toMatchObject({ url: '/home', headers: { cookie: 'token=t' } });
  });

  it('are stored from failed responses too', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(500, { 'set-cookie': 'a=1' }).end());
    const { session } = openSession(server.url);
    await session.get('/');
    await session.get('/');
    expect(server.last().headers.cookie).toBe('a=1');
  });

  it('that are malformed are dropped, and the others are kept', async () => {
    const server = await cookieServer();
    const { session, errors } = openSession(server.url);
    const domains = ['elsewhere.example', 'größe.de', '::1%eth0', 'a b', '%', '[', 'a..b', '\u009f'];
    const malformed = domains.map((domain) => `a=1; Domain=${Buffer.from(domain).toString('latin1')}`);
    await session.get('/', { params: { set: [...malformed, '=', 'b=2'] } });
    await session.get('/');
    expect(server.last().headers.cookie).toBe('b=2');
    expect(errors()).toEqual([null, null]);
  });

  it('are replaced by a Cookie header of the request', async () => {
    const server = await cookieServer();
    const { session } = openSession(server.url);
    await session.get('/', { params: { set: 'a=1' } });
    await session.get('/', { headers: { Cookie: 'b=2' } });
    expect(server.last().headers.cookie).toBe('b=2');
  });

  it('can be cleared, and be set without a server', async () => {
    const server = await cookieServer();
    const { session } = openSession(server.url);
    session.cookies.store(['a=1; Path=/'], server.url);
    await session.get('/');
    expect(server.last().headers.cookie).toBe('a=1');
    session.cookies.clear();
    await session.get('/');
    expect(server.last().headers.cookie).toBeUndefined();
  });
});

/** The names in the jar that is filled first from now on, expired cookies included. */
function heldCookies(): () => string[] {
  // The same copy of the package as that of the source.
  const { MemoryCookieStore } = createRequire(import.meta.url)('tough-cookie') as typeof import('tough-cookie');
  const put = vi.spyOn(MemoryCookieStore.prototype, 'putCookie');
  onTestFinished(() => put.mockRestore());
  return () => {
    let names: string[] = [];
    (put.mock.contexts[0] as MemoryCookieStore | undefined)?.getAllCookies((_, cookies) => {
      names = (cookies ?? []).map(({ key }) => key);
    });
    return names;
  };
}

describe('the cookies of a user', () => {
  async function opened() {
    const server = await cookieServer();
    const { session } = openSession(server.url);
    const sent = async (path = '/') => {
      await session.get(path);
      return server.last().headers.cookie;
    };
    return { server, session, cookies: session.cookies, sent };
  }

  it('can be read, also those for other paths', async () => {
    const { session, cookies } = await opened();
    expect([cookies.get('id'), [...cookies]]).toEqual([undefined, []]);
    await session.get('/', { params: { set: ['id=1; HttpOnly', 'deep=2; Path=/a/b; SameSite=Lax', 'id=3; Path=/a'] } });
    expect([cookies.get('id'), cookies.get('deep'), cookies.get('none')]).toEqual(['3', '2', undefined]);
    const usual = { domain: '127.0.0.1', expires: -1, httpOnly: false, secure: false };
    expect([...cookies]).toEqual([
      { ...usual, name: 'deep', value: '2', path: '/a/b', sameSite: 'Lax' },
      { ...usual, name: 'id', value: '3', path: '/a' },
      { ...usual, name: 'id', value: '1', path: '/', httpOnly: true },
    ]);
    expect(cookies.all()).toEqual([...cookies]);
  });

  it('can be set, for the user’s host by default', async () => {
    const { cookies, sent, server } = await opened();
    cookies.set('a', '1');
    cookies.set('b', '2', { path: '/files', httpOnly: true });
    cookies.set('c', '3', { domain: 'elsewhere.example' });
    cookies.set('d', '', { expires: new Date(Date.now() + 60_000) });
    expect(await sent('/files/x')).toBe('b=2; a=1; d=');
    expect(await sent()).toBe('a=1; d=');
    expect(cookies.header('http://elsewhere.example', '/')).toBe('c=3');
    expect(cookies.header('http://www.elsewhere.example', '/')).toBe('');
    cookies.set('a', 'new');
    expect(await sent()).toBe('a=new; d=');
    expect(server.last().rawHeaders.filter((name) => /^cookie$/i.test(name))).toHaveLength(1);
  });

  it('may be for a domain and its subdomains', async () => {
    const { cookies } = await opened();
    cookies.set('a', '1', { domain: '.shop.example' });
    expect(cookies.header('http://shop.example', '/')).toBe('a=1');
    expect(cookies.header('http://www.shop.example', '/')).toBe('a=1');
    expect(cookies.header('http://othershop.example', '/')).toBe('');
    expect(cookies.all()).toMatchObject([{ domain: '.shop.example' }]);
  });

  it.each([
    ...[
      'http://test:8080',
      'http://example',
      'http://local',
      'http://invalid',
      'http://localhost:1',
      'http://a.example',
    ],
    ...[
      'http://api.default.svc.cluster.local.',
      'http://shop.example.:8080',
      'http://[::1]:8000',
      'http://größe.example',
    ],
  ])('are sent back to a host, whatever its name: %s', (url) => {
    const { origin } = new URL(url);
    const cookies = new Cookies(origin);
    cookies.store(['a=1; Path=/'], `${origin}/login`);
    cookies.set('b', '2');
    expect(cookies.header(origin, '/')).toBe('a=1; b=2');
    expect(cookies.header('http://elsewhere.example', '/')).toBe('');
  });

  it.each(['http://test', 'http://größe.example', 'http://app.internal', 'http://shop.co.uk'])(
    'of the domain %s are sent to its subdomains',
    (url) => {
      const { origin, hostname } = new URL(url);
      const cookies = new Cookies(origin);
      cookies.store([`a=1; Path=/; Domain=${hostname}`], origin);
      cookies.set('b', '2', { domain: `.${hostname}` });
      cookies.set('c', '3', { domain: `.${url.slice('http://'.length)}` });
      expect(cookies.header(origin, '/')).toBe('a=1; b=2; c=3');
      expect(cookies.header(`http://www.${hostname}`, '/')).toBe('a=1; b=2; c=3');
      expect(cookies.header(`http://www${hostname}`, '/')).toBe('');
    },
  );

  it('of a top-level domain are ignored, as in Python', () => {
    const cookies = new Cookies('http://shop.example');
    cookies.store(['a=1; Domain=example', 'b=2; Domain=.example', 'c=3; Domain=shop.example'], 'http://shop.example/');
    expect(cookies.header('http://shop.example', '/')).toBe('c=3');
    expect(cookies.all().map(({ name }) => name)).toEqual(['c']);
  });

  it('are sent only to secure origins if they are Secure', async () => {
    const { cookies } = await opened();
    cookies.set('a', '1', { domain: 'shop.example', secure: true });
    expect([cookies.header('https://shop.example', '/'), cookies.header('http://shop.example', '/')]).toEqual([
      'a=1',
      '',
    ]);
  });

  it.each(['http://127.0.0.1:8000', 'http://localhost', 'http://[::1]', 'http://shop.example'])(
    'that are Secure may be set over plain HTTP, but are sent over TLS only (%s)',
    (origin) => {
      const cookies = new Cookies(origin);
      cookies.store(['a=1; Secure; Path=/', 'b=2; Path=/'], `${origin}/login`);
      expect(cookies.header(origin, '/')).toBe('b=2');
      expect(cookies.header(origin.replace('http:', 'https:'), '/')).toBe('a=1; b=2');
    },
  );

  it('can be cleared, all of them or by name', async () => {
    const { cookies, sent } = await opened();
    for (const name of ['a', 'b', 'c']) cookies.set(name, '1');
    cookies.set('b', '2', { path: '/x' });
    cookies.clear('b');
    expect(await sent('/x')).toBe('a=1; c=1');
    cookies.set('a', null);
    expect(await sent()).toBe('c=1');
    cookies.clear();
    expect([await sent(), cookies.all()]).toEqual([undefined, []]);
  });

  it('can be saved as JSON and restored, for another user too', async () => {
    const { cookies, server } = await opened();
    cookies.set('a', '1');
    cookies.set('b', '2', { path: '/x', httpOnly: true, expires: 4_000_000_000.5 });
    cookies.set('c', '3', { domain: '.shop.example', secure: true });
    const json = JSON.stringify(cookies.save());
    const { session } = openSession(server.url);
    session.cookies.set('mine', '0');
    session.cookies.restore(JSON.parse(json));
    expect(session.cookies.save()).toEqual(cookies.save());
    await session.get('/x');
    expect(server.last().headers.cookie).toBe('b=2; a=1');
    expect(JSON.parse(json).cookies).toHaveLength(3);
    session.cookies.restore({ cookies: [] });
    expect(session.cookies.all()).toEqual([]);
  });

  it('can be restored from a browser: Playwright’s storageState', async () => {
    const { cookies, sent } = await opened();
    const usual = { domain: '127.0.0.1', path: '/', httpOnly: true, secure: false, sameSite: 'Lax' as const };
    const state = {
      cookies: [
        { ...usual, name: 'session', value: 'abc', expires: -1 },
        { ...usual, name: 'old', value: 'x', expires: 1_000_000_000 },
      ],
      origins: [],
    };
    cookies.restore(state);
    expect(await sent()).toBe('session=abc');
  });

  it('expire, however often they are sent', async () => {
    const { session, cookies, sent } = await opened();
    await session.get('/', { params: { set: ['short=1; Max-Age=1', 'long=2; Max-Age=1000', 'gone=3; Max-Age=-1'] } });
    expect(await sent()).toBe('short=1; long=2');
    const end = cookies.all().find(({ name }) => name === 'short')?.expires ?? 0;
    while (steadyEpochSeconds() < end) {
      cookies.header(session.base.origin, '/');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await sent()).toBe('long=2');
    expect(cookies.all().map(({ name }) => name)).toEqual(['long']);
  });

  it('free their memory when they are deleted or expire', () => {
    const held = heldCookies();
    const cookies = new Cookies('http://h');
    for (let i = 0; i < 100; i++) {
      cookies.store([`nonce${i}=1; Path=/; Max-Age=600`, `brief${i}=1; Path=/; Max-Age=1`], 'http://h/');
      cookies.store([`nonce${i}=; Path=/; Max-Age=0`], 'http://h/');
      cookies.store([`gone${i}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT`], 'http://h/');
    }
    expect(held()).toEqual(Array.from({ length: 100 }, (_, i) => `brief${i}`));
    const start = performance.now();
    onTestFinished(vi.spyOn(performance, 'now').mockImplementation(() => start + 2_000).mockRestore);
    expect(cookies.header('http://h', '/')).toBe('');
    expect(held()).toEqual([]);
  });

  it('do not expire because the system clock is set', async () => {
    const { session, cookies } = await opened();
    const { origin } = session.base;
    onTestFinished(() => void vi.useRealTimers());
    for (const hours of [-5, 5]) {
      vi.useFakeTimers({ toFake: ['Date'] });
      vi.setSystemTime(Date.now() + hours * 3_600_000);
      cookies.store([`id=${hours}; Path=/; Max-Age=60`], origin);
      vi.useRealTimers();
      expect([cookies.header(origin, '/'), cookies.get('id')]).toEqual([`id=${hours}`, String(hours)]);
      vi.useFakeTimers({ toFake: ['Date'] });
      vi.setSystemTime(Date.now() - hours * 3_600_000);
      expect([cookies.header(origin, '/a'), cookies.get('id')]).toEqual([`id=${hours}`, String(hours)]);
      vi.useRealTimers();
    }
  });

  it.each([
    ['', '1', {}],
    [' a', '1', {}],
    ['a ', '1', {}],
    ['a\tb', '1', {}],
    ['a=b', '1', {}],
    ['a', '1; Path=/', {}],
    ['a', '1\r\nX-Evil: 1', {}],
    ['a', '日本', {}],
    ['a', 5, {}],
    ['a', '1', { domain: 'a/b' }],
    ['a', '1', { domain: '' }],
    ['a', '1', { path: 'x' }],
    ['a', '1', { path: '/x\r\ny' }],
    ['a', '1', { expires: Number.NaN }],
    ['a', '1', { expires: 'tomorrow' }],
    ['__Host-a', '1', {}],
  ])('that are invalid are refused: %j=%j, %j', async (name, value, options) => {
    const { cookies } = await opened();
    const set = () => cookies.set(name, value as string, options as CookieOptions);
    expect(set).toThrow(expect.objectContaining({ code: 'BAD_COOKIE' }));
    expect(cookies.all()).toEqual([]);
  });

  it.each([[null], [{}], [[]], [{ cookies: [{ name: 'b' }] }], ['{}']])(
    'are not replaced by invalid saved data: %j',
    async (saved) => {
      const { cookies } = await opened();
      cookies.set('a', '1');
      expect(() => cookies.restore(saved as never)).toThrow(expect.objectContaining({ code: 'BAD_COOKIE' }));
      expect(cookies.get('a')).toBe('1');
    },
  );

  it('are neither set nor restored with unknown options', async () => {
    const { cookies } = await opened();
    cookies.set('a', '1');
    const unknown = (name: string, meant: string) =>
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: expect.stringContaining(`got '${name}'`),
        hint: expect.stringContaining(`Did you mean ${meant}?`),
      });
    expect(() => cookies.restore({ cookies: [] }, { merged: true } as never)).toThrow(unknown('merged', 'merge'));
    expect(() => cookies.restore({ cookies: [] }, { merge: 'yes' } as never)).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
    expect(() => cookies.set('a', '2', { http_only: true } as never)).toThrow(unknown('http_only', 'httpOnly'));
    expect(cookies.get('a')).toBe('1');
  });

  it('compare paths as requests encode them, however servers write them', async () => {
    const paths = ['/a%20b', '/caf%C3%A9', '/caf%c3%a9', '/%7Eann', '/x%2Fy', '/z w', '/100%', '/q|r'];
    for (const path of paths) {
      const { session, cookies } = await opened();
      cookies.store([`n=1; Path=${path}`], `${session.base.origin}/`);
      const { request } = await session.get(`${path}/x`);
      expect([path, request.headers.get('cookie')]).toEqual([path, 'n=1']);
    }
  });

  it('have a default path that is encoded in requests', async () => {
    const { session, cookies } = await opened();
    cookies.store(['n=1'], `${session.base.origin}/d%20ir/login`);
    expect((await session.get('/d ir/x')).request.headers.get('cookie')).toBe('n=1');
    expect((await session.get('/d')).request.headers.get('cookie')).toBeNull();
  });

  it.each(['2147483647', '9999999999999', '9223372036854775807', '9'.repeat(400)])(
    'have a finite expiry with a Max-Age of %s, and can be restored',
    async (age) => {
      const { cookies, sent, session } = await opened();
      cookies.store([`id=1; Path=/; Max-Age=${age}`], session.base.origin);
      const [record] = cookies.all();
      expect(Number.isFinite(record?.expires)).toBe(true);
      cookies.restore(JSON.parse(JSON.stringify(cookies.save())));
      expect(await sent()).toBe('id=1');
      cookies.set('far', '2', { expires: 1e15 });
      expect(cookies.all().every(({ expires }) => Number.isFinite(expires))).toBe(true);
    },
  );

  it('can be set from saved records', async () => {
    const { cookies, sent } = await opened();
    cookies.set('session', '1', { sameSite: 'Lax' });
    cookies.set('later', '2', { expires: 4_000_000_000 });
    const saved = cookies.save();
    cookies.clear();
    for (const record of saved.cookies) cookies.set(record.name, record.value, record);
    expect(cookies.save()).toEqual(saved);
    expect(await sent()).toBe('session=1; later=2');
  });

  it.each([
    'my cookie=1',
    'a[b]=1',
    'a=1; Path=/a b',
    'a=1; Path=/caf\u00e9',
    'a=1; Path=/100%',
    'a=1; Path=/a\tb',
    'a=1; Domain=127.0.0.1',
  ])('can be saved, restored and set, whatever a server may set: %s', async (text) => {
    const { cookies, session } = await opened();
    cookies.store([text], `${session.base.origin}/d%20ir/%C3%A9/login`);
    const saved = JSON.parse(JSON.stringify(cookies.save()));
    expect(saved.cookies).toHaveLength(1);
    const paths = ['/a%20b/x', '/a%09b/x', '/caf%C3%A9/x', '/100%25/x', '/d%20ir/%C3%A9/x', '/'];
    const sent = () => paths.map((path) => cookies.header(session.base.origin, path));
    const before = sent();
    expect(before).not.toEqual(paths.map(() => ''));
    for (const putBack of [
      () => cookies.restore(saved),
      () => cookies.restore(saved, { merge: true }),
      () => cookies.set(saved.cookies[0].name, saved.cookies[0].value, saved.cookies[0]),
    ]) {
      cookies.clear();
      putBack();
      expect(cookies.save()).toEqual(saved);
      expect(sent()).toEqual(before);
    }
  });

  it('can be restored in addition to others', async () => {
    const { cookies, sent } = await opened();
    cookies.set('a', 'old');
    cookies.set('b', '2');
    const record = { domain: '127.0.0.1', path: '/', expires: -1, httpOnly: false, secure: false };
    const saved = {
      cookies: [
        { ...record, name: 'a', value: 'new' },
        { ...record, name: 'c', value: '3' },
      ],
    };
    cookies.restore(saved, { merge: true });
    expect(await sent()).toBe('a=new; b=2; c=3');
    const forbidden = { ...record, name: '__Host-d', value: '4' };
    const before = cookies.save();
    expect(() =>
      cookies.restore({ cookies: [{ ...record, name: 'e', value: '5' }, forbidden] }, { merge: true }),
    ).toThrow(expect.objectContaining({ code: 'BAD_COOKIE' }));
    expect(cookies.save()).toEqual(before);
  });

  it('show no values in errors', async () => {
    const { cookies } = await opened();
    const message = 'Expected a value of id that a header can contain, got a value with ";" at position 6.';
    expect(() => cookies.set('id', 'secret; Path=/')).toThrow(expect.objectContaining({ code: 'BAD_COOKIE', message }));
  });

  it('are sent as tough-cookie would choose them, for paths without escapes', () => {
    const segment = fc.constantFrom('a', 'b', 'ab', '', 'ü');
    const path = fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    const names = fc.constantFrom('x', 'y', 'z');
    fc.assert(
      fc.property(fc.array(fc.tuple(names, path)), fc.array(path, { minLength: 1 }), (set, paths) => {
        const [cookies, jar] = [new Cookies('http://h'), new CookieJar(undefined, { rejectPublicSuffixes: false })];
        for (const [i, [name, to]] of set.entries()) {
          cookies.store([`${name}=${i}; Path=${to}`], 'http://h/');
          jar.setCookieSync(`${name}=${i}; Path=${to}`, 'http://h/');
        }
        for (const one of paths) {
          const target = new URL(`http://h${one}`).pathname;
          expect(cookies.header('http://h', `${target}?q=/a`)).toBe(jar.getCookieStringSync(`http://h${target}`));
        }
      }),
    );
  });

  it('are correct for more origins than are cached', () => {
    const cookies = new Cookies('http://h');
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 50; i++) {
        if (round === 0) cookies.set('n', String(i), { domain: `h${i}.example` });
        expect(cookies.header(`http://h${i}.example`, '/')).toBe(`n=${i}`);
      }
    }
  });
});
