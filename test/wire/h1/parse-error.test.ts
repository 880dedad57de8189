import { expect, it } from 'vitest';
import { connectionError } from '../../../src/http/errors/failures.js';
import { ChunkSizeError, HeadTooLongError, NotHttpError, ParseError } from '../../../src/wire/h1/parse-error.js';

const nothingYet = { headersSeen: false, bytesRead: 0, bytesExpected: null };

it('a response that breaks the rules is called by what was expected of it', () => {
  const { repr } = connectionError(new ParseError('Expected one Content-Length, got several.'), nothingYet);
  expect(repr).toBe("HTTPParseError('Expected one Content-Length, got several.')");
});

it('an answer that is no HTTP is called by its first line, as Python calls it', () => {
  const { repr } = connectionError(new NotHttpError(Buffer.from('garbage\r\nmore')), nothingYet);
  expect(repr).toBe("BadStatusLine('garbage\\r\\n')");
});

it('a head that is too long is called as Python calls it, also where a body already came', () => {
  for (const headersSeen of [false, true]) {
    const { repr } = connectionError(new HeadTooLongError(65_536), { ...nothingYet, headersSeen });
    expect(repr).toBe("LineTooLong('got more than 65536 bytes when reading header line')");
  }
});

it('a chunk without a size is called by its first line, as Python calls it', () => {
  const { repr } = connectionError(new ChunkSizeError(Buffer.from('zz\r\nmore')), { ...nothingYet, headersSeen: true });
  const inner = String.raw`InvalidChunkLength(got length b'zz\r\n', 0 bytes read)`;
  expect(repr).toContain(inner);
});
