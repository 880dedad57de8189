import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePath, encodeQuery } from '../../../src/util/text/percent-encode.js';
import { anyText } from '../../helpers/any-text.js';

describe('percent-encoding', () => {
  it.each([
    ['/a b', '/a%20b'],
    ['/%41%2d%7E%2f%c3%A9', '/A-~%2F%C3%A9'],
    ['/100%', '/100%25'],
    ['/%20%', '/%2520%25'],
    ['/%c3%2f%', '/%25C3%252F%25'],
    ['/é日', '/%C3%A9%E6%97%A5'],
    ['/?', '/%3F'],
  ])('encodes the path %s as %s', (path, expected) => {
    expect(encodePath(path)).toBe(expected);
  });

  it('leaves question marks in queries', () => {
    expect(encodeQuery('a/b?c=[1]')).toBe('a/b?c=%5B1%5D');
  });

  it('leaves only characters of RFC 3986, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const encode of [encodePath, encodeQuery]) {
          const encoded = encode(text);
          expect(encoded).toMatch(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-F]{2})*$/);
          expect(encode(encoded)).toBe(encoded);
        }
      }),
    );
  });
});
