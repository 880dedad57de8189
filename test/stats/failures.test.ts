import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failures, failureKey, failureText, failureTitle, maxFailureRows } from '../../src/stats/failures.js';
import { pythonRepr } from '../../src/util/text/format.js';

describe('failureKey', () => {
  it.each([
    ['boom', 'd2871aa744fc7ffb8e6c5e822f34fb531e6a62829c8760c4f747bf294793628f'],
    ["it's", '2039e33d1d5db16b14565e91d1d3436e0c272e137344fa52a6130562acdaca8c'],
    [`a"b'c`, 'e0134693a4acbc0cccf2faee6dd2cc9bd5065447d7ffecff25238d002e6f3a8b'],
    ['tab\there', 'd126a8c425045e4d9be9048a5c5411786b381068823e46c274c7f9b80acf4eda'],
    ['nl\nx', 'fef88d866fcdb4b9744b19def05aa6156c37cb2799f2c69b26ee713df20849e4'],
    ['é', '755ebf4bd74c6e0dc5589c13ae1e73759fdef75e5aef37d17062e0183beb761c'],
    ['\u200b', 'a24cb297859c319e84de8409319981701f8f04f7fed668daaa5034e0f5815c5a'],
    ['back\\slash', '24381e0a9c0b4b585b1c902c8ef5e8d4ea62985803fe2b64e861f5f8a783c7d6'],
    ['\u007f', 'a243c477b2f03c2ea69eac22f685f382c250eb62eb387814fb09b00b4c75a088'],
    ['\u0000', 'b7339783a25ba57e2d65b4ec9ccda0fe3107b712b64b6af71f74b492ddf6e084'],
    ["ValueError('boom')", '594f379904ee0536f0118bfffa11d1d580b54aba77faafcc87bb7feb657bfd23'],
    ['plain text', 'f8b878144e1012ed3c21e491450a4b3899eab65246fbffd29d1155f3143e7685'],
  ])('is Locust’s for GET /x and %j', (text, key) => {
    expect(failureKey('GET', '/x', text)).toBe(key);
  });

  it('is Locust’s for names and texts with quotes', () => {
    expect(failureKey('POST', '/b, "new"', "CatchResponseError('Got wrong response')")).toBe(
      '6ea64b52e3cc43703a2dfc2df3287ca01fd89ae4dc733406a049772789c2effa',
    );
    expect(failureKey('GET', '/a', "ConnectionRefusedError(111, 'Connection refused')")).toBe(
      '74266f0f69c0c206a13e7d2d58246e6feaa2b0afa03eb53fd014b8c881b7a411',
    );
  });
});

describe('failureText', () => {
  it('is a string unchanged, and an error as Python’s repr', () => {
    expect(failureText('plain text')).toBe('plain text');
    expect(failureText(new TypeError("it's bad"))).toBe(`TypeError("it's bad")`);
    expect(failureText(Object.assign(new Error('x'), { name: 'CatchResponseError' }))).toBe("CatchResponseError('x')");
  });

  it('is cut after 10,000 characters, so that rows cannot fill memory, files and the log', () => {
    for (const text of ['x'.repeat(1_000_000), 'x'.repeat(2_000_000)]) {
      expect(failureText(text)).toBe(`${'x'.repeat(10_000)}… (cut off)`);
      expect(failureText(new Error(text)).length).toBeLessThan(10_050);
    }
  });

  it('is the `repr` of an error that has one', () => {
    const refused = Object.assign(new Error('Connection refused'), { repr: "ConnectionRefusedError(111, '…')" });
    expect(failureText(refused)).toBe("ConnectionRefusedError(111, '…')");
  });

  it('masks the first memory address wherever it occurs, so that equal failures count as one', () => {
    expect(failureText('<X object at 0x7f01> and <X object at 0x7f01>')).toBe(
      '<X object at 0x....> and <X object at 0x....>',
    );
    expect(failureText('<X object at 0x7f01> but <Y object at 0x9>')).toBe(
      '<X object at 0x....> but <Y object at 0x9>',
    );
    expect(failureText('object at 0x7f01 without an end')).toBe('object at 0x7f01 without an end');
  });
});

describe('failureTitle', () => {
  const title = (error: string) => failureTitle({ method: 'GET', name: '/a', error });

  it('unwraps a CatchResponseError', () => {
    expect(title("CatchResponseError('Got wrong response')")).toBe('GET /a: Got wrong response');
    expect(title(`CatchResponseError("it's bad")`)).toBe("GET /a: it's bad");
  });

  it('shows any other failure unchanged', () => {
    expect(title("HTTPError('404 Client Error: Not Found for url: /a')")).toBe(
      "GET /a: HTTPError('404 Client Error: Not Found for url: /a')",
    );
    expect(title('CatchResponseError(unquoted)')).toBe('GET /a: CatchResponseError(unquoted)');
  });

  it('returns every message of printable characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (message) => {
        expect(title(`CatchResponseError(${pythonRepr(message)})`)).toBe(`GET /a: ${message}`);
      }),
    );
  });

  it('stays on one line', () => {
    expect(title(`CatchResponseError(${pythonRepr('two\nlines')})`)).not.toContain('\n');
  });
});

describe('Failures', () => {
  it('counts equal failures of one method and name in one row, with first and last time', () => {
    const failures = new Failures();
    failures.record('GET', '/a', new Error('x'), 10);
    failures.record('GET', '/a', new Error('x'), 12.5);
    failures.record('GET', '/a', "Error('x')", 14);
    expect(failures.list()).toEqual([
      {
        key: failureKey('GET', '/a', "Error('x')"),
        method: 'GET',
        name: '/a',
        error: "Error('x')",
        occurrences: 3,
        firstSeen: 10,
        lastSeen: 14,
      },
    ]);
  });

  it('keeps methods, names and texts apart, in the order in which they were first seen', () => {
    const failures = new Failures();
    failures.record('POST', '/a', 'x', 1);
    failures.record('GET', '/b', 'x', 2);
    failures.record('GET', '/a', 'y', 3);
    failures.record('GET', '/a', 'x', 4);
    failures.record('POST', '/a', 'x', 5);
    expect(failures.list().map(({ method, name, error }) => `${method} ${name} ${error}`)).toEqual([
      'POST /a x',
      'GET /b x',
      'GET /a y',
      'GET /a x',
    ]);
    expect(failures.size).toBe(4);
  });

  it('is empty after clear()', () => {
    const failures = new Failures();
    failures.record('GET', '/a', 'x', 1);
    failures.clear();
    expect(failures.size).toBe(0);
    expect(failures.list()).toEqual([]);
  });

  it('counts in one row what has too many different texts', () => {
    const failures = new Failures();
    for (let i = 0; i < maxFailureRows + 30; i++) failures.record('GET', '/a', `order ${i} failed`, i);
    const rows = failures.list();
    expect(rows).toHaveLength(maxFailureRows + 1);
    expect(rows.at(-1)).toMatchObject({
      name: '(other)',
      occurrences: 30,
      firstSeen: maxFailureRows,
      lastSeen: maxFailureRows + 29,
    });
  });

  it('adds the rows of another process', () => {
    const [from, to] = [new Failures(), new Failures()];
    to.record('GET', '/a', 'x', 20);
    from.record('GET', '/a', 'x', 10);
    from.record('GET', '/b', 'y', 30);
    const delta = from.drain();
    expect(from.size).toBe(0);
    to.absorb(structuredClone(delta));
    expect(to.list()).toMatchObject([
      { name: '/a', occurrences: 2, firstSeen: 10, lastSeen: 20 },
      { name: '/b', occurrences: 1, key: failureKey('GET', '/b', 'y') },
    ]);
  });

  it('counts an exception whose getters throw', () => {
    const throwing = {
      get: () => {
        throw new Error('from a getter');
      },
    };
    const failures = new Failures();
    for (const key of ['message', 'name', 'repr'])
      failures.record('GET', '/a', Object.defineProperty(new Error('x'), key, throwing), 1);
    expect(failures.list().reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(3);
  });
});
