import { describe, expect, it } from 'vitest';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

describe('the request of a response', () => {
  it('is the request as sent', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(200, { 'set-cookie': 'a=1' }).end());
    const { session } = openSession(server.url);
    await session.get('/');
    const { request } = await session.post('/x', { params: { q: 'a b' }, json: { n: 1 }, headers: { 'X-Id': 'ü' } });
    expect(request).toMatchObject({ method: 'POST', url: `${server.url}/x?q=a+b`, body: '{"n":1}' });
    const sent = Object.fromEntries(request.headers);
    expect(sent).toMatchObject({ 'x-id': 'ü', cookie: 'a=1', 'content-type': 'application/json' });
    expect(server.last().headers).toMatchObject({ cookie: 'a=1', 'content-type': 'application/json' });
  });

  it('is the last one of a chain of redirects, the others are in the history', async () => {
    const server = await serveAndSee(({ url }, response) => {
      if (url === '/from') response.writeHead(303, { location: '/to' }).end();
      else response.end();
    });
    const { request, history } = await openSession(server.url).session.post('/from', { body: 'text' });
    expect(request).toMatchObject({ method: 'GET', url: `${server.url}/to`, body: null });
    expect(history[0]?.request).toMatchObject({ method: 'POST', url: `${server.url}/from`, body: 'text' });
  });

  it('has no headers that could not be sent', async () => {
    const { session, errors } = openSession('http://127.0.0.1:1');
    const { request } = await session.get('/x', { headers: { 'x-key': 'secret\n1', 'x-id': '7', 'a b': '1' } });
    expect([request.headers.get('x-id'), [...request.headers.keys()].filter((name) => /key|b/.test(name))]).toEqual([
      '7',
      [],
    ]);
    expect(errors()[0]).toMatch(/BAD_REQUEST_HEAD|Expected the header x-key/);
  });

  it('exists even if no response arrived', async () => {
    const { error, request } = await openSession('http://127.0.0.1:1').session.get('/x');
    expect(error).not.toBeNull();
    expect(request).toMatchObject({ method: 'GET', url: 'http://127.0.0.1:1/x' });
  });
});
