/** The result of each misbehaviour for a user: the contract of every HTTP client. */

/** One bad peer, by the path of the misbehaving server. */
export interface BadPeer {
  /** The title of the test. */
  readonly promise: string;
  /** The error of the sample; several or a pattern if timing decides. */
  readonly error: string | readonly string[] | RegExp | null;
  /** Of the response; by default 200, and 0 with an error of the connection. */
  readonly status?: number;
  /** Bytes of the sample; by default 3 (`abc`), and 0 with an error of the connection. */
  readonly length?: number;
  readonly method?: string;
}

const remoteDisconnected = "RemoteDisconnected('Remote end closed connection without response')";
const connectionReset = "ConnectionResetError(104, 'Connection reset by peer')";
const endedEarly = "ChunkedEncodingError(ProtocolError('Response ended prematurely'))";
const lineTooLong = "LineTooLong('got more than 65536 bytes when reading header line')";
const tooManyRedirects = "TooManyRedirects('Exceeded 30 redirects.')";
const protocol = 'Response does not match the HTTP/1.1 protocol';
const notGzip = 'Received response with content-encoding: gzip, but failed to decode it.';

function incomplete(read: number, missing: number): string {
  const inner = `IncompleteRead(${read} bytes read, ${missing} more expected)`;
  return `ChunkedEncodingError(ProtocolError('Connection broken: ${inner}', ${inner}))`;
}

function undecodable(reason: string): string {
  return `ContentDecodingError(DecodeError('${notGzip}', error('Error ${reason}')))`;
}

function notHttp(reason?: string): string {
  return `HTTPParseError('${protocol}${reason === undefined ? '' : ` (${reason})`}')`;
}

/** By path, in groups: framing, breaks, information, encodings, heads, redirects. */
export const badPeers: Readonly<Record<string, BadPeer>> = {
  '/short-body': { promise: 'a body shorter than announced fails', error: incomplete(3, 97) },
  '/long-body': { promise: 'a body longer than announced is cut at its length', error: null },
  '/length-and-chunks': { promise: 'a length beside chunks fails, as a smuggled answer would', error: notHttp() },
  '/two-lengths': { promise: 'two lengths fail', error: notHttp() },
  '/odd-length': { promise: 'a length in words fails', error: notHttp('Invalid character in Content-Length') },
  '/negative-length': { promise: 'a negative length fails', error: notHttp('Invalid character in Content-Length') },
  '/until-close': { promise: 'a body without a length ends with the connection', error: null },
  '/connection-close': { promise: 'an answer with `connection: close` is like any other', error: null },
  '/http-1.0': { promise: 'HTTP/1.0 is understood', error: null },
  '/http-1.0-kept': { promise: 'HTTP/1.0 with keep-alive is understood', error: null },
  '/garbage-after': { promise: 'garbage after an answer spoils nothing', error: null },
  '/second-answer': { promise: 'a second answer that nobody asked for is not the next one’s', error: null },
  '/204-with-a-body': { promise: 'a 204 with a body is a 204', error: null, status: 204, length: 0 },
  '/304-with-a-body': { promise: 'a 304 with a body is a 304', error: null, status: 304, length: 0 },
  '/head-with-a-body': { promise: 'an answer to HEAD has no body', error: null, length: 0, method: 'HEAD' },

  '/chunks': { promise: 'chunks make one body', error: null },
  '/chunk-extensions': { promise: 'chunk extensions are no part of the body', error: null },
  '/trailers': { promise: 'trailers are no part of the body', error: null },
  '/cut-chunks': { promise: 'chunks without an end fail', error: endedEarly },
  '/cut-chunks-and-close': { promise: 'chunks without an end before an announced close fail', error: endedEarly },
  '/cut-in-a-chunk-and-close': { promise: 'a chunk without an end before an announced close fails', error: endedEarly },
  '/cut-in-a-chunk': { promise: 'a chunk without an end fails', error: endedEarly },
  '/chunk-too-long': {
    promise: 'a chunk that is longer than its size fails',
    error: `ChunkedEncodingError(ProtocolError('${protocol} (Expected LF after chunk data)'))`,
  },
  '/odd-chunk-size': {
    promise: 'a chunk size that is no number fails',
    error:
      'ChunkedEncodingError(ProtocolError("Connection broken: ' +
      String.raw`InvalidChunkLength(got length b'zz\\r\\n', 0 bytes read)", ` +
      String.raw`InvalidChunkLength(got length b'zz\r\n', 0 bytes read)))`,
  },

  '/closed': { promise: 'a connection closed without a word fails', error: remoteDisconnected },
  '/closed-in-the-head': { promise: 'a connection closed in the head fails', error: remoteDisconnected },
  '/reset': { promise: 'a reset without a word fails', error: connectionReset },
  // If a reset arrives together with the last bytes, Node may report an end.
  '/reset-in-the-head': { promise: 'a reset in the head fails', error: [remoteDisconnected, connectionReset] },
  '/reset-after-the-head': { promise: 'a reset after the head fails', error: incomplete(0, 100) },
  '/reset-in-the-body': { promise: 'a reset in the body fails', error: incomplete(3, 97) },
  '/reset-in-a-chunk': { promise: 'a reset in a chunk fails', error: endedEarly },

  '/102': { promise: 'a 102 before the answer is not the answer', error: null },
  '/103': { promise: 'a 103 before the answer is not the answer', error: null },
  '/many-1xx': { promise: 'fifty 103 before the answer are not the answer', error: null },
  '/100': { promise: 'a 100 before the answer is not the answer', error: null },
  '/only-1xx': { promise: 'a 103 alone is no answer', error: remoteDisconnected },
  '/101': {
    promise: 'a 101 that nobody asked for fails',
    error: String.raw`BadStatusLine('HTTP/1.1 101 Switching Protocols\r\n')`,
  },

  '/gzip': { promise: 'gzip is undone, and its length is that of the text', error: null, length: 1000 },
  '/bad-gzip': {
    promise: 'gzip that is none fails',
    error: undecodable('-3 while decompressing data: incorrect header check'),
  },
  '/cut-gzip': {
    promise: 'gzip without its end fails',
    error: undecodable('-5 while decompressing data: unexpected end of file'),
  },
  '/empty-gzip': { promise: 'gzip of nothing is nothing', error: null, length: 0 },
  '/unknown-encoding': { promise: 'an unknown encoding is left as it is', error: null },

  '/byte-by-byte': {
    promise: 'an answer byte by byte is an answer',
    error: "HTTPError('404 Client Error: Not Found At All for url: /byte-by-byte')",
    status: 404,
    length: 3,
  },
  '/slow-headers': { promise: 'a slow head is waited for', error: null },
  '/slow-body': { promise: 'a slow body is waited for', error: null, length: 6 },

  '/not-http': { promise: 'what is no HTTP fails by its first line', error: String.raw`BadStatusLine('garbage\r\n')` },
  '/html-alone': { promise: 'HTML without a head fails', error: "BadStatusLine('<html><body>hello</body></html>')" },
  '/odd-version': { promise: 'a version of HTTP that is none fails', error: notHttp('Invalid HTTP version') },
  '/odd-status': { promise: 'a status in words fails', error: notHttp('Invalid status code') },
  '/short-status': { promise: 'a status of two digits fails', error: notHttp('Invalid status code') },
  '/long-status': { promise: 'a status of four digits fails', error: notHttp('Invalid response status') },
  '/status-zero': {
    promise: 'a status of 000 fails',
    error: "HTTPParseError('Response does not match the HTTP/1.1 protocol')",
  },
  '/no-reason': {
    promise: 'a status without a reason is understood',
    error: "HTTPError('404 Client Error:  for url: /no-reason')",
    status: 404,
    length: 3,
  },
  '/bare-newlines': {
    promise: 'lines that end with \\n alone fail',
    error: notHttp('Missing expected CR after response line'),
  },
  '/no-colon': { promise: 'a header without a colon fails', error: notHttp('Invalid header token') },
  '/space-before-colon': {
    promise: 'a header with a space before its colon fails',
    error: notHttp('Invalid header token'),
  },
  '/folded-header': { promise: 'a folded header fails', error: notHttp('Unexpected whitespace after header value') },
  '/nul-in-a-header': { promise: 'a NUL in a header fails', error: notHttp('Invalid header value char') },
  '/many-headers': { promise: 'ninety headers are not too many', error: null },
  '/giant-header': { promise: 'a header of 1 MB is cut off', error: lineTooLong },
  '/endless-headers': { promise: 'endless headers are cut off', error: lineTooLong },
  '/endless-header': { promise: 'an endless header is cut off', error: lineTooLong },
  '/endless-trailers': { promise: 'endless trailers are cut off', error: lineTooLong },
  '/endless-garbage': { promise: 'endless garbage is cut off', error: `BadStatusLine('${'a'.repeat(100)}')` },

  '/redirect/fine': { promise: 'a redirect is followed', error: null, length: 4 },
  '/redirect/twice': { promise: 'a redirect to a redirect is followed', error: null, length: 4 },
  '/redirect/close': { promise: 'a redirect that ends its connection is followed on another', error: null, length: 4 },
  '/redirect/cut': { promise: 'a redirect whose own body is cut is followed', error: null, length: 4 },
  '/redirect/nowhere': { promise: 'a redirect without a Location is an answer', error: null, status: 302, length: 5 },
  '/redirect/empty': { promise: 'a redirect with an empty Location is an answer', error: null, status: 302, length: 5 },
  '/redirect/missing': {
    promise: 'a redirect to what is not there fails by its own name',
    error: "HTTPError('404 Client Error: Not Found for url: /redirect/missing')",
    status: 404,
    length: 7,
  },
  '/redirect/self': { promise: 'a redirect to itself is given up', error: tooManyRedirects },
  '/redirect/ping': { promise: 'two redirects to each other are given up', error: tooManyRedirects },
  '/redirect/growing': { promise: 'a redirect that grows is given up', error: tooManyRedirects },
  '/redirect/dead': {
    promise: 'a redirect to a dead port fails',
    error: "ConnectionRefusedError(111, 'Connection refused')",
  },
  '/redirect/scheme': {
    promise: 'a redirect to another scheme fails',
    error: `InvalidSchema("No connection adapters were found for 'ftp://127.0.0.1/file'")`,
  },
  '/redirect/not-a-url': {
    promise: 'a redirect to no URL at all fails',
    error: "InvalidURL('Failed to parse: http://[::bad/')",
  },
  '/redirect/reset': { promise: 'a redirect to a reset fails', error: connectionReset },
};
