import { basicAuth } from 'hono/basic-auth';
import { afterEach, describe, expect, it } from 'vitest';
import { makeWebUi } from '../helpers/page/web-backend.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe('WebUi', () => {
  it('moves every route below the base path', async () => {
    const { call } = makeWebUi({ basePath: '/load' });
    const redirect = await call('/load');
    expect([redirect.status, redirect.headers.get('location')]).toEqual([308, '/load/']);
    expect((await call('/load/stats/requests')).status).toBe(200);
    expect((await call('/stats/requests')).status).toBe(404);
    expect((await call('/')).status).toBe(404);
  });

  it('serves routes that a test adds', async () => {
    const { webUi, call } = makeWebUi();
    webUi.app.get('/mine', (c) => c.text('mine'));
    expect(await (await call('/mine')).text()).toBe('mine');
  });

  it.each([
    ['GET', '/'],
    ['POST', '/swarm'],
    ['GET', '/stats/requests'],
    ['GET', '/stats/stream'],
    ['GET', '/metrics'],
    ['GET', '/login'],
    ['GET', '/assets/index.js'],
    ['PUT', '/unknown'],
  ])('lets middleware of a test answer %s %s', async (method, path) => {
    for (const basePath of ['', '/load']) {
      const { webUi, call, backend } = makeWebUi({ basePath, login: true });
      webUi.app.use('*', (c) => Promise.resolve(c.text('no', 401)));
      const reply = await call(basePath + path, { method });
      expect([reply.status, await reply.text(), reply.headers.get('access-control-allow-origin')]).toEqual([
        401,
        'no',
        '*',
      ]);
      expect(backend.calls).toEqual([]);
    }
  });

  it.each(['/', '/stats/requests', '/stats/stream', '/mine', '/unknown'])(
    'lets middleware of a test change the reply to %s',
    async (path) => {
      const { webUi, call } = makeWebUi();
      webUi.app.use('*', async (c, next) => {
        await next();
        c.header('x-robots-tag', 'none');
      });
      webUi.app.get('/mine', (c) => c.text('mine'));
      const reply = await call(path);
      await reply.body?.cancel();
      expect(reply.headers.get('x-robots-tag')).toBe('none');
    },
  );

  it('serves Locust’s routes itself if a test adds others at their paths', async () => {
    const { webUi, call } = makeWebUi();
    webUi.app.get('/', (c) => c.text('mine'));
    webUi.app.get('*', (c) => c.text('mine'));
    for (const path of ['/', '/tasks']) expect(await (await call(path)).text(), path).not.toBe('mine');
  });

  it('answers as middleware says that throws its reply, such as Hono’s', async () => {
    const { webUi, call } = makeWebUi();
    webUi.app.use('*', basicAuth({ username: 'ann', password: 'right' }));
    const refused = await call('/tasks');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Secure Area"']);
    const headers = { authorization: `Basic ${btoa('ann:right')}` };
    expect((await call('/tasks', { headers })).status).toBe(200);
  });

  it('answers HEAD, and allows CORS on every route', async () => {
    const { call } = makeWebUi();
    const head = await call('/stats/requests', { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('access-control-allow-origin')]).toEqual([200, '', '*']);
  });

  it('answers 500 in plain text if a route throws, and logs it', async () => {
    const { webUi, call } = makeWebUi();
    webUi.app.get('/broken', () => {
      throw new Error('<b>broken</b>');
    });
    const reply = await call('/broken');
    expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([
      500,
      'text/plain',
      'Internal Server Error',
    ]);
  });

  it.each([
    ['GET', '/swarm', 'OPTIONS, POST'],
    ['POST', '/stats/requests', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/stop', 'GET, OPTIONS, POST'],
    ['HEAD', '/stats/reset', 'GET, OPTIONS, POST'],
  ])('answers %s %s with 405 and the methods that are allowed', async (method, path, allow) => {
    const reply = await makeWebUi().call(path, { method });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, allow]);
  });

  it('listens, returns its address, and ends open streams when it stops', async () => {
    const { webUi } = makeWebUi();
    const url = await webUi.start();
    stops.push(() => webUi.stop());
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const stream = await fetch(`${url}stats/stream`);
    const ended = stream.text().then(
      () => 'ended',
      () => 'ended',
    );
    await webUi.stop();
    expect(await ended).toBe('ended');
  });
});
