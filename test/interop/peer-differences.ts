/** Differences from Locust's HttpUser with a misbehaving server; docs/locust-differences.md has the same list. */

/** The result of a request in the files of a real Locust: `requests/failures length`, then the error; or none. */
export interface Difference {
  readonly locust: string;
  readonly why: string;
  /** True if timing decides, so that both may be equal. */
  readonly sometimes?: true;
}

const lenient = 'what is no HTTP/1.1 may be an attack or a broken proxy: it must show';
const raised = 'no result is lost';
const oneName = 'one call is one name';

/** By the name of the request. */
export const differences: Readonly<Record<string, Difference>> = {
  '/length-and-chunks': { locust: '1/0 3', why: lenient },
  '/odd-length': { locust: '1/0 3', why: lenient },
  '/negative-length': { locust: '1/0 3', why: lenient },
  '/bare-newlines': { locust: '1/0 3', why: lenient },
  '/no-colon': { locust: '1/0 3', why: lenient },
  '/space-before-colon': { locust: '1/0 3', why: lenient },
  '/folded-header': { locust: '1/0 3', why: lenient },
  '/nul-in-a-header': { locust: '1/0 3', why: lenient },
  '/closed-in-the-head': { locust: '1/0 0', why: 'half a head is no answer' },
  '/two-lengths': {
    locust: "1/1 0 InvalidHeader(InvalidHeader('Content-Length contained multiple unmatching values (3, 5)'))",
    why: 'the parser does not tell them',
  },
  '/101': { locust: '1/0 0', why: 'the protocol has changed, though nobody asked for it' },
  '/102': { locust: '1/0 0', why: 'it only informs: the answer comes after it' },
  '/103': { locust: '1/0 0', why: 'it only informs: the answer comes after it' },
  '/many-1xx': { locust: '1/0 0', why: 'they only inform: the answer comes after them' },
  '/only-1xx': { locust: '1/0 0', why: 'it only informs: the answer never came' },
  '/reset-in-the-head': {
    locust: "1/1 0 ConnectionResetError(104, 'Connection reset by peer')",
    why: 'a reset that comes with the last bytes may look like an end',
    sometimes: true,
  },
  '/reset-after-the-head': { locust: `1/1 0 ${resetBody()}`, why: 'as above: by what is missing' },
  '/reset-in-the-body': { locust: `1/1 0 ${resetBody()}`, why: 'as above: by what is missing' },
  '/reset-in-a-chunk': { locust: `1/1 0 ${resetBody()}`, why: 'as above' },
  '/cut-in-a-chunk': { locust: `1/1 0 ${incomplete(2, 3)}`, why: 'one row, wherever the end is' },
  '/cut-in-a-chunk-and-close': { locust: `1/1 0 ${incomplete(2, 3)}`, why: 'one row, wherever the end is' },
  '/chunk-too-long': { locust: `1/1 0 ${incomplete(5, 10)}`, why: 'it is not cut: it is no chunk' },
  '/cut-gzip': { locust: '1/0 522', why: 'half a body is no body' },
  '/endless-headers': {
    locust: "1/1 0 HTTPException('got more than 100 headers')",
    why: 'limits: 64 KB, or 500 headers',
  },
  '/endless-garbage': {
    locust: "1/1 0 LineTooLong('got more than 65536 bytes when reading status line')",
    why: 'its first bytes say more',
  },
  '/redirect/scheme': { locust: 'not reported', why: raised },
  '/redirect/not-a-url': { locust: 'not reported', why: raised },
  // Without their own names.
  '/redirect/dead?unnamed': { locust: 'not reported', why: oneName },
  '/redirect/reset?unnamed': { locust: 'not reported', why: oneName },
  '/nobody': { locust: "1/1 0 ConnectionRefusedError(111, 'Connection refused')", why: oneName },
  '/reset?redirected': { locust: "1/1 0 ConnectionResetError(104, 'Connection reset by peer')", why: oneName },
};

const silent = 'the parser of undici does not tell it';

/** Where users of a class with `static network` get yet another result. */
export const undiciDifferences: typeof differences = {
  '/odd-version': { locust: "1/1 0 UnknownProtocol('HTTP/9.9')", why: silent },
  '/odd-status': { locust: String.raw`1/1 0 BadStatusLine('HTTP/1.1 abc OK\r\n')`, why: silent },
  '/short-status': { locust: String.raw`1/1 0 BadStatusLine('HTTP/1.1 42 OK\r\n')`, why: silent },
  '/long-status': { locust: String.raw`1/1 0 BadStatusLine('HTTP/1.1 1000 OK\r\n')`, why: silent },
  '/status-zero': { locust: String.raw`1/1 0 BadStatusLine('HTTP/1.1 000 None\r\n')`, why: silent },
  '/100': { locust: '1/0 3', why: 'undici takes no 100 that nobody asked for' },
  '/byte-by-byte': {
    locust: "1/1 3 HTTPError('404 Client Error: Not Found At All for url: /byte-by-byte')",
    why: 'undici keeps the last packet of a reason that comes in several',
    sometimes: true,
  },
};

/** Requests that never return in a real Locust. */
export const hangsLocust: readonly string[] = ['/endless-trailers'];

function resetBody(): string {
  const reset = "ConnectionResetError(104, 'Connection reset by peer')";
  return `ChunkedEncodingError(ProtocolError("Connection broken: ${reset}", ${reset}))`;
}

function incomplete(read: number, missing: number): string {
  const inner = `IncompleteRead(${read} bytes read, ${missing} more expected)`;
  return `ChunkedEncodingError(ProtocolError('Connection broken: ${inner}', ${inner}))`;
}
