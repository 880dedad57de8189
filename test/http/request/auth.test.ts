import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Auth, basic, keepsCredentials } from '../../../src/http/request/auth.js';
import type { RequestOptions } from '../../../src/http/request/request-options.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

const ann = basic('ann', 'p@ss');

/** The `Authorization` header of a request, with credentials of the session and the host if they are given. */
async function carried({ session: shared, host, own, url = '/' }: Carrying): Promise<string | undefined> {
  const server = await serveAndSee();
  const { session } = openSession(host === undefined ? server.url : server.url.replace('//', `//${host}@`));
  if (shared !== undefined) session.auth = shared;
  await session.get(url === 'absolute' ? `${server.url.replace('//', '//url:pw@')}/` : url, own ?? {});
  return server.last().headers.authorization;
}

interface Carrying {
  readonly session?: Auth;
  readonly host?: string;
  readonly own?: RequestOptions;
  readonly url?: string;
}

describe('auth', () => {
  it.each([
    ['user and password', { username: 'ann', password: 'p@ss' }, ann],
    ['a pair, as in Locust', ['ann', 'p@ss'], ann],
    ['a token', { bearer: 'abc' }, 'Bearer abc'],
    ['a function', () => ({ Authorization: 'Custom 1' }), 'Custom 1'],
    ['a function that takes its time', async () => ({ Authorization: 'Custom 2' }), 'Custom 2'],
    ['a function that gives Headers', () => new Headers({ Authorization: 'Custom 3' }), 'Custom 3'],
    ['a function that has nothing to say', () => {}, undefined],
  ] as [string, Auth, string | undefined][])('may be %s, for a request or a session', async (_, auth, expected) => {
    expect(await carried({ own: { auth } })).toBe(expected);
    expect(await carried({ session: auth })).toBe(expected);
  });

  it('is the most specific one: header, request, URL, session, host', async () => {
    const all: Carrying = { host: 'host:pw', session: { bearer: 'session' }, url: 'absolute' };
    const own = { auth: { bearer: 'own' } };
    const headers = { authorization: 'Mine' };
    expect(await carried({ ...all, own: { ...own, headers } })).toBe('Mine');
    expect(await carried({ ...all, own })).toBe('Bearer own');
    expect(await carried(all)).toBe(basic('url', 'pw'));
    expect(await carried({ ...all, url: '/' })).toBe('Bearer session');
    expect(await carried({ host: 'host:pw' })).toBe(basic('host', 'pw'));
  });

  it('is omitted with null, whatever its source', async () => {
    const all: Carrying = { host: 'host:pw', session: { bearer: 'session' }, url: 'absolute' };
    expect(await carried({ ...all, own: { auth: null } })).toBeUndefined();
  });

  it('of a request overrides a header of the session', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    session.headers.Authorization = 'Session';
    session.auth = { bearer: 'shared' };
    await session.get('/');
    expect(server.last().headers.authorization).toBe('Session');
    await session.get('/', { auth: { bearer: 'own' } });
    expect(server.last().headers.authorization).toBe('Bearer own');
  });

  it('of the session and of the host is sent only to the host', async () => {
    const [home, other] = [await serveAndSee(), await serveAndSee()];
    for (const shared of [{ bearer: 'x' }, () => ({ authorization: 'x', 'x-key': 'y' }), null]) {
      const { session } = openSession(home.url.replace('//', '//host:pw@'));
      session.auth = shared;
      await session.get(`${home.url}/`);
      expect(home.last().headers.authorization).toBeDefined();
      await session.get(`${other.url}/`);
      expect(other.last().headers).not.toHaveProperty('authorization');
      expect(other.last().headers).not.toHaveProperty('x-key');
      await session.get(`${other.url}/`, { auth: { bearer: 'for the other' } });
      expect(other.last().headers.authorization).toBe('Bearer for the other');
    }
  });

  it('in a URL is part neither of the name nor of the URL of the sample', async () => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const response = await session.get(`${server.url.replace('//', '//ann:p%40ss@')}/x`);
    expect(server.last().headers.authorization).toBe(ann);
    expect(samples).toMatchObject([{ name: '/x', url: `${server.url}/x` }]);
    expect(response.url).toBe(`${server.url}/x`);
  });

  it.each([[{ username: 'ann' }], [['ann']], [{ token: 'x' }], [{ bearer: 1 }], ['ann:pw'], [true]])(
    'that is invalid is refused: %j',
    async (auth) => {
      const { session, samples } = openSession('http://127.0.0.1:1');
      await expect(session.get('/', { auth: auth as never })).rejects.toMatchObject({ code: 'BAD_AUTH' });
      expect(samples).toEqual([]);
    },
  );

  it('as Basic decodes to the original, for any text', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        text.filter((name) => !name.includes(':')),
        text,
        (username, password) => {
          const read = Buffer.from(basic(username, password).slice('Basic '.length), 'base64').toString();
          expect(read).toBe(`${username}:${password}`);
        },
      ),
    );
  });
});

describe('keepsCredentials', () => {
  it.each([
    ['http://a', 'http://a', true],
    ['http://a:1', 'http://a:1', true],
    ['http://a', 'https://a', true],
    ['https://a', 'http://a', false],
    ['http://a:1', 'http://a:2', false],
    ['http://a:1', 'https://a', false],
    ['http://a', 'http://b', false],
  ])('from %s to %s: %s', (from, to, keeps) => {
    expect(keepsCredentials(from, to)).toBe(keeps);
  });
});
