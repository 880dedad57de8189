/** Names for a response whose head was received and whose body breaks off. */
import { pythonRepr } from '../../util/text/format.js';
import type { WireError } from '../../wire/wire-error.js';
import { RequestError } from './request-error.js';
import { systemError } from './system-errors.js';

/** How much of a response had been received when it failed. */
export interface Progress {
  readonly headersSeen: boolean;
  readonly bytesRead: number;
  /** The announced length of the body, if any. */
  readonly bytesExpected: number | null;
}

/** `ChunkedEncodingError(ProtocolError(…))` with the reason, as urllib3 prints it. */
export function brokenBody({ kind, message, received }: WireError, progress: Progress, cause: Error): RequestError {
  if (kind === 'malformed-response' || kind === 'not-http') return wrapError(message, null, cause);
  if (kind !== 'bad-chunk-size') return incompleteBody(progress, cause);
  const line = /^[^\n]*\n?/.exec(received ?? '')?.[0].slice(0, 100) ?? '';
  const chunk = `InvalidChunkLength(got length b${pythonRepr(line)}, 0 bytes read)`;
  return wrapError(`Connection broken: ${chunk}`, chunk, cause);
}

/** The same for an error of the operating system with this `code`. */
export function systemBrokenBody(code: string, progress: Progress, cause: Error): RequestError {
  // A reset that is received together with the last bytes looks like an end: both get the same name.
  const known = code === 'ECONNRESET' ? null : systemError(code, cause);
  return known === null
    ? incompleteBody(progress, cause)
    : wrapError(`Connection broken: ${known.repr}`, known.repr, cause);
}

function incompleteBody({ bytesRead, bytesExpected }: Progress, cause: Error): RequestError {
  if (bytesExpected === null) return wrapError('Response ended prematurely', null, cause);
  const incomplete = `IncompleteRead(${bytesRead} bytes read, ${Math.max(0, bytesExpected - bytesRead)} more expected)`;
  return wrapError(`Connection broken: ${incomplete}`, incomplete, cause);
}

function wrapError(message: string, inner: string | null, cause: Error): RequestError {
  const text = inner === null ? pythonRepr(message) : `${pythonRepr(message)}, ${inner}`;
  return new RequestError('ChunkedEncodingError', message, `ChunkedEncodingError(ProtocolError(${text}))`, cause);
}
