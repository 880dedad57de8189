/** undici's errors as errors of a transport: nothing outside of this folder knows undici's codes. */
import { WireError, type WireErrorKind } from '../wire-error.js';

/**
 * The {@link WireError} for an error of undici; other errors are returned unchanged.
 * @param hasHead true if the head of the response has been received
 */
export function fromUndici(error: Error, hasHead: boolean): Error {
  const code = 'code' in error ? String(error.code) : '';
  const data = 'data' in error && typeof error.data === 'string' ? error.data : null;
  if (error.name === 'HTTPParserError') return fromParser(error, data, hasHead);
  if (code === 'UND_ERR_SOCKET')
    return new WireError(closures[error.message] ?? 'closed', error.message, { cause: error });
  // If a head is malformed after its Content-Length, undici reports that the body is too short.
  if (code === lengthMismatch && !hasHead) return new WireError('malformed-response', protocolError, { cause: error });
  // undici asserts that a status is 100 or more.
  if (code === 'ERR_ASSERTION' && !hasHead) return new WireError('malformed-response', protocolError, { cause: error });
  const kind = kinds[code];
  return kind === undefined ? error : new WireError(kind, error.message, { cause: error });
}

/** True for a body that is shorter or longer than the Content-Length of its response. */
export function isLengthMismatch(error: Error): boolean {
  return 'code' in error && error.code === lengthMismatch;
}

const lengthMismatch = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
const protocolError = 'Response does not match the HTTP/1.1 protocol';

const kinds: Readonly<Record<string, WireErrorKind>> = {
  UND_ERR_HEADERS_OVERFLOW: 'head-too-long',
  UND_ERR_HEADERS_TIMEOUT: 'read-timeout',
  UND_ERR_BODY_TIMEOUT: 'read-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'body-length-mismatch',
  UND_ERR_INVALID_ARG: 'unsendable',
  UND_ERR_NOT_SUPPORTED: 'unsendable',
  [lengthMismatch]: 'closed',
};

/** undici closes the connection after two unsolicited informational responses. */
const closures: Readonly<Record<string, WireErrorKind>> = {
  'bad response': 'unexpected-continue',
  'bad upgrade': 'unexpected-upgrade',
};

/** The errors of undici's parser differ only in their messages. */
function fromParser(cause: Error, received: string | null, hasHead: boolean): WireError {
  const { message } = cause;
  // A chunked body without its last chunk, in a response with `connection: close`.
  if (hasHead && message.includes('(Invalid EOF state)')) return new WireError('closed', message, { cause });
  if (received === null) return new WireError('malformed-response', message, { cause });
  if (message.includes('Expected HTTP/')) return new WireError('not-http', message, { cause, received });
  if (message.includes('chunk size')) return new WireError('bad-chunk-size', message, { cause, received });
  return new WireError('malformed-response', message, { cause });
}
