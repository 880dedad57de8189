/** A response that breaks the rules of HTTP/1.1, or exceeds the limits that this parser sets. */
import { maxHeadBytes, WireError, type WireErrorDetails, type WireErrorKind } from '../wire-error.js';

/** An error of the parser. Its message never quotes the response: thousands of failures must be grouped into one row. */
export class ParseError extends WireError {
  override readonly name = 'HTTPParseError';

  constructor(message: string, kind: WireErrorKind = 'malformed-response', details: WireErrorDetails = {}) {
    super(kind, message, details);
  }
}

/** `not-http`: the response, which begins with `bytes`, is not HTTP. */
export function notHttpError(bytes: Buffer): ParseError {
  const received = bytes.toString('latin1', 0, maxQuotedBytes);
  return new ParseError('Expected HTTP/1.0 or HTTP/1.1 at the start of a response.', 'not-http', { received });
}

/** `bad-chunk-size`: a chunk begins with `line`, as far as it has been received, instead of its size. */
export function chunkSizeError(line: Buffer): ParseError {
  const received = line.toString('latin1', 0, maxQuotedBytes);
  return new ParseError('Expected a chunk size in hexadecimal digits.', 'bad-chunk-size', { received });
}

/** `head-too-long`. */
export function headTooLongError(): ParseError {
  return new ParseError(`Expected a head of at most ${maxHeadBytes} bytes.`, 'head-too-long');
}

const maxQuotedBytes = 200;
