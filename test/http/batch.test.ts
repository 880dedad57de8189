import { describe, expect, it } from 'vitest';
import { framesOf } from '../../src/stats/exceptions.js';
import { serve, serveAndSee } from '../helpers/servers/server.js';
import { allClients } from '../helpers/users/http-session.js';

/** Answers on command, and counts the waiting requests. */
async function patientServer() {
  const waiting: (() => void)[] = [];
  let most = 0;
  const server = await serve((request, response) => {
    waiting.push(() => response.end(request.url));
    most = Math.max(most, waiting.length);
  });
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { server, waiting, answerAll, most: () => most };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe.each(allClients)('a batch of %s', (_client, openSession) => {
  it('keeps undecided responses from being settled by another task until the caller has all of them', async () => {
    const { server, waiting, answerAll } = await patientServer();
    const { session, errors } = openSession(server.url);
    const batch = session.batch(
      [
        { url: '/a', catchResponse: true },
        { url: '/b', catchResponse: true },
      ],
      { limit: 1 },
    );
    for (const _ of ['/a', '/b']) {
      await until(() => waiting.length === 1);
      session.settle();
      answerAll();
    }
    for (const response of await batch) response.failure('mine');
    session.settle();
    expect(errors()).toEqual(["CatchResponseError('mine')", "CatchResponseError('mine')"]);
  });

  it('resolves with the responses in order, each reported once', async () => {
    const server = await serveAndSee(({ method, url, body }, response) => response.end(`${method} ${url} ${body}`));
    const { session, samples } = openSession(server.url);
    const [page, style, order] = await session.batch([
      '/page',
      { url: '/style.css', name: 'assets', params: { v: 1 } },
      { method: 'POST', url: '/orders', json: [1] },
    ]);
    expect([page.text(), style.text(), order.text()]).toEqual([
      'GET /page ',
      'GET /style.css?v=1 ',
      'POST /orders [1]',
    ]);
    expect(samples.map(({ requestType, name }) => `${requestType} ${name}`).sort()).toEqual([
      'GET /page',
      'GET assets',
      'POST /orders',
    ]);
  });

  it('has six requests in flight at the same time, or `limit`', async () => {
    for (const limit of [undefined, 1, 4, Number.POSITIVE_INFINITY]) {
      const { server, waiting, answerAll, most } = await patientServer();
      const { session, samples } = openSession(server.url);
      const urls = Array.from({ length: 9 }, (_, i) => `/${i}`);
      const batch = session.batch(urls, limit === undefined ? {} : { limit });
      const expected = Math.min(limit ?? 6, 9);
      await until(() => waiting.length === expected);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      expect(waiting).toHaveLength(expected);
      let isOver = false;
      const done = batch.finally(() => {
        isOver = true;
      });
      await until(() => {
        answerAll();
        return isOver;
      });
      expect((await done).map((response) => response.text())).toEqual(urls);
      expect([most(), samples.length]).toEqual([expected, 9]);
    }
  });

  it('may contain failed requests, which are responses', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/reset') request.socket.resetAndDestroy();
      else response.writeHead(request.url === '/404' ? 404 : 200).end();
    });
    const { session, errors } = openSession(server.url);
    const responses = await session.batch(['/a', '/404', '/reset', '/b']);
    expect(responses.map(({ status }) => status)).toEqual([200, 404, 0, 200]);
    expect(errors().filter((error) => error !== null)).toHaveLength(2);
  });

  it('supports `catchResponse` for each item', async () => {
    const server = await serveAndSee();
    const { session, samples, errors } = openSession(server.url);
    const [first] = await session.batch([{ url: '/a', catchResponse: true }, '/b']);
    first.failure('seen');
    expect(samples).toHaveLength(1);
    session.settle();
    expect(errors()).toEqual([null, "CatchResponseError('seen')"]);
  });

  it('ends when the user is stopped, and sends no waiting request', async () => {
    const { server, waiting } = await patientServer();
    const { session, samples } = openSession(server.url);
    const urls = Array.from({ length: 9 }, (_, i) => `/${i}`);
    const batch = session.batch(urls, { limit: 2 });
    await until(() => waiting.length === 2);
    const reason = new Error('stopped');
    session.cancel(reason);
    session.reopen();
    await expect(batch).rejects.toBe(reason);
    await server.idle();
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect([waiting.length, samples.length]).toEqual([2, 0]);
  });

  it('throws what one of its requests throws, after those in flight have ended', async () => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const batch = session.batch(['/a', { url: '/b', json: 1, form: {} } as never, '/c'], { limit: 2 });
    await expect(batch).rejects.toMatchObject({ code: 'TWO_BODIES' });
    expect(samples).toMatchObject([{ name: '/a' }]);
  });

  it('says where it was called, not where its queue is, if a request is invalid', async () => {
    const { session } = openSession('http://127.0.0.1:1');
    const load = async () => void (await session.batch([{ url: '/', catch_response: true } as never]));
    const thrown = await load().catch((error: unknown) => error);
    expect(framesOf(thrown)).toMatch(/^ +at (?:async )?load \(.*batch\.test\.ts:\d+:\d+\)\n/m);
    expect(framesOf(thrown)).not.toContain('p-limit');
  });

  it('may be empty, and need not be awaited', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    expect(await session.batch([])).toEqual([]);
    session.batch(['/a']);
    session.cancel(new Error('stopped'));
    await new Promise(setImmediate);
  });

  it.each([
    ['/a', {}],
    [[5], {}],
    [[null], {}],
    [[{ method: 'GET' }], {}],
    [['/a'], { limit: 0 }],
    [['/a'], { limit: 1.5 }],
    [['/a'], { limit: '6' }],
    [['/a'], { concurrency: 6 }],
  ])('that is invalid is refused: %j, %j', async (items, options) => {
    const { session, samples } = openSession('http://127.0.0.1:1');
    await expect(session.batch(items as never, options as never)).rejects.toMatchObject({ code: 'BAD_BATCH' });
    expect(samples).toEqual([]);
  });
});
