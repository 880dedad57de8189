import { describe, expect, it } from 'vitest';
import { ResponseHead } from '../../../src/wire/h1/response-head.js';

const head = new ResponseHead();

function parse(text: string, start = 0): number {
  return head.parse(Buffer.from(text, 'latin1'), start);
}

const ok = 'HTTP/1.1 200 OK\r\n';

describe('the head of a response', () => {
  it('is parsed from its first to its last byte', () => {
    const text = `..${ok}A: b\r\nContent-Length: 3\r\n\r\nabc`;
    expect(parse(text, 2)).toBe(text.length - 3);
    expect(head).toMatchObject({ status: 200, statusText: 'OK', contentLength: 3, isChunked: false, keepsAlive: true });
    expect(head.toParsedHead(Buffer.from(text)).headers.value('a')).toBe('b');
  });

  it('is incomplete while any of its bytes is missing', () => {
    const text = `HTTP/1.0 404 Not there\r\nA: b\r\nTransfer: x\r\n\r\n`;
    for (let length = 0; length < text.length; length++) expect(parse(text.slice(0, length))).toBe(-1);
    expect(parse(text)).toBe(text.length);
    expect(head.statusText).toBe('Not there');
  });

  it.each([
    ['HTTP/1.1 200\r\n\r\n', ''],
    ['HTTP/1.1 200 \r\n\r\n', ''],
    ['HTTP/1.1 200  two\r\n\r\n', ' two'],
    ['HTTP/1.1 200 sch\xf6n\r\n\r\n', 'schön'],
    ['HTTP/1.1 200 KO\r\n\r\n', 'KO'],
  ])('has the reason phrase of the server, if there is one: %j', (text, reason) => {
    parse(text);
    expect(head.statusText).toBe(reason);
  });

  it.each([
    ['HTTP/1.1 200 OK\r\n\r\n', true],
    ['HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nconnection: Upgrade , CLOSE\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nconnection: close\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nconnection: enclosed\r\n\r\n', true],
    ['HTTP/1.0 200 OK\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n\r\n', true],
    ['HTTP/1.0 200 OK\r\nConnection: x, keep-alive\r\n\r\n', true],
    ['HTTP/1.0 200 OK\r\nConnection: keep-alive, close\r\n\r\n', false],
  ])('tells whether the connection stays open: %j', (text, stays) => {
    parse(text);
    expect(head.keepsAlive).toBe(stays);
  });

  it.each([
    ...['garbage', 'S', 'HTTQ', 'HTTP/2', 'HTTP/1.2', 'HTTP/1.1\t200', 'HTTP/1.1 099', 'HTTP/1.1 20x', 'http/1.1'],
    ...['HTTP/1.1 2000 OK\r\n', 'HTTP/1.1 200-OK\r\n', '\r\nHTTP/1.1 200 OK\r\n\r\n', ' HTTP/1.1 200 OK'],
  ])('is rejected at once if it is not HTTP: %j', (text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ received: text }));
  });

  it.each([
    ['a line feed alone after the status', 'HTTP/1.1 200 OK\nA: b\r\n\r\n'],
    ['a line feed alone after a header', `${ok}A: b\nB: c\r\n\r\n`],
    ['a line feed alone at the end', `${ok}A: b\r\n\n`],
    ['a carriage return alone', `${ok}A: b\rB: c\r\n\r\n`],
    ['a carriage return at the end', `${ok}A: b\r\n\rx`],
    ['a folded line', `${ok}A: b\r\n c\r\n\r\n`],
    ['a line folded by a tab', `${ok}A: b\r\n\tc\r\n\r\n`],
    ['a space before the first name', `${ok} A: b\r\n\r\n`],
    ['a space before the colon', `${ok}Content-Length : 3\r\n\r\n`],
    ['a tab before the colon', `${ok}Content-Length\t: 3\r\n\r\n`],
    ['no name', `${ok}: b\r\n\r\n`],
    ['no colon', `${ok}A\r\n\r\n`],
    ['a NUL in a value', `${ok}A: b\0c\r\n\r\n`],
    ['a control character in a value', `${ok}A: b\x0bc\r\n\r\n`],
    ['a DEL in a value', `${ok}A: b\x7f\r\n\r\n`],
    ['a control character in the reason', 'HTTP/1.1 200 O\x01K\r\n\r\n'],
    ['a letter beyond ASCII in a name', `${ok}\xe4: b\r\n\r\n`],
    ['two lengths that differ', `${ok}Content-Length: 3\r\nContent-Length: 4\r\n\r\n`],
    ['two lengths that are the same', `${ok}Content-Length: 3\r\ncontent-length: 3\r\n\r\n`],
    ['two lengths in one line', `${ok}Content-Length: 3, 3\r\n\r\n`],
    ['an empty length', `${ok}Content-Length: \r\n\r\n`],
    ['a tab after the length', `${ok}Content-Length: 3\t\r\n\r\n`],
    ['a negative length', `${ok}Content-Length: -3\r\n\r\n`],
    ['a length with a sign', `${ok}Content-Length: +3\r\n\r\n`],
    ['a hexadecimal length', `${ok}Content-Length: 0x3\r\n\r\n`],
    ['a length with a fraction', `${ok}Content-Length: 3.0\r\n\r\n`],
    ['a length of 20 digits', `${ok}Content-Length: 99999999999999999999\r\n\r\n`],
    ['a length and chunks', `${ok}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['chunks and a length', `${ok}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n`],
    ['two Transfer-Encoding headers', `${ok}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['chunked twice in one header', `${ok}Transfer-Encoding: chunked, chunked\r\n\r\n`],
    ['an unknown coding', `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n`],
    ['a coding whose name ends in chunked', `${ok}Transfer-Encoding: xchunked\r\n\r\n`],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ])('is rejected if another parser could read it differently: %s', (_, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ name: 'HTTPParseError' }));
    expect(() => parse(text)).not.toThrow(expect.objectContaining({ received: expect.anything() }));
  });

  it('accepts white space around a length, and leading zeros', () => {
    parse(`${ok}Content-Length: \t 007 \r\n\r\n`);
    expect(head.contentLength).toBe(7);
    parse(`${ok}Transfer-Encoding:  Chunked \r\n\r\n`);
    expect(head).toMatchObject({ isChunked: true, contentLength: -1 });
  });

  it('has limits: 64 KB in all, 500 headers', () => {
    const padded = (size: number) => `${ok}A: ${'b'.repeat(size - ok.length - 7)}\r\n\r\n`;
    expect(parse(padded(65_536))).toBe(65_536);
    expect(() => parse(padded(65_537))).toThrow('at most 65536 bytes');
    expect(() => parse('HTTP/1.1 200 '.padEnd(65_537, 'x'))).toThrow('at most 65536 bytes');
    expect(parse(`${ok}${'A: b\r\n'.repeat(500)}\r\n`)).toBeGreaterThan(0);
    expect(() => parse(`${ok}${'A: b\r\n'.repeat(501)}\r\n`)).toThrow('at most 500 headers');
  });
});
