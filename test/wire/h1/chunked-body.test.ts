import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkedBody } from '../../../src/wire/h1/chunked-body.js';

/** The data, and the number of bytes that belong to the body, read in pieces of `size` bytes. */
function decode(text: string, size = text.length) {
  const body = new ChunkedBody();
  const data: Buffer[] = [];
  let used = 0;
  for (let at = 0; at < text.length && !body.isDone; at += size) {
    const piece = Buffer.from(text.slice(at, at + size), 'latin1');
    used = at + body.read(piece, 0, (bytes) => data.push(Buffer.from(bytes)));
  }
  return { data: Buffer.concat(data).toString('latin1'), pieces: data.length, used, isDone: body.isDone };
}

describe('a chunked body', () => {
  it.each([
    ['0\r\n\r\n', ''],
    ['3\r\nabc\r\n0\r\n\r\n', 'abc'],
    ['3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n', 'abcde'],
    ['A\r\n0123456789\r\n00\r\n\r\n', '0123456789'],
    ['3;a=b;c="d e"\r\nabc\r\n0;last\r\n\r\n', 'abc'],
    ['3\r\n\r\n0\r\n0\r\n\r\n', '\r\n0'],
    ['3\r\nabc\r\n0\r\nX: y\r\nEmpty:\r\n\r\n', 'abc'],
  ])('yields its data, and ends after its last chunk: %j', (text, data) => {
    for (let size = 1; size <= text.length; size++) {
      expect(decode(`${text}rest`, size)).toMatchObject({ data, used: text.length, isDone: true });
    }
    for (let length = 0; length < text.length; length++) expect(decode(text.slice(0, length)).isDone).toBe(false);
  });

  it('is passed on in one piece for all bytes of one read', () => {
    expect(decode(`${'1\r\nx\r\n'.repeat(1_000)}0\r\n\r\n`)).toMatchObject({ data: 'x'.repeat(1_000), pieces: 1 });
  });

  it.each([
    ['zz\r\nabc', 'zz\r\nabc'],
    ['1\r\nx\r\n3z\r\nabc', '3z\r\nabc'],
    ['0x3\r\nabc', '0x3\r\nabc'],
    ['\r\n', '\r\n'],
  ])('with a chunk without a size reports what was received instead: %j', (text, data) => {
    expect(() => decode(text)).toThrow(expect.objectContaining({ name: 'HTTPParseError', received: data }));
  });

  it('is decoded for any chunks, extensions and splits', () => {
    const chunk = fc.tuple(
      fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' }),
      fc.constantFrom('', ';x=1'),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (chunks, size) => {
        const text = chunks.map(([data, extra]) => `${data.length.toString(16)}${extra}\r\n${data}\r\n`).join('');
        const found = decode(`${text}0\r\n\r\n`, size);
        expect(found).toMatchObject({ data: chunks.map(([data]) => data).join(''), isDone: true });
      }),
    );
  });

  it.each([
    ...['x', '\r\n', ';a\r\n', '-3\r\n', '+3\r\n', '0x3\r\n', ' 3\r\n', '3 \r\n', '3 ;a\r\n', '3\n', '3\r\r', '3;a\n'],
    ...[
      '3;\0\r\n',
      '3; a\r\n',
      '3;a=\r\n',
      '3\r\nabcd',
      '3\r\nabc\n',
      '3\r\nabc\rx',
      '3\r\nabc0\r\n',
      '10000000000000000\r\n',
      '\u00b3\r\n',
    ],
    ...[
      '0\r\n\n',
      '0\r\nContent-Length: 3\r\n',
      '0\r\ntransfer-encoding: x\r\n',
      '0\r\n x: y\r\n',
      '0\r\nx : y\r\n',
      '0\r\nx\r\n',
      '0\r\nx: \0\r\n',
      '0\r\nx: y\n',
      '0\r\n\rx',
      '0\r\n:y',
    ],
  ])('is rejected if another parser could read it differently: %j', (text) => {
    expect(() => decode(text)).toThrow(expect.objectContaining({ name: 'HTTPParseError' }));
    expect(() => decode(text, 1)).toThrow(expect.objectContaining({ name: 'HTTPParseError' }));
  });

  it('has limits for extensions and trailers', () => {
    expect(() => decode(`3;a${'x'.repeat(20_000)}`)).toThrow('at most 16384 bytes');
    expect(() => decode(`0\r\n${'x: y\r\n'.repeat(5_000)}`)).toThrow('at most 16384 bytes');
    expect(decode(`${`1;${'x'.repeat(1_000)}\r\nx\r\n`.repeat(50)}0\r\n\r\n`).isDone).toBe(true);
  });
});
