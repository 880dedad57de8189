/** Responses with an invalid head, an oversized head or no head, by path. */
import { answer, ending, endlessly, type Misbehaviour, ok, sending } from './wire.js';

export const brokenHeads: Readonly<Record<string, Misbehaviour>> = {
  '/not-http': ending('garbage\r\nmore of it\r\n'),
  '/html-alone': ending('<html><body>hello</body></html>'),
  '/odd-version': ending('HTTP/9.9 200 OK\r\ncontent-length: 3\r\n\r\nabc'),
  '/odd-status': ending('HTTP/1.1 abc OK\r\ncontent-length: 3\r\n\r\nabc'),
  '/short-status': ending('HTTP/1.1 42 OK\r\ncontent-length: 3\r\n\r\nabc'),
  '/long-status': ending('HTTP/1.1 1000 OK\r\ncontent-length: 3\r\n\r\nabc'),
  '/status-zero': ending('HTTP/1.1 000 None\r\ncontent-length: 3\r\n\r\nabc'),
  '/no-reason': sending('HTTP/1.1 404\r\ncontent-length: 3\r\n\r\nabc'),
  '/leading-newline': sending(`\r\n${ok('abc')}`),
  '/bare-newlines': sending('HTTP/1.1 200 OK\ncontent-length: 3\n\nabc'),
  '/no-colon': ending('HTTP/1.1 200 OK\r\nno colon here\r\ncontent-length: 3\r\n\r\nabc'),
  '/space-before-colon': ending('HTTP/1.1 200 OK\r\nx-odd : 1\r\ncontent-length: 3\r\n\r\nabc'),
  '/folded-header': ending('HTTP/1.1 200 OK\r\nx-long: a\r\n b\r\ncontent-length: 3\r\n\r\nabc'),
  '/nul-in-a-header': ending('HTTP/1.1 200 OK\r\nx-odd: a\0b\r\ncontent-length: 3\r\n\r\nabc'),
  '/latin1-header': sending(Buffer.from('HTTP/1.1 404 Nö\r\nx-odd: é\r\ncontent-length: 3\r\n\r\nabc', 'latin1')),
  '/many-headers': sending(answer('200 OK', 'abc', ...Array.from({ length: 90 }, (_, i) => `x-${i}: ${i}`))),
  '/giant-header': sending(answer('200 OK', 'abc', `x-giant: ${'a'.repeat(1_000_000)}`)),
  '/endless-headers': endlessly('HTTP/1.1 200 OK\r\n', Buffer.from('x-more: 0123456789\r\n'.repeat(500))),
  '/endless-header': endlessly('HTTP/1.1 200 OK\r\nx-endless: ', Buffer.alloc(10_000, 'a')),
  '/endless-status-line': endlessly('HTTP/1.1 200 ', Buffer.alloc(10_000, 'a')),
  '/endless-1xx': endlessly('', Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n'.repeat(200))),
  '/endless-trailers': endlessly(
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n',
    Buffer.from('x-more: 0123456789\r\n'.repeat(500)),
  ),
  '/endless-chunk-extension': endlessly(
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3;a=',
    Buffer.alloc(10_000, 'a'),
  ),
  '/endless-garbage': endlessly('', Buffer.alloc(10_000, 'a')),
};
