import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerValue, headerValues, toHeaders } from '../../src/wire/headers.js';

const raw = (...parts: string[]) => parts.map((part) => Buffer.from(part, 'latin1'));

describe('response headers', () => {
  const headers = raw('Set-Cookie', 'a=1', 'X-Name', 'sch\xf6n', 'set-cookie', 'b=2', 'X', '');

  it('are found in any case, the first one first', () => {
    expect(headerValue(headers, 'set-cookie')).toBe('a=1');
    expect(headerValue(headers, 'x-name')).toBe('schön');
    expect(headerValue(headers, 'x')).toBe('');
    expect(headerValue(headers, 'x-nam')).toBeNull();
    expect(headerValue(headers, 'b=2')).toBeNull();
    expect(headerValue([], 'x')).toBeNull();
  });

  it('are all found if there are several of a name', () => {
    expect(headerValues(headers, 'set-cookie')).toEqual(['a=1', 'b=2']);
    expect(headerValues(headers, 'etag')).toEqual([]);
  });

  it('are read through a HeaderBlock, if a transport has its own representation', () => {
    const block = { value: (name: string) => `one ${name}`, values: (name: string) => [name], toHeaders: () => all };
    const all = new Headers();
    expect(headerValue(block, 'x')).toBe('one x');
    expect(headerValues(block, 'x')).toEqual(['x']);
    expect(toHeaders(block)).toBe(all);
  });

  it('are converted to Headers', () => {
    const all = toHeaders(headers);
    expect(all.get('X-NAME')).toBe('schön');
    expect(all.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('are found as in Headers, for any names', () => {
    const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(token, token), { maxLength: 8 }), token, (pairs, other) => {
        const list = raw(...pairs.flat());
        for (const name of [...pairs.map(([known]) => known), other]) {
          const lower = name.toLowerCase();
          expect(headerValues(list, lower).join(', ')).toBe(new Headers(pairs).get(name) ?? '');
          expect(headerValue(list, lower)).toBe(headerValues(list, lower)[0] ?? null);
        }
      }),
    );
  });
});
