/** What a response is called whose head came and whose body did not. */
import { pythonRepr } from '../../util/format.js';
import { RequestError } from './request-error.js';
import { systemError } from './system-errors.js';

/** How far a response had come when it broke. */
export interface Progress {
  readonly headersSeen: boolean;
  readonly bytesRead: number;
  /** The announced length of the body, if any. */
  readonly bytesExpected: number | null;
}

/** `ChunkedEncodingError(ProtocolError(…))` with what went wrong, as urllib3 says it. */
export function brokenBody(root: Error, code: string, progress: Progress, cause: Error): RequestError {
  const chunk = oddChunk(root);
  if (chunk !== null) return wrapped(`Connection broken: ${chunk}`, chunk, cause);
  if (root.name.startsWith('HTTPParse') && !root.message.includes(endInAChunk))
    return wrapped(root.message, null, cause);
  // A reset that arrives together with the last bytes looks like an end: both get the same name.
  const known = code === 'ECONNRESET' ? null : systemError(code, cause);
  if (known !== null) return wrapped(`Connection broken: ${known.repr}`, known.repr, cause);
  const { bytesRead, bytesExpected } = progress;
  if (bytesExpected === null) return wrapped('Response ended prematurely', null, cause);
  const incomplete = `IncompleteRead(${bytesRead} bytes read, ${Math.max(0, bytesExpected - bytesRead)} more expected)`;
  return wrapped(`Connection broken: ${incomplete}`, incomplete, cause);
}

/** What undici's parser says of chunks without an end where the server said that it would close. */
const endInAChunk = '(Invalid EOF state)';

function wrapped(message: string, inner: string | null, cause: Error): RequestError {
  const text = inner === null ? pythonRepr(message) : `${pythonRepr(message)}, ${inner}`;
  return new RequestError('ChunkedEncodingError', message, `ChunkedEncodingError(ProtocolError(${text}))`, cause);
}

/** Where undici's parser found no size of a chunk, by the line that it found. */
function oddChunk(root: Error): string | null {
  if (!root.message.includes('chunk size') || !('data' in root) || typeof root.data !== 'string') return null;
  const line = /^[^\n]*\n?/.exec(root.data)?.[0].slice(0, 100) ?? '';
  return `InvalidChunkLength(got length b${pythonRepr(line)}, 0 bytes read)`;
}
