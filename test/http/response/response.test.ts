import { describe, expect, it } from 'vitest';
import { OpenReport } from '../../../src/http/response/report.js';
import { HttpResponse } from '../../../src/http/response/response.js';
import type { Sample } from '../../../src/stats/sample.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

const request = { origin: 'http://h', path: '/x', method: 'GET', headers: [], body: null };

function responseOf(body: string | Buffer, contentType?: string, status = 200): HttpResponse {
  const rawHeaders = contentType === undefined ? [] : [Buffer.from('Content-Type'), Buffer.from(contentType)];
  const bytes = Buffer.from(body as string);
  const answer = {
    request,
    status,
    statusText: 'OK',
    url: 'http://h/x',
    recorder: null,
    elapsed: 1,
    rawHeaders,
    error: null,
    history: [],
  };
  return new HttpResponse({ ...answer, length: bytes.length, content: { body: () => bytes } });
}

/** A response that is not reported yet, and the exceptions that it was reported with. */
function undecided(status = 200) {
  const verdicts: Sample['exception'][] = [];
  const answer = { status, statusText: '', url: '', elapsed: 3, rawHeaders: [], length: 5, error: null, history: [] };
  const parts = { ...answer, request, recorder: null };
  const outgoing = { url: 'http://h/x' };
  const reported = { method: 'GET', name: 'x', startedAt: 0, context: undefined, outgoing };
  const report = new OpenReport(reported, parts, ({ exception }) => verdicts.push(exception));
  return { response: new HttpResponse({ ...parts, content: { body: () => Buffer.alloc(0) } }, report), verdicts };
}

describe('the body of a response', () => {
  it.each([
    ['UTF-8 without a word', 'grüße €', undefined],
    ['UTF-8', Buffer.from('grüße €'), 'text/html; charset=utf-8'],
    ['Latin-1', Buffer.from('grüße', 'latin1'), 'text/html; Charset="ISO-8859-1"; x=y'],
    ['UTF-16', Buffer.from('grüße', 'utf16le'), 'text/plain; charset=utf-16le'],
    ['UTF-8 where the charset is unknown', 'grüße', 'text/plain; charset=klingon'],
  ])('is read as text in its charset: %s', (_, body, contentType) => {
    expect(responseOf(body, contentType).text()).toMatch(/^grüße( €)?$/);
  });

  it('can always be read as text', () => {
    expect(responseOf(Buffer.from([0x61, 0xff])).text()).toBe('a\ufffd');
  });

  it('is read as JSON', () => {
    expect(responseOf('{"id":"a","n":[1]}').json<{ id: string }>()).toEqual({ id: 'a', n: [1] });
  });

  it.each([
    ['', 'an empty body'],
    ['<html>'.repeat(50), `'${'<html>'.repeat(50).slice(0, 80)}'`],
  ])('that is not JSON throws an error that quotes the body', (body, came) => {
    expect(() => responseOf(body, undefined, 502).json()).toThrow(
      expect.objectContaining({
        code: 'NOT_JSON',
        message: `Expected JSON from http://h/x, got status 502 with ${came}.`,
        cause: expect.any(SyntaxError),
      }),
    );
  });

  it('can be read as bytes', () => {
    expect([...responseOf(Buffer.from([0, 255])).bytes()]).toEqual([0, 255]);
  });
});

describe('a response', () => {
  it('is ok below 400', () => {
    expect([100, 200, 304, 399, 400, 404, 500].map((status) => responseOf('', '', status).ok)).toEqual([
      ...[true, true, true, true, false, false, false],
    ]);
    expect(responseOf('', '', 0).ok).toBe(false);
  });

  it('has the received headers', async () => {
    const server = await serveAndSee((_, response) => {
      response.writeHead(201, 'Made', { 'X-Id': '7', 'set-cookie': ['a=1', 'b=2'] }).end();
    });
    const response = await openSession(server.url).session.post('/files?x=1');
    expect(response).toMatchObject({ status: 201, statusText: 'Made', url: `${server.url}/files?x=1`, history: [] });
    expect(response.headers.get('x-id')).toBe('7');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers).toBe(response.headers);
  });
});

describe('the decision about a response', () => {
  it('depends on the status without success() and failure()', () => {
    const [good, bad] = [undecided(), undecided(404)];
    good.response[Symbol.dispose]();
    bad.response[Symbol.dispose]();
    expect(good.verdicts).toEqual([null]);
    expect(bad.verdicts).toMatchObject([{ name: 'HTTPError' }]);
  });

  it('is that of the last call', () => {
    const { response, verdicts } = undecided();
    response.failure('slow');
    response.success();
    response[Symbol.dispose]();
    const other = undecided();
    other.response.success();
    const error = new RangeError('big');
    other.response.failure(error);
    other.response[Symbol.dispose]();
    expect([verdicts, other.verdicts]).toEqual([[null], [error]]);
  });

  it('is reported once', () => {
    const { response, verdicts } = undecided();
    response[Symbol.dispose]();
    response[Symbol.dispose]();
    expect(verdicts).toHaveLength(1);
    expect(() => response.success()).toThrow(expect.objectContaining({ code: 'ALREADY_REPORTED' }));
  });

  it.each([undefined, null, 0, {}])('is a failure, whatever its reason: %s', (reason) => {
    const { response, verdicts } = undecided();
    response.failure(reason as never);
    response[Symbol.dispose]();
    expect(verdicts).toMatchObject([{ name: 'CatchResponseError', message: String(reason) }]);
  });

  it.each(['success', 'failure'] as const)('cannot be %s without catchResponse', (call) => {
    const response = responseOf('');
    expect(() => response[call]('x')).toThrow(
      expect.objectContaining({
        code: 'ALREADY_REPORTED',
        hint: expect.stringMatching(/^Write using response = await client.get\('…', { catchResponse: true }\)/),
      }),
    );
    expect(() => response.requestMeta).toThrow(expect.objectContaining({ code: 'ALREADY_REPORTED' }));
    response[Symbol.dispose](); // harmless: `using` may be written with every request
  });
});

describe('raiseForStatus', () => {
  const catchResponse = true;

  it('returns the response if it succeeded', () => {
    const response = responseOf('hi');
    expect(response.raiseForStatus().text()).toBe('hi');
    expect(responseOf('', '', 304).raiseForStatus().status).toBe(304);
  });

  it.each([
    [404, "HTTPError('404 Client Error: OK for url: http://h/x')"],
    [599, "HTTPError('599 Server Error: OK for url: http://h/x')"],
  ])('throws the HTTPError of a %i, with the real URL', (status, repr) => {
    expect(() => responseOf('', '', status).raiseForStatus()).toThrow(expect.objectContaining({ repr }));
  });

  it('throws the error of the connection', async () => {
    const response = await openSession('http://127.0.0.1:1').session.get('/');
    expect(() => response.raiseForStatus()).toThrow(response.error as Error);
  });

  it('follows the decision: nothing after success(), the error of failure()', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(500).end());
    const { session } = openSession(server.url);
    using response = await session.get('/', { catchResponse });
    response.success();
    expect(response.raiseForStatus()).toBe(response);
    response.failure('mine');
    expect(() => response.raiseForStatus()).toThrow(expect.objectContaining({ repr: "CatchResponseError('mine')" }));
    const error = new RangeError('big');
    response.failure(error);
    expect(() => response.raiseForStatus()).toThrow(error);
  });
});
