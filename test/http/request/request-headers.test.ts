import { describe, expect, it } from 'vitest';
import { mergeHeaders, withoutHeaders } from '../../../src/http/request/request-headers.js';
import { acceptEncoding } from '../../../src/http/response/decompress.js';
import { withPolyfill } from '../../helpers/extended-prototypes.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

/** The received headers, without those of the connection. */
function own({ rawHeaders }: { rawHeaders: readonly string[] }): Record<string, string> {
  const pairs = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] as string] as const] : []));
  expect(pairs.length).toBe(new Set(pairs.map(([name]) => name.toLowerCase())).size);
  return Object.fromEntries(pairs.filter(([name]) => !['host', 'connection'].includes(name)));
}

describe('the headers of a request', () => {
  const defaults = { accept: '*/*', 'accept-encoding': acceptEncoding, 'user-agent': 'tsloc' };

  it('are few by default', async () => {
    const server = await serveAndSee();
    await openSession(server.url).session.get('/');
    expect(own(server.last())).toEqual(defaults);
    expect(server.last().headers).toMatchObject({ host: server.url.slice('http://'.length), connection: 'keep-alive' });
  });

  it('are those of the session, then its own; later ones override earlier ones, ignoring case', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    session.headers['X-Tenant'] = 'a';
    session.headers['User-Agent'] = 'phone';
    await session.get('/', { headers: { 'x-tenant': 'b', Accept: 'text/html' } });
    expect(own(server.last())).toEqual({
      Accept: 'text/html',
      'accept-encoding': acceptEncoding,
      'User-Agent': 'phone',
      'x-tenant': 'b',
    });
    await session.get('/');
    const { 'user-agent': _, ...others } = defaults;
    expect(own(server.last())).toEqual({ ...others, 'X-Tenant': 'a', 'User-Agent': 'phone' });
  });

  it('are omitted with null', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    session.headers['x-tenant'] = 'a';
    await session.get('/', {
      headers: { 'X-Tenant': null, accept: null, 'user-agent': null, 'accept-encoding': null },
    });
    expect(own(server.last())).toEqual({});
  });

  it('may be repeated, by a list of values', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    session.headers['X-Hop'] = ['a', 'b'];
    await session.get('/', { headers: { 'X-Own': ['1', '2', '3'], accept: [] } });
    const { rawHeaders } = server.last();
    const named = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []));
    expect(named.filter((line) => /^x-/i.test(line))).toEqual([
      'X-Hop: a',
      'X-Hop: b',
      'X-Own: 1',
      'X-Own: 2',
      'X-Own: 3',
    ]);
    expect(named.filter((line) => /^accept:/i.test(line))).toEqual([]);
  });

  it('can be removed for the whole session', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    session.headers['User-Agent'] = null;
    await session.get('/');
    expect(own(server.last())).toEqual({ accept: '*/*', 'accept-encoding': acceptEncoding });
  });

  it('may be given as Headers', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    await session.get('/', { headers: new Headers({ 'X-Own': '1', Accept: 'text/html' }) });
    expect(own(server.last())).toMatchObject({ 'x-own': '1', accept: 'text/html' });
    await session.get('/', { headers: new Headers() });
    expect(own(server.last())).toEqual(defaults);
  });

  it.each([[new Map([['a', '1']])], [[['a', '1']]], ['a: 1']])(
    'that are not an object are refused: %s',
    async (headers) => {
      const { session, samples } = openSession('http://127.0.0.1:1');
      await expect(session.get('/', { headers: headers as never })).rejects.toMatchObject({ code: 'BAD_HEADERS' });
      expect(samples).toEqual([]);
    },
  );

  it('do not affect the next request', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    await session.get('/', { headers: { accept: 'text/html', 'x-own': '1' } });
    await session.get('/');
    expect(own(server.last())).toEqual(defaults);
  });

  it('may name another host', async () => {
    const server = await serveAndSee();
    await openSession(server.url).session.get('/', { headers: { host: 'shop.example' } });
    expect(server.last().headers.host).toBe('shop.example');
  });

  it('that cannot be sent cause a failed request', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    expect((await session.get('/', { headers: { 'x-own': 'a\nb' } })).status).toBe(0);
    expect(errors()).toEqual([expect.stringContaining('Expected the header x-own to have no line breaks')]);
    expect(server.seen).toEqual([]);
  });
});

describe('mergeHeaders', () => {
  it.each([null, 'application/json', 'application/x-www-form-urlencoded'])(
    'creates no new list for %s: it runs for every request',
    (type) => {
      const lists = [mergeHeaders(type, null, null), mergeHeaders(type, {}, {})];
      expect(lists[0]).toBe(lists[1]);
      expect(lists[0]?.slice(6)).toEqual(type === null ? [] : ['content-type', type]);
    },
  );

  it('takes own headers only, not those that objects inherit from a polyfill', () => {
    const plain = mergeHeaders(null, null);
    expect(withPolyfill(() => mergeHeaders(null, { a: '1' }, {}))).toEqual([...plain, 'a', '1']);
  });

  it('does not change the shared lists; layers override the content type', () => {
    const plain = [...mergeHeaders('application/json', null)];
    const other = mergeHeaders('application/json', { 'Content-Type': 'application/vnd.api+json', accept: null });
    expect(other.slice(4)).toEqual(['Content-Type', 'application/vnd.api+json']);
    expect(mergeHeaders('application/json', { 'content-type': null })).toEqual(mergeHeaders(null, null));
    expect(mergeHeaders('text/csv', { x: '1' }).slice(6)).toEqual(['content-type', 'text/csv', 'x', '1']);
    expect(mergeHeaders('application/json', null)).toEqual(plain);
  });
});

describe('withoutHeaders', () => {
  it('removes names with their values, ignoring case, and never a value that equals a name', () => {
    const headers = ['A', 'b', 'B', 'a', 'c', 'C'];
    expect(withoutHeaders(headers, ['b'])).toEqual(['A', 'b', 'c', 'C']);
    expect(withoutHeaders(headers, ['a', 'c'])).toEqual(['B', 'a']);
    expect(withoutHeaders(headers, [])).toEqual(headers);
  });
});
