import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkHeader,
  checkStart,
  findHeadError,
  findLengthError,
  requestHeadError,
} from '../../src/wire/head-rules.js';

const request = { origin: 'http://h', path: '/', method: 'GET', headers: ['a', '1', 'B', '2'], body: null };

describe('the head of a request', () => {
  it('may have every Latin-1 character in a value, and every token character in a name', () => {
    expect(() => checkHeader("!#$%&'*+-.^_`|~0Az", 'x', '\tschön "da" \x80\xff')).not.toThrow();
    expect(() => checkStart('M-SEARCH', '/%20?a=1#')).not.toThrow();
    expect(findHeadError(request)).toBeNull();
  });

  it.each([
    [{ method: 'GE T' }, 'a method of letters, got "GE T"'],
    [{ method: '' }, 'a method of letters, got ""'],
    [{ method: 'CONNECT' }, 'a method other than CONNECT, got "CONNECT"'],
    [{ path: '/a b' }, 'a path without spaces and control characters, got "/a b"'],
    [{ headers: ['a', '1', 'b c', '2'] }, 'the name of a header to be a word, got "b c"'],
    [{ headers: ['Upgrade', 'x'] }, 'no header Upgrade, which the transport sets, got one'],
    [{ headers: ['Transfer-Encoding', 'x'] }, 'no header Transfer-Encoding, which the transport sets, got one'],
    [{ headers: ['Content-Length', '5', 'content-length', '5'] }, 'one header content-length, got 2'],
    [{ headers: ['host', 'a', 'HOST', 'b'] }, 'one header host, got 2'],
    [
      { headers: ['Content-Length', '5a'] },
      'the header Content-Length to be a number, got a value with "a" at position 1',
    ],
  ])('is rejected with %o', (parts, message) => {
    expect(findHeadError({ ...request, ...parts })).toMatchObject({
      code: 'BAD_REQUEST_HEAD',
      message: `Expected ${message}.`,
      hint: expect.any(String),
    });
  });

  it('never contains a line break, for any input', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\r', '\n', '\0', 'é', '€', ':') });
    fc.assert(
      fc.property(text, text, text, (method, name, value) => {
        const isFine = findHeadError({ ...request, method, headers: [name, value] }) === null;
        expect(isFine).toBe(/^a+$/.test(method) && /^a+$/.test(name) && /^[a é:]*$/.test(value));
      }),
    );
  });

  it('is shown in an error up to 80 characters', () => {
    expect(requestHeadError('less', 'x'.repeat(100)).message).toBe(`Expected less, got "${'x'.repeat(80)}".`);
  });
});

describe('a content-length', () => {
  const said = (length: string, body: string | Uint8Array | null) =>
    findLengthError({ headers: ['a', '1', 'Content-Length', length], body });

  it('must be that of the body, in bytes', () => {
    expect([said('0', null), said('3', 'abc'), said('4', 'grü'), said('2', Buffer.from('ab'))]).toEqual(
      Array(4).fill(null),
    );
    expect(said('5', null)).toMatchObject({
      code: 'BAD_REQUEST_HEAD',
      message: "Expected a content-length of 0, got '5'.",
    });
    expect(said('3', 'grü')?.message).toBe("Expected a content-length of 4, got '3'.");
    expect(said('3', Buffer.from('ab'))?.message).toBe("Expected a content-length of 2, got '3'.");
  });

  it('may be omitted; one that is not a number is checked elsewhere', () => {
    expect(findLengthError({ headers: ['content-lengths', '5', 'a', 'content-length'], body: null })).toBeNull();
    expect(said('x', null)).toBeNull();
  });
});
