import { describe, expect, it } from 'vitest';
import { serveAndSee } from '../helpers/servers/server.js';
import { allClients } from '../helpers/users/http-session.js';

describe.each(allClients)('the client of %s', (_client, openSession) => {
  it.each([
    [
      'maxRedirects',
      'x',
      'BAD_REQUEST_OPTION',
      "a whole number of 0 or more, or Infinity as client.maxRedirects, got 'x'",
    ],
    [
      'maxRedirects',
      -1,
      'BAD_REQUEST_OPTION',
      'a whole number of 0 or more, or Infinity as client.maxRedirects, got -1',
    ],
    ['maxRedirects', Number.NaN, 'BAD_REQUEST_OPTION', expect.stringContaining('got NaN')],
    ['requestName', 5, 'BAD_REQUEST_OPTION', 'a string or a function as client.requestName, got 5'],
    ['phases', 'yes', 'BAD_REQUEST_OPTION', "true or false as client.phases, got 'yes'"],
    ['headers', 5, 'BAD_HEADERS', 'headers as an object or Headers, got 5'],
    ['headers', 'a: b', 'BAD_HEADERS', 'headers as an object or Headers, got a string'],
    ['headers', ['a', 'b'], 'BAD_HEADERS', 'headers as an object or Headers, got Array'],
    ['auth', 5, 'BAD_AUTH', 'auth with user and password or a token, got a number'],
    ['auth', ['ann'], 'BAD_AUTH', expect.any(String)],
    ['timeout', 'x', 'BAD_TIMEOUT', 'a number or an object as timeout, got "x"'],
    ['timeout', 0, 'BAD_TIMEOUT', expect.stringContaining('got 0')],
    ['timeout', Number.NaN, 'BAD_TIMEOUT', expect.any(String)],
    ['timeout', { read: 1 }, 'BAD_TIMEOUT', expect.stringContaining('got "read"')],
    ['timeout', { total: -1 }, 'BAD_TIMEOUT', expect.any(String)],
    ['maxBodyBytes', 'x', 'BAD_BODY_LIMIT', 'maxBodyBytes of 1 or more, got x'],
    ['maxBodyBytes', 0, 'BAD_BODY_LIMIT', expect.any(String)],
  ])('cannot have %s = %j, and keeps its value', async (name, value, code, expected) => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    const before = Reflect.get(session, name);
    const message = typeof expected === 'string' ? expect.stringContaining(`Expected ${expected}`) : expected;
    expect(() => Object.assign(session, { [name]: value })).toThrow(expect.objectContaining({ code, message }));
    expect(Reflect.get(session, name)).toBe(before);
    await session.get('/');
    expect(errors()).toEqual([null]);
  });

  it.each([
    ['maxRedirects', 0, 30],
    ['maxRedirects', Number.POSITIVE_INFINITY, 30],
    ['requestName', 'name', null],
    ['requestName', () => 'name', null],
    ['phases', true, false],
    ['headers', { a: '1' }, {}],
    ['auth', ['ann', 'secret'], null],
    ['auth', () => ({ a: '1' }), null],
    ['timeout', 5, null],
    ['timeout', { total: 5 }, null],
    ['maxBodyBytes', 1000, 256 * 1024 * 1024],
  ])('may have %s = %j, which undefined and null reset', (name, value, first) => {
    const { session } = openSession('http://127.0.0.1:1');
    for (const nothing of [undefined, null]) {
      expect(Reflect.get(session, name)).toEqual(first);
      Object.assign(session, { [name]: value });
      expect(Reflect.get(session, name)).toBe(value);
      Object.assign(session, { [name]: nothing });
    }
    expect(Reflect.get(session, name)).toEqual(first);
  });

  it('accepts Headers, and headers that are added one by one', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    session.headers = new Headers({ 'X-Tenant': 'a' });
    session.headers['X-More'] = 'b';
    await session.get('/');
    expect(server.last().headers).toMatchObject({ 'x-tenant': 'a', 'x-more': 'b' });
    const own: Record<string, string> = {};
    session.headers = own;
    own['X-Own'] = 'c';
    await session.get('/');
    expect(server.last().headers).toMatchObject({ 'x-own': 'c' });
    expect(server.last().headers).not.toHaveProperty('x-tenant');
  });

  it('rejects an invalid name for renameRequest', () => {
    const { session } = openSession('http://127.0.0.1:1');
    expect(() => session.renameRequest(5 as never)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST_OPTION' }));
    expect(session.requestName).toBeNull();
  });
});
