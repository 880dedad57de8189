import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createFetch } from '../../../src/http/fetch/fetch.js';
import type { RequestOptions } from '../../../src/http/request/request-options.js';
import { closeUnsent, releaseUnsent } from '../../../src/http/request/unsent.js';
import type { HttpSession } from '../../../src/http/session.js';
import { BodyStream } from '../../../src/wire/body-stream.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

/** One stream of each kind, and when all three are closed. */
function streams() {
  let left = 3;
  let done = () => {};
  const closed = new Promise<void>((resolve) => {
    done = resolve;
  });
  const count = () => {
    if (--left === 0) done();
  };
  const node = new Readable({ read() {} }).once('close', count);
  const web = new ReadableStream({ cancel: count });
  const iterator = {
    [Symbol.asyncIterator]: () => iterator,
    next: () => new Promise<IteratorResult<string>>(() => {}),
    return: async () => {
      count();
      return { done: true as const, value: undefined };
    },
  };
  return { all: [node, web, iterator], closed };
}

type Rejection = [why: string, options: object, code: string];

const rejections: Rejection[] = [
  ['an option that nobody knows', { catch_response: true }, 'UNKNOWN_REQUEST_OPTION'],
  ['an option of the wrong kind', { maxRedirects: -1 }, 'BAD_REQUEST_OPTION'],
  ['params that are none', { params: { a: {} } }, 'BAD_FIELDS'],
  ['credentials that are none', { auth: 5 }, 'BAD_AUTH'],
  ['headers that are none', { headers: 5 }, 'BAD_HEADERS'],
  ['a timeout that is none', { timeout: -1 }, 'BAD_TIMEOUT'],
  ['a limit that is none', { maxBodyBytes: 0 }, 'BAD_BODY_LIMIT'],
  ['a retry that is none', { retry: -1 }, 'BAD_RETRY'],
  ['a second body', { json: {} }, 'TWO_BODIES'],
];

describe.each(allClients)('a request of %s that is refused', (_client, openSession) => {
  /** Sends one request per kind of stream and place; all must be refused. */
  async function expectClosed(
    send: (session: HttpSession, options: RequestOptions) => Promise<unknown>,
    code: unknown,
  ) {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    for (const place of [
      (stream: unknown) => ({ body: stream }),
      (stream: unknown) => ({ multipart: { a: 'x', file: stream, b: [null, 'y'] } }),
      (stream: unknown) => ({ multipart: { more: ['x', { stream, filename: 'a' }] } }),
    ]) {
      const { all, closed } = streams();
      for (const stream of all) await expect(send(session, place(stream) as never)).rejects.toMatchObject({ code });
      await closed;
    }
    expect([server.seen, samples]).toEqual([[], []]);
  }

  it.each(rejections)('for %s closes its streams', async (_, options, code) => {
    await expectClosed((session, body) => session.post('/', { ...body, ...options } as never), code);
  });

  it('for its URL, its name or the function for its credentials closes its streams', async () => {
    const thrower = () => {
      throw Object.assign(new Error('mine'), { code: 'MINE' });
    };
    await expectClosed((session, body) => session.post('nopath', body), 'BAD_URL');
    await expectClosed((session, body) => session.post('/', { ...body, auth: thrower }), 'MINE');
    await expectClosed((session, body) => session.post('/', { ...body, auth: async () => thrower() }), 'MINE');
    await expectClosed((session, body) => {
      using _ = session.renameRequest(thrower);
      return session.post('/', body);
    }, 'MINE');
  });

  it('for another field of its form closes its streams, those of other options too', async () => {
    const { session } = openSession('http://127.0.0.1:1');
    for (const option of ['multipart', 'form', 'params']) {
      const { all, closed } = streams();
      const fields = { first: all[0], bad: {}, more: all.slice(1) };
      await expect(session.post('/', { [option]: fields } as never)).rejects.toMatchObject({ code: 'BAD_FIELDS' });
      await closed;
    }
  });

  it('by rest, in a batch, or by fetch closes its streams', async () => {
    await expectClosed((session, body) => session.rest('POST', '/', { ...body, headers: 5 } as never), 'BAD_HEADERS');
    await expectClosed(
      (session, body) => session.rest('POST', '/', { ...body, catchResponse: true } as never),
      'UNKNOWN_REQUEST_OPTION',
    );
    await expectClosed((session, body) => session.batch([{ url: '/', ...body }, 5 as never]), 'BAD_BATCH');
    await expectClosed(
      (session, body) => session.batch(['nopath', { url: '/', ...body }] as never, { limit: 1 }),
      'BAD_URL',
    );
    const { all, closed } = streams();
    const fetch = createFetch(openSession('http://127.0.0.1:1').session);
    for (const body of all) {
      const init = { method: 'POST', body: body as never, signal: AbortSignal.abort(new Error('enough')) };
      await expect(fetch('/', init)).rejects.toThrow('enough');
    }
    await closed;
  });

  it('since its user has been stopped closes its streams', async () => {
    await expectClosed((session, body) => {
      session.cancel(Object.assign(new Error('stopped'), { code: 'STOPPED' }));
      return session.post('/', body);
    }, 'STOPPED');
    await expectClosed((session, body) => {
      session.reopen();
      const auth = async () => session.cancel(Object.assign(new Error('stopped'), { code: 'STOPPED' }));
      return session.post('/', { ...body, auth });
    }, 'STOPPED');
  });

  it('does not close a stream that another request sends or that is being read', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    const body = new Readable({ read() {} });
    const sent = session.post('/', { body });
    const refused = session.post('/', { body, maxRedirects: -1 });
    await expect(refused).rejects.toMatchObject({ code: 'BAD_REQUEST_OPTION' });
    body.push('all of it');
    body.push(null);
    await sent;
    expect([errors(), server.last().body.toString()]).toEqual([[null], 'all of it']);
    const web = new ReadableStream({ start: (controller) => controller.enqueue('read') });
    const reader = web.getReader();
    await expect(session.post('/', { body: web, timeout: -1 })).rejects.toMatchObject({ code: 'BAD_TIMEOUT' });
    expect(await reader.read()).toEqual({ done: false, value: 'read' });
  });

  it('handles errors of its streams, so that they do not end the process', async () => {
    const { session } = openSession('http://127.0.0.1:1');
    const [missing, endless] = [createReadStream('/no/such/file'), new Readable({ read() {} })];
    const closed = [missing, endless].map((stream) => new Promise<void>((resolve) => stream.once('close', resolve)));
    const multipart = { first: missing, more: [endless], bad: {} };
    await expect(session.post('/', { multipart } as never)).rejects.toMatchObject({ code: 'BAD_FIELDS' });
    await Promise.all(closed);
    endless.emit('error', new Error('late'));
  });

  it('has streams that are used up', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    const body = (async function* () {
      yield 'x';
    })();
    await expect(session.post('/', { body, timeout: -1 })).rejects.toMatchObject({ code: 'BAD_TIMEOUT' });
    await expect(session.post('/', { body })).rejects.toMatchObject({ code: 'BODY_USED' });
  });
});

describe('closeUnsent', () => {
  it('ignores texts, Blobs and lists', () => {
    const given = { body: 'text', multipart: { a: new Blob(['x']), b: 1, c: null }, form: null, params: ['x'] };
    expect(closeUnsent(given)).toBeUndefined();
  });
});

describe('releaseUnsent', () => {
  it('closes an encoded body', async () => {
    const stream = new Readable({ read() {} });
    const closed = once(stream, 'close');
    releaseUnsent(
      new BodyStream(
        () => stream,
        null,
        false,
        () => stream.destroy(),
      ),
    );
    releaseUnsent('text');
    await closed;
  });
});
