import { describe, expect, it } from 'vitest';
import { openSession } from '../helpers/http-session.js';
import { serveAndSee } from '../helpers/server.js';

/** Sets the cookies named in the query (`?set=a=1; Path=/x`), on whatever status is asked for. */
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
  it('are sent back by the user who got them, and by nobody else', async () => {
    const server = await cookieServer();
    const [ann, bob] = [openSession(server.url).session, openSession(server.url).session];
    await ann.get('/', { params: { set: ['id=ann; Path=/', 'theme=dark'] } });
    await ann.get('/next');
    expect(server.last().headers.cookie).toBe('id=ann; theme=dark');
    await bob.get('/next');
    expect(server.last().headers.cookie).toBeUndefined();
  });

  it('go only where their path says', async () => {
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

  it('are taken from a redirect and sent to where it leads', async () => {
    const server = await cookieServer();
    const { session } = openSession(server.url);
    await session.get('/login', { params: { set: 'token=t; Path=/', to: '/home' } });
    expect(server.last()).toMatchObject({ url: '/home', headers: { cookie: 'token=t' } });
  });

  it('are taken from failed responses too', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(500, { 'set-cookie': 'a=1' }).end());
    const { session } = openSession(server.url);
    await session.get('/');
    await session.get('/');
    expect(server.last().headers.cookie).toBe('a=1');
  });

  it('that make no sense are dropped, and the others kept', async () => {
    const server = await cookieServer();
    const { session, errors } = openSession(server.url);
    await session.get('/', { params: { set: ['a=1; Domain=elsewhere.example', '=', 'b=2'] } });
    await session.get('/');
    expect(server.last().headers.cookie).toBe('b=2');
    expect(errors()).toEqual([null, null]);
  });

  it('give way to a Cookie header of the request’s own', async () => {
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
