import { describe, expect, it } from 'vitest';
import { deadUrl, serve, serveAndSee } from '../../helpers/servers/server.js';
import { openFastSession, openSession } from '../../helpers/users/http-session.js';

/** Redirects `/3` to `/2` … to `/0`, and answers that with 200; `/loop` leads to itself. */
function countdown(end = 200) {
  return serveAndSee(({ url }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) response.writeHead(end).end('here');
    else response.writeHead(302, { location: url === '/loop' ? url : `/${left - 1}`, 'x-at': url }).end('moved on');
  });
}

describe('a chain of redirects', () => {
  it('is one sample under the name of the first URL, with the length of the last body', async () => {
    const server = await countdown();
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/3');
    expect(response).toMatchObject({ status: 200, url: `${server.url}/0` });
    expect(response.text()).toBe('here');
    expect(samples).toMatchObject([{ name: '/3', url: `${server.url}/3`, responseLength: 4, response }]);
    expect(errors()).toEqual([null]);
    expect(samples[0]?.responseTime).toBe(response.elapsed);
  });

  it('has a history, the first redirect first', async () => {
    const server = await countdown();
    const { history, elapsed } = await openSession(server.url).session.get('/3');
    expect(history.map((one) => [one.status, one.url, one.text(), one.headers.get('x-at')])).toEqual([
      [302, `${server.url}/3`, 'moved on', '/3'],
      [302, `${server.url}/2`, 'moved on', '/2'],
      [302, `${server.url}/1`, 'moved on', '/1'],
    ]);
    const times = [...history.map((one) => one.elapsed), elapsed];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('that ends in an error fails under the name of the first URL', async () => {
    const server = await countdown(404);
    const { session, samples, errors } = openSession(server.url);
    await session.get('/2');
    expect(samples).toHaveLength(1);
    expect(errors()).toEqual(["HTTPError('404 Client Error: Not Found for url: /2')"]);
  });

  it('that leads to a closed port fails with the error of that step, and its response has that URL', async () => {
    const dead = await deadUrl();
    const server = await serveAndSee((_, response) => response.writeHead(302, { location: `${dead}/there?a=1` }).end());
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/here');
    expect(errors()).toEqual(["ConnectionRefusedError(111, 'Connection refused')"]);
    expect(samples).toMatchObject([{ name: '/here', url: `${server.url}/here` }]);
    expect([response.status, response.url, response.request.url]).toEqual([
      0,
      `${dead}/there?a=1`,
      `${dead}/there?a=1`,
    ]);
    expect(response.history.map(({ url }) => url)).toEqual([`${server.url}/here`]);
  });

  it('may have 30 redirects', async () => {
    const server = await countdown();
    const { session, errors } = openSession(server.url);
    expect((await session.get('/30')).history).toHaveLength(30);
    expect(errors()).toEqual([null]);
  });

  it('fails after 30 redirects', async () => {
    const server = await countdown();
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/loop');
    expect(errors()).toEqual(["TooManyRedirects('Exceeded 30 redirects.')"]);
    expect(samples).toMatchObject([{ name: '/loop', responseLength: 0 }]);
    expect(response).toMatchObject({ status: 0, ok: false, error: samples[0]?.exception });
    expect(response.history).toHaveLength(30);
    expect(server.seen).toHaveLength(31);
  });

  it('fails sooner with a lower maxRedirects of the request or the session', async () => {
    const server = await countdown();
    const { session, errors } = openSession(server.url);
    expect((await session.get('/3', { maxRedirects: 3 })).status).toBe(200);
    await session.get('/3', { maxRedirects: 2 });
    await session.get('/3', { maxRedirects: 0 });
    expect((await session.get('/0', { maxRedirects: 0 })).status).toBe(200);
    session.maxRedirects = 1;
    await session.get('/2');
    expect(errors()).toEqual([
      null,
      "TooManyRedirects('Exceeded 2 redirects.')",
      "TooManyRedirects('Exceeded 0 redirects.')",
      null,
      "TooManyRedirects('Exceeded 1 redirects.')",
    ]);
    expect((await session.get('/2', { allowRedirects: false, maxRedirects: 5 })).status).toBe(302);
  });

  describe.each([false, true])('is not continued (stream: %s)', (stream) => {
    /** Answers `/start` with a redirect whose body of 100,000 bytes stops in the middle, and the rest at once. */
    const unfinished = () =>
      serveAndSee(({ url }, response) => {
        if (url !== '/start') response.end('here');
        else response.writeHead(302, { location: '/end', 'content-length': 100_000 }).write('x'.repeat(1000));
      });

    it.each([
      [{ timeout: { body: 0.1 } }, 'ReadTimeoutError'],
      [{ timeout: { total: 0.1 } }, 'TotalTimeoutError'],
      [{ maxBodyBytes: 500 }, 'BodyTooLarge'],
      [{ signal: () => AbortSignal.timeout(100) }, 'TimeoutError'],
    ])('from a redirect whose body exceeds a limit of the request: %j', async (options, name) => {
      const server = await unfinished();
      const { session, samples, errors } = openSession(server.url);
      const signal = 'signal' in options ? options.signal() : undefined;
      const response = await session.get('/start', { ...options, signal, stream } as object);
      response[Symbol.dispose]();
      expect(errors()).toEqual([expect.stringMatching(new RegExp(`^${name}\\(`))]);
      expect([server.seen.map(({ url }) => url), response.url]).toEqual([['/start'], `${server.url}/start`]);
      expect(samples).toMatchObject([{ name: '/start' }]);
    });

    it('from a redirect whose body takes longer than the networkTimeout of the class', async () => {
      const server = await unfinished();
      const { session, errors } = openFastSession(server.url, { readTimeoutMs: 100 });
      (await session.get('/start', { stream } as object))[Symbol.dispose]();
      expect(errors()).toEqual([expect.stringContaining('Timeout')]);
      expect(server.seen).toHaveLength(1);
    });
  });

  it('that breaks off is one failed sample', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/start') response.writeHead(302, { location: '/gone' }).end();
      else request.socket.resetAndDestroy();
    });
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/start');
    expect(errors()).toEqual(["ConnectionResetError(104, 'Connection reset by peer')"]);
    expect(samples).toMatchObject([{ name: '/start' }]);
    expect(response.history).toHaveLength(1);
  });
});

describe('cancel', () => {
  const reason = new Error('stopped');

  /** A server that never answers `/hang`, and a promise of the first such request. */
  async function hanging() {
    let arrived = () => {};
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await serve(({ url }, response) => {
      if (url?.startsWith('/hang')) arrived();
      else response.end('answer');
    });
    return { server, waiting };
  }

  it('rejects the request in flight, unreported, and closes its connection', async () => {
    const { server, waiting } = await hanging();
    const { session, samples } = openSession(server.url);
    const request = session.get('/hang');
    await waiting;
    session.cancel(reason);
    await expect(request).rejects.toBe(reason);
    await server.idle();
    expect([samples, server.open]).toEqual([[], 0]);
  });

  it('rejects many requests in flight', async () => {
    const { server, waiting } = await hanging();
    const { session, samples } = openSession(server.url);
    const requests = Array.from({ length: 20 }, (_, i) => session.get(`/hang${i}`));
    const ends = Promise.allSettled(requests);
    await waiting;
    session.cancel(reason);
    expect(new Set((await ends).map((end) => end.status === 'rejected' && end.reason))).toEqual(new Set([reason]));
    await server.idle();
    expect(samples).toEqual([]);
  });

  it('rejects later requests without sending them', async () => {
    const { server } = await hanging();
    const { session, samples } = openSession(server.url);
    session.cancel(reason);
    await expect(session.get('/')).rejects.toBe(reason);
    await expect(session.get('/')).rejects.toBe(reason);
    expect([samples, server.accepted]).toEqual([[], 0]);
  });

  it('yields to the event loop before each rejection, so that a task that swallows it blocks nothing', async () => {
    const { session } = openSession('http://127.0.0.1:1');
    session.cancel(reason);
    let turns = 0;
    let over = false;
    const count = () => {
      turns++;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    for (let i = 0; i < 20; i++) await session.get('/').catch(() => {});
    over = true;
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('ends with reopen: onStop of a stopped user may send requests', async () => {
    const { server, waiting } = await hanging();
    const { session, samples } = openSession(server.url);
    const request = session.get('/hang');
    await waiting;
    session.cancel(reason);
    await expect(request).rejects.toBe(reason);
    session.reopen();
    expect((await session.post('/goodbye')).text()).toBe('answer');
    expect(samples).toMatchObject([{ name: '/goodbye', exception: null }]);
  });

  it('applies to earlier requests, even if the sender is reopened before they reject', async () => {
    const { server, waiting } = await hanging();
    const { session, samples } = openSession(server.url);
    const ends = Promise.allSettled([session.get('/hang/1'), session.get('/hang/2')]);
    await waiting;
    session.cancel(reason);
    session.reopen();
    expect(await ends).toEqual(Array(2).fill({ status: 'rejected', reason }));
    await session.get('/goodbye');
    expect(samples).toMatchObject([{ name: '/goodbye' }]);
  });

  it('ends a chain of redirects: the next hop is not sent', async () => {
    const server = await countdown();
    const { session, samples } = openSession(server.url);
    const request = session.get('/loop');
    while (server.seen.length < 3) await new Promise(setImmediate);
    session.cancel(reason);
    await expect(request).rejects.toBe(reason);
    await server.idle();
    expect([samples, server.accepted]).toEqual([[], 1]);
  });

  it('keeps responses that have arrived', async () => {
    const { server } = await hanging();
    const { session, samples } = openSession(server.url);
    const { status } = await session.get('/');
    session.cancel(reason);
    expect([status, samples.length]).toEqual([200, 1]);
  });
});
