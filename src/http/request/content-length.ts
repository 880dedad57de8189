/** Corrects a Content-Length that does not match the body, such as one copied from a recorded request. */
import { findLengthError } from '../../wire/head-rules.js';
import type { RequestBody } from '../../wire/transport.js';
import { withoutHeaders } from './request-headers.js';

/**
 * The headers without a Content-Length that is not the length of `body`: the transport adds the right one. Bodies of
 * unknown length keep theirs.
 */
export function correctContentLength(headers: string[], body: RequestBody, warn: (message: string) => void): string[] {
  const error = findLengthError({ headers, body });
  if (error === null) return headers;
  warn(
    'A content-length in the headers of a request is not the length of its body: the right one is sent. Leave it out.',
  );
  return withoutHeaders(headers, ['content-length']);
}
