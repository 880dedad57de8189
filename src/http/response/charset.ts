/** Decodes the bytes of a response to a string. */
import { constants, isUtf8 } from 'node:buffer';
import { TslocError } from '../../util/error.js';

/**
 * Decodes by the byte order mark, else by the charset of the content type, else as UTF-8; `text/*` that is not valid
 * UTF-8 is Latin-1, HTTP's old default, which Locust uses for all `text/*`. Invalid bytes become U+FFFD; an unknown
 * charset is ignored; the byte order mark is removed.
 * @throws {TslocError} `TEXT_TOO_LONG` beyond the longest string that Node can have, 512 MiB
 */
export function decodeText(bytes: Buffer, contentType: string | null): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) throw textTooLong(bytes.length);
  const marked = readByteOrderMark(bytes);
  if (marked !== null) return new TextDecoder(marked).decode(bytes);
  const charset = charsetOf(contentType);
  if (charset !== null) return new TextDecoder(charset).decode(bytes);
  const isOldText = contentType !== null && /^\s*text\//i.test(contentType) && !isUtf8(bytes);
  return isOldText ? new TextDecoder('latin1').decode(bytes) : bytes.toString('utf8');
}

/** The charset in a content type, if it is a known one. */
export function charsetOf(contentType: string | null): string | null {
  const named = contentType === null ? undefined : /;\s*charset\s*=\s*["']?([^"';\s]+)/i.exec(contentType)?.[1];
  if (named === undefined) return null;
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return null;
  }
}

function textTooLong(length: number): TslocError {
  const message = `Expected a body of at most ${constants.MAX_STRING_LENGTH} bytes as text, got ${length} bytes.`;
  const hint = 'Use response.bytes(), or { stream: true } and response.lines().';
  return new TslocError('TEXT_TOO_LONG', message, { hint });
}

function readByteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
}
