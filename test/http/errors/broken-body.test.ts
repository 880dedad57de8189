import { describe, expect, it } from 'vitest';
import { brokenBody } from '../../../src/http/errors/broken-body.js';
import { failureText } from '../../../src/stats/failures.js';

const cut = { headersSeen: true, bytesRead: 3, bytesExpected: 10 };
const textOf = (code: string, progress: Parameters<typeof brokenBody>[2], root = new Error('x')) =>
  failureText(brokenBody(root, code, progress, root));

describe('a response that breaks after its head', () => {
  it.each(['UND_ERR_SOCKET', 'ECONNRESET', ''])('is called by what is missing, however it breaks (%s)', (code) => {
    const incomplete = 'IncompleteRead(3 bytes read, 7 more expected)';
    expect(textOf(code, cut)).toBe(
      `ChunkedEncodingError(ProtocolError('Connection broken: ${incomplete}', ${incomplete}))`,
    );
  });

  it('without a length is called the same wherever it breaks, so that it makes one row', () => {
    const text = "ChunkedEncodingError(ProtocolError('Response ended prematurely'))";
    for (const bytesRead of [0, 5, 1_000_000]) {
      expect(textOf('UND_ERR_SOCKET', { ...cut, bytesRead, bytesExpected: null })).toBe(text);
    }
  });

  it('is called so too where the server had said that it would close', () => {
    const root = Object.assign(new Error('Response does not match … (Invalid EOF state)'), { name: 'HTTPParserError' });
    const text = "ChunkedEncodingError(ProtocolError('Response ended prematurely'))";
    expect(textOf('', { ...cut, bytesExpected: null }, root)).toBe(text);
  });

  it('by an error of the operating system is called by that', () => {
    const inner = "TimeoutError(110, 'Connection timed out')";
    expect(textOf('ETIMEDOUT', cut)).toBe(
      `ChunkedEncodingError(ProtocolError("Connection broken: ${inner}", ${inner}))`,
    );
  });

  it.each([
    ['zz\r\nde\r\n', String.raw`b'zz\r\n'`, String.raw`b'zz\\r\\n'`],
    ['zz', "b'zz'", "b'zz'"],
  ])('by a chunk without a size is called by what came instead (%j)', (data, shown, shownTwice) => {
    const root = Object.assign(new Error('(Invalid character in chunk size)'), { data });
    expect(textOf('', { ...cut, bytesExpected: null }, root)).toBe(
      `ChunkedEncodingError(ProtocolError("Connection broken: InvalidChunkLength(got length ${shownTwice}, 0 bytes read)", ` +
        `InvalidChunkLength(got length ${shown}, 0 bytes read)))`,
    );
  });

  it('by something else that is no HTTP is called by what a parser says of it', () => {
    const root = Object.assign(new Error('Expected LF after chunk data'), { name: 'HTTPParserError' });
    expect(textOf('', cut, root)).toBe("ChunkedEncodingError(ProtocolError('Expected LF after chunk data'))");
  });

  it('keeps the original error as its cause', () => {
    const root = new Error('original');
    expect(brokenBody(root, '', cut, root).cause).toBe(root);
  });
});
