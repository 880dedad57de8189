import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalsIgnoringCase, HeaderBytes, nameBit } from '../../../src/wire/h1/header-bytes.js';
import { headerValue, headerValues, toHeaders } from '../../../src/wire/headers.js';

/** As the parser creates them, surrounded by other bytes. */
function block(lines: readonly (readonly [name: string, value: string])[]): HeaderBytes {
  const text = lines.map(([name, value]) => `${name}:${value}\r\n`).join('');
  const bytes = Buffer.from(`HTTP/1.1 200 OK\r\n${text}\r\nx-body: 1\r\n`, 'latin1');
  const mask = lines.reduce((sum, [name]) => sum | nameBit(name.length, name.charCodeAt(0)), 0);
  return new HeaderBytes(bytes, 17, 17 + text.length, mask);
}

describe('HeaderBytes', () => {
  const headers = block([
    ['Set-Cookie', ' a=1'],
    ['X-Name', '\t sch\xf6n \t'],
    ['set-cookie', 'b=2'],
    ['X', ''],
  ]);

  it('finds values in any case, without the white space around them', () => {
    expect(headers.value('set-cookie')).toBe('a=1');
    expect(headers.value('x-name')).toBe('schön');
    expect(headers.value('x')).toBe('');
    expect(headers.value('x-nam')).toBeNull();
    expect(headers.value('x-body')).toBeNull();
    expect(headers.values('set-cookie')).toEqual(['a=1', 'b=2']);
    expect(headers.values('etag')).toEqual([]);
    expect(block([]).value('x')).toBeNull();
    expect(['x-name', 'x-name', 'x', 'x-name', 'x-nam'].map((name) => headers.value(name))).toEqual(
      ['schön', 'schön', '', 'schön', null], // whatever was asked for before
    );
  });

  it('works with the header functions of a session', () => {
    expect(headerValue(headers, 'x-name')).toBe('schön');
    expect(headerValues(headers, 'set-cookie')).toHaveLength(2);
    expect(toHeaders(headers).getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('finds the same as Headers, for any names and values', () => {
    const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
    const value = fc.stringMatching(/^[\t -~\x80-\xff]{0,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(token, value), { maxLength: 8 }), token, (lines, other) => {
        const found = block(lines);
        const all = new Headers(lines.map(([name, text]): [string, string] => [name, text]));
        expect([...found.toHeaders()]).toEqual([...all]);
        for (const name of [...lines.map(([known]) => known), other].map((one) => one.toLowerCase())) {
          expect(found.values(name).join(', ')).toBe(all.get(name) ?? '');
          expect(found.value(name)).toBe(found.values(name)[0] ?? null);
        }
      }),
    );
  });
});

it('equalsIgnoringCase compares bytes with a text, ignoring case of letters only', () => {
  const bytes = Buffer.from('xConTent-Length');
  expect(equalsIgnoringCase(bytes, 1, 'content-length')).toBe(true);
  expect(equalsIgnoringCase(bytes, 0, 'content-length')).toBe(false);
  expect(equalsIgnoringCase(Buffer.from('[\\]'), 0, '{|}')).toBe(false);
  expect(equalsIgnoringCase(bytes, 1, 'content-length-')).toBe(false);
});
