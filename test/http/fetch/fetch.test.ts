import { describe, expect, it } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { createFetch, type FetchInit } from '../../../src/http/fetch/fetch.js';
import { deadUrl, type Seen, serve, serveAndSee, serveBytes } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

async function opened(respond?: Parameters<typeof serveAndSee>[0]) {
  const server = await serveAndSee(respond);
  const open = openSession(server.url);
  return { ...open, server, fetch: createFetch(open.session) };
}

/** The same call as two servers received it, from our fetch and from Node's. */
async function bothSee(init: () => FetchInit | undefined, input: (url: string) => string | URL | Request) {
  const { fetch: ours, server, samples } = await opened();
  await ours(input(`${server.url}/x?a=b%20c`), init());
  await fetch(input(`${server.url}/x?a=b%20c`), init());
  expect(samples).toMatchObject([{ name: '/x?a=b%20c', exception: null }]);
  const parts = ({ method, url, headers, body }: Seen) => {
    const type = headers['content-type']?.replace(/boundary=.*|(?<=urlencoded);charset=UTF-8/, '');
    return { method, url, type, mine: headers['x-mine'], body: String(body).replaceAll(/-+\S*form\S*/gi, '--') };
  };
  const [first, second] = server.seen as [Seen, Seen];
  return { ours: parts(first), theirs: parts(second) };
}

describe('fetch', () => {
  it.each<[string, () => FetchInit | undefined]>([
    ['nothing more', () => undefined],
    ['a method in small letters', () => ({ method: 'post' })],
    ['a text', () => ({ method: 'POST', body: 'grüße' })],
    ['a text of a type', () => ({ method: 'PUT', body: '{}', headers: { 'Content-Type': 'application/json' } })],
    ['bytes', () => ({ method: 'POST', body: new Uint8Array([104, 105]) })],
    ['a form', () => ({ method: 'POST', body: new URLSearchParams({ a: 'b c' }) })],
    ['a Blob', () => ({ method: 'POST', body: new Blob(['hi'], { type: 'text/x-mine' }) })],
    ['headers in pairs', () => ({ headers: [['X-Mine', '1']] })],
    ['Headers', () => ({ headers: new Headers({ 'x-mine': '2' }) })],
  ])('sends what Node’s fetch sends: %s', async (_, init) => {
    for (const input of [
      (url: string) => url,
      (url: string) => new URL(url),
      (url: string) => new Request(url, init()),
    ]) {
      const { ours, theirs } = await bothSee(input.length === 1 ? init : () => undefined, input);
      expect(ours).toEqual(theirs);
    }
  });

  it('sends a form with files', async () => {
    const { fetch, server } = await opened();
    const body = new FormData();
    body.append('file', new File(['content'], 'a.txt'));
    await fetch('/x', { method: 'POST', body });
    await fetch(new Request(`${server.url}/x`, { method: 'POST', body }));
    for (const { headers, body } of server.seen) {
      expect(headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/);
      expect(String(body)).toMatch(/filename="a\.txt"[\s\S]*content/);
    }
  });

  it('lets init change a Request', async () => {
    const { fetch, server, samples } = await opened();
    const request = new Request(`${server.url}/x`, { method: 'POST', body: 'a', headers: { 'x-mine': '1' } });
    await fetch(request, { method: 'PUT', headers: { 'x-mine': '2' }, name: 'x' });
    expect(server.last()).toMatchObject({ method: 'PUT', headers: { 'x-mine': '2' } });
    expect(samples).toMatchObject([{ requestType: 'PUT', name: 'x' }]);
  });

  it('resolves with a response, whatever its status, and reports one sample', async () => {
    const { fetch, samples, errors, server } = await opened((_, response) => response.writeHead(404).end('nothing'));
    const response = await fetch('/x');
    expect([response.status, response.ok, response.url]).toEqual([404, false, `${server.url}/x`]);
    expect(await response.text()).toBe('nothing');
    expect(errors()).toEqual(["HTTPError('404 Client Error: Not Found for url: /x')"]);
    expect(samples).toMatchObject([{ requestType: 'GET', name: '/x', responseLength: 7 }]);
  });

  it('sends a relative URL to the host, with the cookies and headers of the session', async () => {
    const { fetch, session, server } = await opened((_, response) => response.setHeader('set-cookie', 'a=1').end());
    session.headers['x-mine'] = '1';
    await session.get('/login');
    await fetch('/x');
    expect(server.last()).toMatchObject({ url: '/x', headers: { cookie: 'a=1', 'x-mine': '1' } });
    expect(server.accepted).toBe(1);
  });

  it('names its requests as the session does, or as the caller does', async () => {
    const { fetch, session, samples } = await opened();
    session.requestName = ({ path }) => path.replace(/\d+/, ':id');
    await fetch('/users/7');
    await fetch('/users/7', { name: 'one user', context: { id: 7 } });
    expect(samples).toMatchObject([{ name: '/users/:id' }, { name: 'one user', context: { id: 7 } }]);
  });

  it('lets the caller decide about the sample', async () => {
    const { fetch, errors } = await opened((_, response) => response.end('{"errors":["no"]}'));
    const catchResponse: FetchInit['catchResponse'] = (response) => {
      const { errors } = response.json<{ errors?: string[] }>();
      if (errors !== undefined) throw new Error(errors.join());
    };
    const response = await fetch('/graphql', { method: 'POST', body: '{}', catchResponse });
    expect(await response.json()).toEqual({ errors: ['no'] });
    expect(errors()).toEqual(["Error('no')"]);
  });

  it('rejects like Node’s fetch if no response arrives, with the cause', async () => {
    const url = await deadUrl();
    const { session, samples, errors } = openSession(url);
    const thrown = (await createFetch(session)('/x').catch((error: unknown) => error)) as Error;
    const theirs = (await fetch(`${url}/x`).catch((error: unknown) => error)) as Error;
    expect(thrown).toBeInstanceOf(TypeError);
    expect(thrown.message).toBe(theirs.message);
    expect(thrown.cause).toMatchObject({ code: 'ECONNREFUSED' });
    expect(theirs.cause).toMatchObject({ code: 'ECONNREFUSED' });
    expect(errors()).toEqual(["ConnectionRefusedError(111, 'Connection refused')"]);
    expect(samples).toHaveLength(1);
  });

  it('rejects once for a body that breaks off', async () => {
    const { session, errors } = openSession((await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc')).url);
    await expect(createFetch(session)('/x')).rejects.toThrow(new TypeError('fetch failed'));
    expect(errors()).toEqual([expect.stringContaining('IncompleteRead(3 bytes read, 6 more expected)')]);
  });

  it('rejects with the stop reason of the user, and reports nothing', async () => {
    const server = await serve(() => {});
    const { session, samples } = openSession(server.url);
    const reason = new StopUser();
    const pending = createFetch(session)('/x', { signal: new AbortController().signal });
    session.cancel(reason);
    await expect(pending).rejects.toBe(reason);
    expect(samples).toEqual([]);
  });
});

it('fails beyond the limit of bodies, except an event stream', async () => {
  const { fetch, session, errors } = await opened(({ url }, response) => {
    response.writeHead(200, { 'content-type': url === '/events' ? 'text/event-stream' : 'text/plain' });
    response.end('x'.repeat(1000));
  });
  session.maxBodyBytes = 999;
  await expect(fetch('/page')).rejects.toMatchObject({ message: 'fetch failed', cause: { name: 'BodyTooLarge' } });
  expect(await (await fetch('/events')).text()).toHaveLength(1000);
  expect(errors()).toEqual([expect.stringContaining('BodyTooLarge'), null]);
});

describe('a streamed body', () => {
  /** Sends two events at once, and the third on command; `/cut` breaks off instead. */
  async function events(type = 'text/event-stream') {
    const goOn: (() => void)[] = [];
    const open = await opened(({ url }, response) => {
      response.writeHead(200, { 'content-type': type }).write('data: 1\n\ndata: 2\n\n');
      goOn.push(() => (url === '/cut' ? response.destroy() : response.end('data: 3\n\n')));
    });
    return { ...open, goOn: () => goOn.shift()?.() };
  }

  async function firstOf(response: Response) {
    const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    return { reader, first: (await reader.read()).value };
  }

  it.each(['text/event-stream; charset=utf-8', 'application/x-ndjson', 'application/jsonl'])(
    'is passed on while it arrives (%s), and reported at its end',
    async (type) => {
      const { fetch, samples, goOn } = await events(type);
      const response = await fetch('/events');
      const { reader, first } = await firstOf(response);
      expect([response.status, first, samples.length]).toEqual([200, 'data: 1\n\ndata: 2\n\n', 0]);
      goOn();
      expect((await reader.read()).value).toBe('data: 3\n\n');
      expect((await reader.read()).done).toBe(true);
      expect(samples).toMatchObject([{ name: '/events', exception: null, responseLength: 27 }]);
    },
  );

  it('is reported when its reader cancels, and its connection is released', async () => {
    const { fetch, samples, errors, server } = await events();
    const { reader } = await firstOf(await fetch('/events'));
    await reader.cancel();
    expect([errors(), samples[0]?.responseLength]).toEqual([[null], 18]);
    await server.idle();
  });

  it('is reported at the end of its task without a reader', async () => {
    const { fetch, session, errors } = await events();
    await fetch('/events');
    session.settle();
    session.settle();
    expect(errors()).toEqual([null]);
  });

  it('that breaks off rejects its reader, and is one failure', async () => {
    const { fetch, errors, goOn } = await events();
    const { reader } = await firstOf(await fetch('/cut'));
    goOn();
    await expect(reader.read()).rejects.toThrow(new TypeError('terminated'));
    expect(errors()).toEqual([expect.stringMatching(/^ChunkedEncodingError/)]);
  });

  it('is aborted by its signal', async () => {
    const { fetch, errors } = await events();
    const stop = new AbortController();
    const { reader } = await firstOf(await fetch('/events', { signal: stop.signal }));
    stop.abort();
    await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' });
    expect(errors()).toEqual(["AbortError('This operation was aborted')"]);
  });
});

describe('a redirect', () => {
  const toB = ({ url }: Seen, response: Parameters<NonNullable<Parameters<typeof serveAndSee>[0]>>[1]) => {
    if (url === '/b') response.end('here');
    else response.writeHead(302, { location: '/b' }).end('moved');
  };

  it.each([undefined, 'follow'] as const)('is followed (%s), and is one sample', async (redirect) => {
    const { fetch, samples, server } = await opened(toB);
    for (const method of ['GET', 'HEAD']) {
      const response = await fetch('/a', { method, ...(redirect && { redirect }) });
      expect(response).toMatchObject({ status: 200, redirected: true });
      expect(response.url).toBe(`${server.url}/b`);
    }
    expect(samples).toMatchObject([
      { name: '/a', exception: null },
      { requestType: 'HEAD', exception: null },
    ]);
  });

  it('is returned with `manual`', async () => {
    const { fetch, errors } = await opened(toB);
    const response = await fetch('/a', { redirect: 'manual' });
    expect([response.status, response.headers.get('location'), response.redirected]).toEqual([302, '/b', false]);
    expect(errors()).toEqual([null]);
  });

  it('fails the call and its sample with `error`; other responses do not', async () => {
    const { fetch, errors } = await opened(toB);
    const thrown = await fetch('/a', { redirect: 'error' }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: new Error('unexpected redirect'),
    });
    const catchResponse = () => {
      throw new Error('mine');
    };
    await fetch('/b', { redirect: 'error' });
    await fetch('/b', { redirect: 'error', catchResponse });
    expect(errors()).toEqual(["Error('unexpected redirect')", null, "Error('mine')"]);
  });
});

describe('a signal', () => {
  it('that is aborted already sends and reports nothing', async () => {
    const { fetch, samples, server } = await opened();
    const reason = new Error('too late');
    await expect(fetch('/x', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(fetch('/x', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect([samples, server.seen]).toEqual([[], []]);
  });

  it('aborts the request, which rejects with the reason and is a failed sample', async () => {
    const server = await serve(() => {});
    const { session, samples, errors } = openSession(server.url);
    const fetch = createFetch(session);
    const stop = new AbortController();
    const pending = fetch('/x', { signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    const thrown = await pending.catch((error: unknown) => error);
    expect([thrown === stop.signal.reason, (thrown as Error).name]).toEqual([true, 'AbortError']);
    const timeout = fetch(new Request(`${server.url}/y`, { signal: AbortSignal.timeout(30) }));
    await expect(timeout).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(errors()).toEqual([
      "AbortError('This operation was aborted')",
      "TimeoutError('The operation was aborted due to timeout')",
    ]);
    expect(samples).toMatchObject([{ name: '/x' }, { name: '/y' }]);
    await server.idle();
  });
});
