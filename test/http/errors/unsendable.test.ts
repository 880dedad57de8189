import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { describe, expect, it } from 'vitest';
import { explainSendError } from '../../../src/http/errors/unsendable.js';
import { createCloseError } from '../../../src/wire/wire-error.js';
import { serve, serveAndSee } from '../../helpers/servers/server.js';
import { certificatePath, serveHttp2 } from '../../helpers/servers/tls-server.js';
import { allClients, type OpenSession, sessionsBy } from '../../helpers/users/http-session.js';

const latin = 'to have no line breaks and control characters, and no letters beyond Latin-1';

const mistakes: [what: string, method: string, headers: object, message: string][] = [
  ['a line break in a header', 'GET', { a: 'x\ny' }, `the header a ${latin}, got a value with "\\n" at position 1`],
  ['a letter beyond Latin-1', 'GET', { a: 'x€' }, `the header a ${latin}, got a value with "€" at position 1`],
  [
    'the second value of a header',
    'GET',
    { a: ['x', 'y\0'] },
    `the header a ${latin}, got a value with "\\u0000" at position 1`,
  ],
  ['a space in a name', 'GET', { 'a b': 'x' }, 'the name of a header to be a word, got "a b"'],
  ['a line break in a name', 'GET', { 'a\n': 'x' }, 'the name of a header to be a word, got "a\\n"'],
  ['a letter that no name has', 'GET', { ä: 'x' }, 'the name of a header to be a word, got "ä"'],
  ['an empty name', 'GET', { '': 'x' }, 'the name of a header to be a word, got ""'],
  ['a method of two words', 'BAD METHOD', {}, 'a method of letters, got "BAD METHOD"'],
  ['an empty method', '', {}, 'a method of letters, got ""'],
  ['a method that smuggles', 'GE\nT', {}, 'a method of letters, got "GE\\nT"'],
];

const ofTheConnection: typeof mistakes = [
  ['a tunnel', 'CONNECT', {}, 'a method other than CONNECT, got "CONNECT"'],
  [
    'a coding',
    'GET',
    { 'Transfer-Encoding': 'chunked' },
    'no header Transfer-Encoding, which the transport sets, got one',
  ],
  ['an upgrade', 'GET', { Upgrade: 'h2c' }, 'no header Upgrade, which the transport sets, got one'],
];

async function failsBy({ session, samples, errors }: OpenSession, method: string, headers: object, message: string) {
  const response = await session.request(method, '/', { headers: headers as never, timeout: 60 });
  const text = `Expected ${message}.`;
  expect(response).toMatchObject({
    status: 0,
    error: { name: 'TslocError', message: text, cause: { code: 'BAD_REQUEST_HEAD', hint: expect.any(String) } },
  });
  expect(errors()[0]).toMatch(/^TslocError\(['"]Expected /);
  expect(samples[0]?.exception).toMatchObject({ message: text });
  await session.get('/');
  expect(errors().slice(1)).toEqual([null]);
}

describe.each(allClients)('a request of %s that cannot be sent', (_client, open) => {
  it.each([...mistakes, ...ofTheConnection])(
    'for %s fails once, with the same text, and the user continues',
    async (_, ...mistake) => {
      const server = await serveAndSee();
      await failsBy(open(server.url), ...mistake);
      expect(server.seen).toHaveLength(1);
    },
  );

  it.each([
    [{ a: {} }, 'a', 'Object'],
    [{ a: ['x', {}] }, 'a', 'Object'],
    [{ a: [null] }, 'a', 'null'],
    [{ a: () => 1 }, 'a', 'a function'],
    [{ a: Symbol('x') }, 'a', 'a symbol'],
  ])('for a header without a string is refused: %o', async (headers, name, got) => {
    const { session, samples } = open('http://127.0.0.1:1');
    const refused = { code: 'BAD_HEADERS', message: `Expected a string as the header ${name}, got ${got}.` };
    await expect(session.get('/', { headers: headers as never })).rejects.toMatchObject(refused);
    await expect(session.get('/', { auth: () => headers as never })).rejects.toMatchObject(refused);
    expect(samples).toEqual([]);
  });

  it('for a method that is not a string is refused', async () => {
    const { session } = open('http://127.0.0.1:1');
    for (const method of [5, undefined]) {
      await expect(session.request(method as never, '/')).rejects.toMatchObject({
        code: 'BAD_REQUEST_OPTION',
        message: `Expected a string as method of a request, got ${method}.`,
      });
    }
  });

  it('does not include numbers and booleans, which are converted to strings', async () => {
    const server = await serveAndSee();
    const { session } = open(server.url);
    const response = await session.get('/', { headers: { a: 5, b: [1, true] } as never });
    expect(server.last().headers).toMatchObject({ a: '5', b: '1, true' });
    expect(response.request.headers.get('a')).toBe('5');
  });
});

describe('a request of HTTP/2 that cannot be sent', () => {
  it.each([...mistakes, ...ofTheConnection])(
    'for %s fails once, with the same text, and the user continues',
    async (_, ...mistake) => {
      const server = await serveHttp2((_, response) => response.end());
      await failsBy(sessionsBy({ ca: certificatePath('ca.pem') }, true)(server.url), ...mistake);
    },
  );
});

/** Answers with the Content-Length and the number of bytes that it received. */
function countingHandler(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) {
  let count = 0;
  request.on('data', (chunk) => (count += chunk.length));
  request.on('end', () => (response as ServerResponse).end(`${request.headers['content-length'] ?? 'none'}, ${count}`));
}

describe.each([
  ...allClients.map(([name, open]) => [name, open, serve] as const),
  ['HTTP/2', sessionsBy({ ca: certificatePath('ca.pem') }, true), serveHttp2],
] as const)('a request of %s whose content-length is not that of its body', (_client, open, start) => {
  it.each([
    ['GET', null, '5', 0],
    ['POST', null, '5', 0],
    ['POST', 'abc', '5', 3],
    ['POST', 'abc', '1', 3],
    ['PUT', Buffer.from('ab'), '3', 2],
    ['PUT', new Blob(['ab']), '3', 2],
  ])('is sent with the correct one: %s, %o, %s', async (method, body, given, length) => {
    const server = await start(countingHandler as never);
    const { session, errors } = open(server.url);
    const options = { headers: { 'Content-Length': given }, timeout: 60, ...(body !== null && { body }) };
    const response = await session.request(method, '/', options);
    expect(errors()).toEqual([null]);
    expect([`${length}, ${length}`, ...(length === 0 ? ['none, 0'] : [])]).toContain(response.text());
  });
});

describe.each(allClients)('a stream of %s that is not as long as its content-length', (_client, open) => {
  it.each(['2', '5'])('fails with the same text: %s', async (said) => {
    const { session, errors } = open((await serveAndSee()).url);
    const body = (async function* () {
      yield 'abc';
    })();
    await session.post('/', { headers: { 'Content-Length': said }, body, timeout: 60 });
    expect(errors()).toEqual([
      `TslocError('Expected a body of ${said} bytes, its content-length, got another length.')`,
    ]);
  });
});

describe('explainSendError', () => {
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };

  it('returns the error itself if the head is valid', () => {
    const error = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(explainSendError(error, { ...request, method: 'GE T' })).toBe(error);
    const closed = createCloseError();
    expect(explainSendError(closed, { ...request, method: 'GE T' })).toBe(closed);
  });

  it('explains which headers only undici does not send', async () => {
    const server = await serveAndSee();
    const { session, errors } = sessionsBy({})(server.url);
    const response = await session.get('/', { headers: { Expect: '100-continue' } });
    expect(errors()).toEqual([
      "TslocError('Expected a request that can be sent by this network, got one that cannot: expect header not supported.')",
    ]);
    expect(response.error?.cause).toMatchObject({
      code: 'BAD_REQUEST_HEAD',
      hint: expect.stringContaining('static network'),
    });
  });
});
