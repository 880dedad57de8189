import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceLimit, traceLines, traceRequests } from '../../src/report/trace.js';
import { makeSample } from '../helpers/samples.js';

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
      'a failure that is a text, on one line',
      { exception: 'bad\ntext', response: { status: 500, statusText: 'Oops' } },
      '> GET http://127.0.0.1/a',
      '< 500 Oops, 10.0 ms, 100 bytes, bad text',
    ],
  ])('says %s', (_, given, request, answer) => {
    expect(traceLines(makeSample(given))).toEqual([request, answer]);
  });

  it('shows the headers of both, where the client has such', () => {
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
      '>   authorization: Bearer x',
      '< 200, 10.0 ms, 100 bytes',
      '<   set-cookie: a=1',
      '<   set-cookie: b=2',
    ]);
    expect(traceLines(makeSample({ response: { headers: { not: 'such' }, request: null } }))).toHaveLength(2);
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

describe('the trace of a run', () => {
  it(`prints the first ${traceLimit} requests, says so, and falls silent`, () => {
    const lines: string[] = [];
    const listener = traceRequests((line) => lines.push(line));
    for (let i = 0; i < 1_000; i++) listener(makeSample());
    expect(lines).toHaveLength(traceLimit * 2 + 1);
    expect(lines.at(-1)).toBe(`… further requests are not traced (${traceLimit} were).`);
    expect(lines.at(-2)).toBe('< 10.0 ms, 100 bytes');
  });

  it('says nothing of an end where there is none', () => {
    const lines: string[] = [];
    const listener = traceRequests((line) => lines.push(line));
    for (let i = 0; i < traceLimit; i++) listener(makeSample());
    expect(lines).toHaveLength(traceLimit * 2);
  });
});
