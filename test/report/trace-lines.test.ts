import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownCharacters, traceLines } from '../../src/report/trace-lines.js';
import { recordedBodies } from '../../src/stats/recorded-bodies.js';
import { makeSample } from '../helpers/statistics/samples.js';

describe('the trace of a request', () => {
  it.each([
    [
      'the request, and status, time and bytes',
      { response: { status: 200, statusText: 'OK' } },
      '> GET http://127.0.0.1/a',
      '< 200 OK, 10.0 ms, 100 bytes',
    ],
    ['a status without a text', { response: { status: 204 } }, '> GET http://127.0.0.1/a', '< 204, 10.0 ms, 100 bytes'],
    [
      'its name where that is another',
      { name: '/files' },
      '> GET http://127.0.0.1/a (as /files)',
      '< 10.0 ms, 100 bytes',
    ],
    [
      'its name where there is no URL',
      { requestType: 'SQL', name: 'select', url: '' },
      '> SQL select',
      '< 10.0 ms, 100 bytes',
    ],
    ['that it was not timed', { responseTime: null }, '> GET http://127.0.0.1/a', '< untimed, 100 bytes'],
    [
      'its failure',
      { exception: new TypeError('bad\ntype'), response: { status: 0 } },
      '> GET http://127.0.0.1/a',
      "< 10.0 ms, 100 bytes, TypeError('bad\\ntype')",
    ],
    [
      'a failure without the secrets of its URL',
      { exception: '500 for url: /login?token=abc', response: { status: 500 } },
      '> GET http://127.0.0.1/a',
      '< 500, 10.0 ms, 100 bytes, 500 for url: /login?token=***',
    ],
    [
      'a failure that is a text, on one line',
      { exception: 'bad\ntext', response: { status: 500, statusText: 'Oops' } },
      '> GET http://127.0.0.1/a',
      '< 500 Oops, 10.0 ms, 100 bytes, bad text',
    ],
  ])('says %s', (_, given, request, answer) => {
    expect(traceLines(makeSample(given))).toEqual([request, answer]);
  });

  it('shows the headers of both without credentials, where the client has such', () => {
    const request = { headers: new Headers({ accept: '*/*', authorization: 'Bearer x' }) };
    const response = {
      status: 200,
      headers: new Headers([
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ]),
      request,
    };
    expect(traceLines(makeSample({ response }))).toEqual([
      '> GET http://127.0.0.1/a',
      '>   accept: */*',
      '>   authorization: Bearer ***',
      '< 200, 10.0 ms, 100 bytes',
      '<   set-cookie: a=***',
      '<   set-cookie: b=***',
    ]);
    expect(traceLines(makeSample({ response: { headers: { not: 'such' }, request: null } }))).toHaveLength(2);
  });

  describe('of a client that keeps the bodies', () => {
    type Body = string | Uint8Array | null;
    const lines = (sent: Body, received: Uint8Array | null, type?: string) => {
      const headers = new Headers(type === undefined ? {} : { 'content-type': type });
      const response = { headers, request: { headers }, [recordedBodies]: () => ({ sent, received }) };
      return traceLines(makeSample({ response })).filter((line) => !line.includes('content-type'));
    };
    const head = ['> GET http://127.0.0.1/a', '< 10.0 ms, 100 bytes'] as const;

    it('shows both, line by line, with secrets masked', () => {
      expect(lines('{"user":"ann","password":"hunter2"}', Buffer.from('{\r\n  "token": "t0k3n"\r\n}\n'))).toEqual([
        head[0],
        '>',
        '> {"user":"ann","password":"***"}',
        head[1],
        '<',
        '< {',
        '<   "token": "***"',
        '< }',
      ]);
    });

    it('shows nothing of empty bodies, and says what is read as a stream', () => {
      expect(lines(null, Buffer.alloc(0))).toEqual(head);
      expect(lines(null, null)).toEqual([...head, '<', '< (read as a stream)']);
    });

    it('cuts long bodies after their secrets were masked, and says how long they are', () => {
      const long = `${'x'.repeat(shownCharacters - 12)}&password=hunter2&${'y'.repeat(50_000)}`;
      const [, , shown, rest] = lines(long, Buffer.alloc(0)) as [string, string, string, string];
      expect(shown.length).toBe(shownCharacters + 2);
      expect(shown).not.toContain('hunt');
      expect(rest).toBe(`> … (${long.length} characters in all)`);
    });

    it('cuts no character in two', () => {
      const bytes = Buffer.from(`a${'é'.repeat(20_000)}`);
      const shown = lines(null, bytes);
      expect(shown[3]).toBe(`< a${'é'.repeat(shownCharacters - 1)}`);
      expect(shown[4]).toBe('< … (40001 bytes in all)');
    });

    it.each([
      ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), '(5 bytes of image/png)'],
      [undefined, Buffer.from([1, 0, 2]), '(3 bytes)'],
      ['text/html; charset=none-such', Buffer.from('a'), '(1 bytes of text/html; charset=none-such)'],
      ['text/html; charset=ISO-8859-1', Buffer.from('né', 'latin1'), 'né'],
      ['text/html', Buffer.from('né'), 'né'],
    ])('shows a body of type %s as text or as its size', (type, bytes, shown) => {
      expect(lines(null, bytes, type).at(-1)).toBe(`< ${shown}`);
    });
  });

  it('masks secrets in the URL', () => {
    const url = 'http://127.0.0.1/a?page=2&access_token=t0k3n';
    expect(traceLines(makeSample({ url, name: '/a' }))[0]).toBe(
      '> GET http://127.0.0.1/a?page=2&access_token=*** (as /a)',
    );
  });

  it('is made of lines, whatever a client reports', () => {
    const sample = fc.record({
      name: fc.string(),
      url: fc.string(),
      exception: fc.oneof(
        fc.constant(null),
        fc.string(),
        fc.string().map((text) => new Error(text)),
      ),
      response: fc.anything(),
      responseTime: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e9, noNaN: true })),
    });
    fc.assert(
      fc.property(sample, (given) => {
        const lines = traceLines(makeSample(given));
        for (const line of lines) expect(line).not.toContain('\n');
      }),
    );
  });
});
