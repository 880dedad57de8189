/** What a failed request is called: the texts that Locust's HttpUser prints, which its users' scripts match on. */
import type { PrintedError } from '../stats/failures.js';
import { pythonRepr } from '../util/format.js';

/** A request that did not succeed; `repr` is its text in reports, `cause` the original error. */
export class RequestError extends Error implements PrintedError {
  readonly repr: string;

  constructor(name: string, message: string, repr = `${name}(${pythonRepr(message)})`, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
    this.repr = repr;
  }
}

/** A status of 400 to 599. The statistics name stands for the URL, so that one name gives one row. */
export function statusError(status: number, statusText: string, name: string): RequestError {
  const side = status < 500 ? 'Client' : 'Server';
  return new RequestError('HTTPError', `${status} ${side} Error: ${statusText} for url: ${name}`);
}

/** What `response.failure('…')` reports. */
export function catchResponseError(message: string, cause?: unknown): RequestError {
  return new RequestError('CatchResponseError', message, undefined, cause);
}

/** More hops than {@link maxRedirects}. */
export function tooManyRedirects(limit: number): RequestError {
  return new RequestError('TooManyRedirects', `Exceeded ${limit} redirects.`);
}

/** A redirect asks for the body again, and it can be read only once. */
export function unrewindableBody(): RequestError {
  return new RequestError('UnrewindableBodyError', 'Unable to rewind request body for redirect.');
}

/** A body of more than `maxBytes`, decoded or not. */
export function bodyTooLarge(maxBytes: number): RequestError {
  const message = `Expected a body of at most ${maxBytes} bytes, got more: raise maxBodyBytes, or use stream: true.`;
  return new RequestError('BodyTooLarge', message);
}

/** A body that cannot be decompressed. */
export function decodingError(encoding: string, cause: Error): RequestError {
  const message = `Received response with content-encoding: ${encoding.toLowerCase()}, but failed to decode it.`;
  const number = 'errno' in cause && typeof cause.errno === 'number' ? cause.errno : -3;
  const reason = `Error ${number} while decompressing data: ${cause.message}`;
  const inner = `DecodeError(${pythonRepr(message)}, error(${pythonRepr(reason)}))`;
  return new RequestError('ContentDecodingError', message, `ContentDecodingError(${inner})`, cause);
}

/** How far a response had come when it broke. */
export interface Progress {
  readonly headersSeen: boolean;
  readonly bytesRead: number;
  /** The announced length of the body, if any. */
  readonly bytesExpected: number | null;
}

/** The name and text of an error of the connection; one that has them already keeps them. */
export function connectionError(error: Error, progress: Progress): RequestError {
  if (error instanceof RequestError) return error;
  const root = rootOf(error);
  const code = codeOf(root);
  const known = systemErrors[code];
  if (known !== undefined && !(progress.headersSeen && code === 'ECONNRESET')) return systemError(known, error);
  if (progress.headersSeen) return brokenBody(progress, error);
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET') {
    return new RequestError('RemoteDisconnected', 'Remote end closed connection without response', undefined, error);
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new RequestError('ConnectTimeoutError', 'Connection timed out.', undefined, error);
  }
  if (isNotHttp(root)) return new RequestError('BadStatusLine', firstLine(root.data), undefined, error);
  if (code.startsWith('ERR_SSL_')) return tlsError(code, root, error);
  if (isCertificateError(code)) return certificateError(root, error);
  return new RequestError(root.name, root.message, undefined, error);
}

type SystemError = readonly [name: string, number: number, text: string];

const systemErrors: Readonly<Record<string, SystemError>> = {
  ECONNREFUSED: ['ConnectionRefusedError', 111, 'Connection refused'],
  ECONNRESET: ['ConnectionResetError', 104, 'Connection reset by peer'],
  ECONNABORTED: ['ConnectionAbortedError', 103, 'Software caused connection abort'],
  EPIPE: ['BrokenPipeError', 32, 'Broken pipe'],
  ETIMEDOUT: ['TimeoutError', 110, 'Connection timed out'],
  EHOSTUNREACH: ['OSError', 113, 'No route to host'],
  ENETUNREACH: ['OSError', 101, 'Network is unreachable'],
  EADDRNOTAVAIL: ['OSError', 99, 'Cannot assign requested address'],
  EMFILE: ['OSError', 24, 'Too many open files'],
  ENOTFOUND: ['gaierror', -2, 'Name or service not known'],
  EAI_AGAIN: ['gaierror', -3, 'Temporary failure in name resolution'],
};

function systemError([name, number, text]: SystemError, cause: Error): RequestError {
  return new RequestError(name, `[Errno ${number}] ${text}`, `${name}(${number}, ${pythonRepr(text)})`, cause);
}

function brokenBody({ bytesRead, bytesExpected }: Progress, cause: Error): RequestError {
  const rest = bytesExpected === null ? '' : `, ${Math.max(0, bytesExpected - bytesRead)} more expected`;
  const incomplete = `IncompleteRead(${bytesRead} bytes read${rest})`;
  const message = `Connection broken: ${incomplete}`;
  const repr = `ChunkedEncodingError(ProtocolError(${pythonRepr(message)}, ${incomplete}))`;
  return new RequestError('ChunkedEncodingError', message, repr, cause);
}

/** What undici's parser says of an answer that does not begin as HTTP does, and what came instead. */
function isNotHttp(root: Error): root is Error & { data: string } {
  return root.message.includes('Expected HTTP/') && 'data' in root && typeof root.data === 'string';
}

function firstLine(text: string): string {
  return /^[^\n]*\n?/.exec(text)?.[0].slice(0, 100) ?? '';
}

/** The reason alone: the message of OpenSSL also carries addresses and line numbers. */
function tlsError(code: string, root: Error, cause: Error): RequestError {
  const symbol = code.slice('ERR_SSL_'.length);
  const reason = 'reason' in root ? String(root.reason) : symbol.toLowerCase().replaceAll('_', ' ');
  const message = `[SSL: ${symbol}] ${reason}`;
  return new RequestError('SSLError', message, `SSLError(SSLError(1, ${pythonRepr(message)}))`, cause);
}

function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_TLS|^EPROTO$/.test(code);
}

function certificateError(root: Error, cause: Error): RequestError {
  const message = `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${root.message}`;
  return new RequestError('SSLError', message, `SSLError(SSLCertVerificationError(1, ${pythonRepr(message)}))`, cause);
}

/** A connection tried at several addresses fails with all of their errors; the first tells most. */
function rootOf(error: Error): Error {
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  if (first instanceof Error) return first;
  return codeOf(error) === '' && error.cause instanceof Error ? error.cause : error;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
