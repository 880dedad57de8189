import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fullBacklogUrl } from '../../helpers/servers/full-backlog.js';
import { serve } from '../../helpers/servers/server.js';
import { openFastSession, openSession } from '../../helpers/users/http-session.js';

/** Answers `/` at once, `/silent` never, `/half` with half a body, `/hops` with endless redirects. */
function slowServer() {
  return serve((request, response) => {
    if (request.url === '/') response.end('fine');
    if (request.url === '/half') response.writeHead(200, { 'content-length': 10 }).write('12345');
    if (request.url === '/hops') setTimeout(() => response.writeHead(302, { location: '/hops' }).end(), 10);
  });
}

describe.each([
  ['HttpUser', openSession],
  ['FastHttpUser', openFastSession],
] as const)('%s: a request with a signal', (_, open) => {
  it.each(['/silent', '/half', '/hops'])('is aborted (%s), and the next one works', async (path) => {
    const server = await slowServer();
    const { session, samples, errors } = open(server.url);
    await session.get('/');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const response = await session.get(path, { signal: stop.signal });
    expect(response).toMatchObject({ status: 0, ok: false, error: { cause: stop.signal.reason } });
    expect((await session.get('/')).text()).toBe('fine');
    expect(errors()).toEqual([null, "AbortError('This operation was aborted')", null]);
    expect(samples[1]).toMatchObject({ name: path, responseLength: 0 });
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    expect([server.accepted, server.open]).toEqual([2, 1]);
  });

  it('is aborted while it connects', async () => {
    const { session, errors } = open(await fullBacklogUrl());
    const response = await session.get('/', { signal: AbortSignal.timeout(50) });
    expect(response.status).toBe(0);
    expect(errors()).toEqual(["TimeoutError('The operation was aborted due to timeout')"]);
  });

  it('is aborted while it waits for a connection; other requests are not', async () => {
    const answers: (() => void)[] = [];
    const server = await serve((_request, response) => void answers.push(() => response.end('late')));
    const { session, samples, errors } = open(server.url);
    const first = Array.from({ length: 10 }, () => session.get('/first'));
    const stop = new AbortController();
    const given = session.get('/given-up', { signal: stop.signal });
    const last = session.get('/last');
    while (answers.length < 10) await new Promise(setImmediate);
    stop.abort(new RangeError('enough'));
    expect((await given).error).toMatchObject({ name: 'RangeError', message: 'enough' });
    expect(errors()).toEqual(["RangeError('enough')"]);
    for (const answer of answers.splice(0)) answer();
    while (answers.length < 1) await new Promise(setImmediate);
    answers[0]?.();
    expect([(await Promise.all(first)).length, (await last).text()]).toEqual([10, 'late']);
    expect(samples.map(({ name }) => name)).toEqual(['/given-up', ...Array(10).fill('/first'), '/last']);
  });

  it('is not sent if it is aborted before, and opens no connection', async () => {
    const server = await slowServer();
    const { session, errors } = open(server.url);
    await session.get('/', { signal: AbortSignal.abort('no'), timeout: 5, phases: true });
    expect([errors(), server.accepted]).toEqual([["AbortError('no')"], 0]);
    const [fine] = await Promise.all([session.get('/'), session.get('/', { signal: AbortSignal.abort('no') })]);
    expect([fine.text(), server.accepted]).toEqual(['fine', 1]);
  });

  it('does not wait for a connection if it is aborted before', async () => {
    const server = await slowServer();
    const { session, errors } = open(server.url);
    for (let i = 0; i < 10; i++) void session.get('/silent').catch(() => {});
    await session.get('/', { signal: AbortSignal.abort('no') });
    expect(errors()).toEqual(["AbortError('no')"]);
  });

  it('yields to the event loop if it is aborted before: a task that retries in a loop blocks nothing', async () => {
    const { session } = open('http://127.0.0.1:1');
    let turns = 0;
    let over = false;
    const count = () => {
      turns++;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    for (let i = 0; i < 20; i++) await session.get('/', { signal: AbortSignal.abort() });
    over = true;
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('leaves no listener on its signal, which may outlive it', async () => {
    const server = await slowServer();
    const { session, errors } = open(server.url);
    const { signal } = new AbortController();
    await session.get('/', { signal });
    await session.get('/', { signal, timeout: 5, phases: true });
    await session.get('/half', { signal, timeout: 0.1 });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(errors()).toEqual([null, null, expect.stringContaining('ReadTimeoutError')]);
  });
});

describe('a request that is aborted while it connects', () => {
  it('does not connect again, although its class retries', async () => {
    const { session, errors } = openFastSession(await fullBacklogUrl(), { retries: 3 });
    await session.get('/', { signal: AbortSignal.timeout(50) });
    expect(errors()).toEqual(["TimeoutError('The operation was aborted due to timeout')"]);
  });
});
