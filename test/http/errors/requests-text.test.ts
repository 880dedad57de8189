import { describe, expect, it } from 'vitest';
import { brokenBody } from '../../../src/http/errors/broken-body.js';
import { connectionError, decodingError, tooManyRedirects } from '../../../src/http/errors/failures.js';
import { requestsText } from '../../../src/http/errors/requests-text.js';
import { chunkSizeError, headTooLongError } from '../../../src/wire/h1/parse-error.js';
import { createCloseError } from '../../../src/wire/wire-error.js';

const nothing = { headersSeen: false, bytesRead: 0, bytesExpected: null };

function of(code: string) {
  return connectionError(Object.assign(new Error(''), { code }), nothing);
}

function broken(bytesExpected: number | null, line: string | null = null) {
  const root = line === null ? createCloseError() : chunkSizeError(Buffer.from(line));
  return brokenBody(root, { headersSeen: true, bytesRead: 3, bytesExpected }, root);
}

// Each text is the one that Locust 2.47 with requests 2.32 and urllib3 2 prints for the same error.
describe('the text of requests', () => {
  it.each([
    [of('ECONNRESET'), "('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))"],
    [
      connectionError(createCloseError(), nothing),
      "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
    ],
    [
      connectionError(headTooLongError(), nothing),
      "('Connection aborted.', LineTooLong('got more than 65536 bytes when reading header line'))",
    ],
    [
      broken(100),
      "('Connection broken: IncompleteRead(3 bytes read, 97 more expected)', IncompleteRead(3 bytes read, 97 more expected))",
    ],
    [
      broken(null, 'zz\r\nabc'),
      String.raw`("Connection broken: InvalidChunkLength(got length b'zz\\r\\n', 0 bytes read)", InvalidChunkLength(got length b'zz\r\n', 0 bytes read))`,
    ],
    [broken(null), 'Response ended prematurely'],
    [
      decodingError('gzip', Object.assign(new Error('incorrect header check'), { errno: -3 })),
      "('Received response with content-encoding: gzip, but failed to decode it.', error('Error -3 while decompressing data: incorrect header check'))",
    ],
    [tooManyRedirects(30), 'Exceeded 30 redirects.'],
  ])('of %s', (error, text) => {
    expect(requestsText(error)).toBe(text);
  });

  it('is the reason only if no connection was made, and for unknown errors', () => {
    expect(requestsText(of('ECONNREFUSED'))).toBe('[Errno 111] Connection refused');
    expect(requestsText(of('ENOTFOUND'))).toBe('[Errno -2] Name or service not known');
    expect(requestsText(new RangeError('mine'))).toBe('mine');
  });
});
