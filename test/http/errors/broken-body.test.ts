import { describe, expect, it } from 'vitest';
import { brokenBody, systemBrokenBody } from '../../../src/http/errors/broken-body.js';
import { failureText } from '../../../src/stats/failures.js';
import { chunkSizeError, ParseError } from '../../../src/wire/h1/parse-error.js';
import { createCloseError, type WireError } from '../../../src/wire/wire-error.js';

const cut = { headersSeen: true, bytesRead: 3, bytesExpected: 10 };
const textOf = (error: WireError, progress = cut as Parameters<typeof brokenBody>[1]) =>
  failureText(brokenBody(error, progress, error));

describe('a response that breaks after its head', () => {
  it('is named by the missing bytes, whether the connection was closed, reset or failed otherwise', () => {
    const incomplete = 'IncompleteRead(3 bytes read, 7 more expected)';
    const text = `ChunkedEncodingError(ProtocolError('Connection broken: ${incomplete}', ${incomplete}))`;
    expect(textOf(createCloseError())).toBe(text);
    for (const code of ['ECONNRESET', '']) expect(failureText(systemBrokenBody(code, cut, new Error('x')))).toBe(text);
  });

  it('without a length has the same name wherever it breaks, so that failures form one row', () => {
    const text = "ChunkedEncodingError(ProtocolError('Response ended prematurely'))";
    for (const bytesRead of [0, 5, 1_000_000]) {
      expect(textOf(createCloseError(), { ...cut, bytesRead, bytesExpected: null })).toBe(text);
    }
  });

  it('by an error of the operating system is named by that error', () => {
    const inner = "TimeoutError(110, 'Connection timed out')";
    expect(failureText(systemBrokenBody('ETIMEDOUT', cut, new Error('x')))).toBe(
      `ChunkedEncodingError(ProtocolError("Connection broken: ${inner}", ${inner}))`,
    );
  });

  it.each([
    ['zz\r\nde\r\n', String.raw`b'zz\r\n'`, String.raw`b'zz\\r\\n'`],
    ['zz', "b'zz'", "b'zz'"],
  ])('by a chunk without a size is named by what was received instead (%j)', (line, shown, shownTwice) => {
    expect(textOf(chunkSizeError(Buffer.from(line)), { ...cut, bytesExpected: null })).toBe(
      `ChunkedEncodingError(ProtocolError("Connection broken: InvalidChunkLength(got length ${shownTwice}, 0 bytes read)", ` +
        `InvalidChunkLength(got length ${shown}, 0 bytes read)))`,
    );
  });

  it('by another error of the protocol is named by the message of the parser', () => {
    expect(textOf(new ParseError('Expected LF after chunk data'))).toBe(
      "ChunkedEncodingError(ProtocolError('Expected LF after chunk data'))",
    );
  });

  it('keeps the original error as its cause', () => {
    const original = createCloseError();
    expect(brokenBody(original, cut, original).cause).toBe(original);
  });
});
