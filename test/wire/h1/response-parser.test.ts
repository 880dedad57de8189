import { describe, expect, it } from 'vitest';
import { HeadCache } from '../../../src/wire/h1/head-cache.js';
import type { HeaderBytes } from '../../../src/wire/h1/header-bytes.js';
import { ResponseParser } from '../../../src/wire/h1/response-parser.js';

/** The result of bytes that are split every `size`: the responses, and the bytes that belong to none. */
function parse(text: string, { method = 'GET', size = text.length, ends = false, borrows = false } = {}) {
  const heads: { status: number; statusText: string; headers: [string, string][] }[] = [];
  const pieces: Buffer[] = [];
  const parser = new ResponseParser(
    {
      onHead: (status: number, headers: HeaderBytes, statusText: string) =>
        heads.push({ status, statusText, headers: [...headers.toHeaders()] }),
      onBody: (bytes) => pieces.push(bytes),
    },
    cache,
  );
  parser.expect(method);
  let at = 0;
  while (at < text.length && !parser.isIdle) {
    const piece = Buffer.from(text.slice(at, at + size), 'latin1');
    at += borrows ? readBorrowed(parser, piece) : parser.read(piece);
  }
  const isWhole = parser.isIdle || (ends && parser.end());
  const body = Buffer.concat(pieces).toString('latin1');
  return { heads, body, rest: text.slice(at), isWhole, keepsAlive: parser.keepsAlive };
}

/** Reads `piece` from the beginning of a longer buffer that is overwritten afterwards. */
function readBorrowed(parser: ResponseParser, piece: Buffer): number {
  const shared = Buffer.concat([piece, Buffer.from(`${ok}\r\n`)]);
  const end = parser.readBorrowed(shared, piece.length);
  shared.fill('?');
  return end;
}

const cache = new HeadCache();
const ok = 'HTTP/1.1 200 OK\r\n';

describe('a response', () => {
  it.each([
    ['by its length', `${ok}Content-Length: 5\r\n\r\nhello`, 'hello', {}],
    ['without a body, by a length of 0', `${ok}Content-Length: 0\r\n\r\n`, '', {}],
    ['in chunks', `${ok}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nx: y\r\n\r\n`, 'abc', {}],
    ['to HEAD, without the body that its length announces', `${ok}Content-Length: 5\r\n\r\n`, '', { method: 'HEAD' }],
    [
      'to HEAD, without the chunks that it announces',
      `${ok}Transfer-Encoding: chunked\r\n\r\n`,
      '',
      { method: 'HEAD' },
    ],
    ['with no content', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', '', {}],
    ['not modified', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', '', {}],
    ['to CONNECT', 'HTTP/1.1 200 Established\r\n\r\n', '', { method: 'CONNECT' }],
    ['to CONNECT that is refused', 'HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno', 'no', { method: 'CONNECT' }],
    [
      'after informational ones',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n${ok}Content-Length: 1\r\n\r\nx`,
      'x',
      {},
    ],
  ])('is read to its end, at any split: %s', (_, text, body, options) => {
    for (let size = 1; size <= text.length + 1; size++) {
      for (const borrows of [false, true]) {
        const read = parse(`${text}HTTP/1.1`, { ...options, size, borrows });
        expect(read).toMatchObject({ body, rest: 'HTTP/1.1', isWhole: true });
      }
    }
    for (let length = 0; length < text.length; length++) {
      expect(parse(text.slice(0, length), { ...options, ends: true }).isWhole).toBe(false);
    }
  });

  it('without a length lasts until the end of the connection', () => {
    const text = `${ok}A: b\r\n\r\nanything\r\n\r\n${ok}`;
    expect(parse(text)).toMatchObject({ isWhole: false, keepsAlive: false });
    expect(parse(text, { ends: true, size: 3 })).toMatchObject({ isWhole: true, body: `anything\r\n\r\n${ok}` });
  });

  it('has its headers at any split', () => {
    const text = 'HTTP/1.1 404 Not Found\r\nA:  b \r\nContent-Length: 1\r\nSet-Cookie: c=d\r\n\r\nx';
    const expected = parse(text);
    expect(expected.heads).toEqual([
      {
        status: 404,
        statusText: 'Not Found',
        headers: [
          ['a', 'b'],
          ['content-length', '1'],
          ['set-cookie', 'c=d'],
        ],
      },
    ]);
    for (let size = 1; size < text.length; size++) expect(parse(text, { size })).toEqual(expected);
  });

  it('includes informational responses', () => {
    const text = `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${ok}Content-Length: 0\r\n\r\n`;
    expect(parse(text).heads.map(({ status }) => status)).toEqual([103, 200]);
  });

  it('closes the connection if an informational response requests it', () => {
    const text = `HTTP/1.1 103 Early Hints\r\nConnection: close\r\n\r\n${ok}Content-Length: 0\r\n\r\n`;
    expect(parse(text)).toMatchObject({ isWhole: true, keepsAlive: false });
  });

  it.each([
    ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', '101'],
    ['informational responses without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(101), 'at most 100'],
    ['a head without end', `${ok}${'A: b\r\n'.repeat(400)}B: ${'c'.repeat(70_000)}`, 'at most 65536'],
    ['a line without end', `${ok}${'A'.repeat(70_000)}`, 'at most 65536'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n', 'HTTP/1.1'],
    ['a line feed alone', `${ok}A: b\n`, 'CRLF'],
    ['an invalid chunk size', `${ok}Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc`, 'chunk size'],
  ])('is rejected at any split: %s', (_, text, why) => {
    for (const size of [1, 2, 7, 1_000, text.length]) expect(() => parse(text, { size })).toThrow(why);
  });

  it('takes time in proportion to its bytes, however they are split', () => {
    const text = `${ok}${'A: b\r\n'.repeat(490)}B: ${'c'.repeat(60_000)}\r\nContent-Length: 0\r\n\r\n`;
    expect(parse(text, { size: 1 }).isWhole).toBe(true);
  });
});
