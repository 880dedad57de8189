/** Rules for the head of a request (RFC 9110, 5 and 9): the same checks and messages for every transport. */
import { TslocError } from '../util/error.js';
import { describeSecret } from '../util/secrets/secrets.js';
import type { RequestBody, TransportRequest } from './transport.js';

/** @throws {TslocError} `BAD_REQUEST_HEAD` for a method or a path that cannot be sent */
export function checkStart(method: string, path: string): void {
  if (!token.test(method)) throw requestHeadError('a method of letters', method);
  if (method === 'CONNECT') throw requestHeadError('a method other than CONNECT', method);
  if (!visible.test(path)) throw requestHeadError('a path without spaces and control characters', path);
}

/** @throws {TslocError} `BAD_REQUEST_HEAD` for a header that cannot be sent, or that only the transport may set */
export function checkHeader(name: string, lowerName: string, value: string): void {
  if (!token.test(name)) throw requestHeadError('the name of a header to be a word', name);
  if (!fieldText.test(value))
    throw headerError(`the header ${name} to have ${latin}`, describeSecret(value, notFieldText));
  if (lowerName === 'transfer-encoding' || lowerName === 'upgrade') {
    const hint = 'Leave it out: a body of unknown length is sent with the chunked coding automatically.';
    throw headerError(`no header ${name}, which the transport sets`, 'one', hint);
  }
  if (lowerName === 'content-length' && !digits.test(value))
    throw headerError(`the header ${name} to be a number`, describeSecret(value, /\D/));
}

/** @throws {TslocError} `BAD_REQUEST_HEAD` for a repeated header that may occur once */
export function checkRepeated(lines: readonly (readonly [lowerName: string, value: string])[]): void {
  for (const single of ['content-length', 'host']) {
    const values = lines.filter(([name]) => name === single).map(([, value]) => value);
    if (values.length > 1) throw headerError(`one header ${single}`, String(values.length), 'Give it one value.');
  }
}

/** Checks the whole head. @throws {TslocError} `BAD_REQUEST_HEAD` */
export function checkHead({ method, path, headers }: Head): void {
  checkStart(method, path);
  const lines: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const [name, value] = [headers[i] as string, headers[i + 1] as string];
    checkHeader(name, name.toLowerCase(), value);
    lines.push([name.toLowerCase(), value]);
  }
  checkRepeated(lines);
}

/** The first error of a request head; null if it is valid. */
export function findHeadError(head: Head): TslocError | null {
  try {
    checkHead(head);
    return null;
  } catch (error) {
    return error as TslocError;
  }
}

/** The error of a Content-Length that is not the length of the body; null if it is, or if the length is unknown. */
export function findLengthError({ headers, body }: Pick<TransportRequest, 'headers' | 'body'>): TslocError | null {
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    if (name.length !== 14 || name.toLowerCase() !== 'content-length') continue;
    const [length, given] = [bodyLengthOf(body), headers[i + 1] as string];
    if (length !== null && digits.test(given) && given !== String(length)) return contentLengthError(length, given);
  }
  return null;
}

/** `BAD_REQUEST_HEAD`: a Content-Length that is not the length of the body. */
export function contentLengthError(length: number, given: string): TslocError {
  const hint = 'Leave it out: it is set automatically.';
  return new TslocError('BAD_REQUEST_HEAD', `Expected a content-length of ${length}, got '${given}'.`, { hint });
}

/** `BAD_BODY`: a streamed body that is not as long as its Content-Length. */
export function bodyLengthError(contentLength: number): TslocError {
  return new TslocError(
    'BAD_BODY',
    `Expected a body of ${contentLength} bytes, its content-length, got another length.`,
  );
}

/** Bytes of a body; null for a stream of unknown length. */
export function bodyLengthOf(body: RequestBody): number | null {
  if (body === null) return 0;
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.length : body.lengthBytes;
}

/** Headers as name, value, name, value… */
interface Head {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
}

/** `BAD_REQUEST_HEAD`; quotes what the request has in place of `expected`. */
export function requestHeadError(expected: string, got: string, hint = encoding): TslocError {
  return headerError(expected, JSON.stringify(got.slice(0, 80)), hint);
}

/** The same for headers, whose values may be secret: `got` describes the value. */
function headerError(expected: string, got: string, hint = encoding): TslocError {
  return new TslocError('BAD_REQUEST_HEAD', `Expected ${expected}, got ${got}.`, { hint });
}

const encoding = 'Encode the value: encodeURIComponent() for a path, JSON or Base64 for a header.';
const latin = 'no line breaks and control characters, and no letters beyond Latin-1';
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const visible = /^[\x21-\x7e]+$/;
const fieldText = /^[\t\x20-\x7e\x80-\xff]*$/;
const notFieldText = /[^\t\x20-\x7e\x80-\xff]/;
const digits = /^\d+$/;
