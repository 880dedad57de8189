/** Corrects a Content-Length that does not match the body, such as one copied from a recorded request. */
import { bodyLengthOf } from '../../wire/head-rules.js';
import type { RequestBody } from '../../wire/transport.js';
import { withoutHeaders } from './request-headers.js';

/**
 * The headers without a Content-Length that is not the length of `body`, is not a number or is repeated: the transport adds
 * the right one. Bodies of unknown length keep theirs.
 */
export function correctContentLength(headers: string[], body: RequestBody, warn: (message: string) => void): string[] {
  if (!hasWrongLength(headers, body)) return headers;
  warn(
    'A content-length in the headers of a request is not the length of its body: the right one is sent. Leave it out.',
  );
  return withoutHeaders(headers, ['content-length']);
}

/** Loops, since this is on the hot path. */
function hasWrongLength(headers: readonly string[], body: RequestBody): boolean {
  let found = 0;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    if (name.length !== 14 || name.toLowerCase() !== 'content-length') continue;
    const length = bodyLengthOf(body);
    if (length === null) return false;
    if (headers[i + 1] !== String(length) || ++found > 1) return true;
  }
  return false;
}
