/** What a failed request is called: the texts that Locust's HttpUser prints, which its users' scripts match on. */
import { isIP } from 'node:net';
import { pythonRepr } from '../../util/format.js';
import { brokenBody, type Progress } from './broken-body.js';
import { RequestError } from './request-error.js';
import { systemError } from './system-errors.js';

/** A status of 400 to 599. The statistics name stands for the URL, so that one name gives one row. */
export function statusError(status: number, statusText: string, name: string): RequestError {
  const side = status < 500 ? 'Client' : 'Server';
  return new RequestError('HTTPError', `${status} ${side} Error: ${statusText} for url: ${name}`);
}

/** What `response.failure('…')` reports. */
export function catchResponseError(message: string, cause?: unknown): RequestError {
  return new RequestError('CatchResponseError', message, undefined, cause);
}

/** More hops than a session follows. */
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

/** A redirect to something that HTTP does not reach, such as `ftp:` or the scheme of an app. */
export function invalidSchema(url: string): RequestError {
  return new RequestError('InvalidSchema', `No connection adapters were found for ${pythonRepr(url)}`);
}

/** A redirect to something that is no URL. */
export function invalidUrl(url: string): RequestError {
  return new RequestError('InvalidURL', `Failed to parse: ${url}`);
}

/** A body that cannot be decompressed. */
export function decodingError(encoding: string, cause: Error): RequestError {
  const message = `Received response with content-encoding: ${encoding.toLowerCase()}, but failed to decode it.`;
  const number = 'errno' in cause && typeof cause.errno === 'number' ? cause.errno : -3;
  const reason = `Error ${number} while decompressing data: ${cause.message}`;
  const inner = `DecodeError(${pythonRepr(message)}, error(${pythonRepr(reason)}))`;
  return new RequestError('ContentDecodingError', message, `ContentDecodingError(${inner})`, cause);
}

/** The name and text of an error of the connection; one that has them already keeps them. */
export function connectionError(error: Error, progress: Progress): RequestError {
  if (error instanceof RequestError) return error;
  const root = rootOf(error);
  const code = codeOf(root);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return lineTooLong(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT')
    return new RequestError('ReadTimeoutError', 'Read timed out.', undefined, error);
  if (progress.headersSeen) return brokenBody(root, code, progress, error);
  const known = systemError(code, error, root);
  if (known !== null) return known;
  if (code === 'UND_ERR_SOCKET') return withoutResponse(root, error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new RequestError('ConnectTimeoutError', 'Connection timed out.', undefined, error);
  }
  if (isNotHttp(root)) return notHttpError(firstLine(root.data), error);
  // Of a head that is wrong after a content-length, undici says that the body is too short.
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return new RequestError(notHttpName, notHttp, undefined, error);
  if (code.startsWith('ERR_SSL_') || isTlsAlert(root)) return tlsError(code, root, error);
  if (code.startsWith('ERR_HTTP2_')) return new RequestError('HTTP2Error', root.message, undefined, error);
  if (isCertificateError(code)) return certificateError(root, error);
  const name = root.name === 'HTTPParserError' ? notHttpName : root.name; // undici's, and our own parser's
  return new RequestError(name, root.message, undefined, error);
}

/** The most that a head may have, bytes: what Python allows a single line of it. */
export const maxHeaderBytes = 65_536;

const notHttpName = 'HTTPParseError';
const notHttp = 'Response does not match the HTTP/1.1 protocol';

function lineTooLong(cause: Error): RequestError {
  const message = `got more than ${maxHeaderBytes} bytes when reading header line`;
  return new RequestError('LineTooLong', message, undefined, cause);
}

/** undici hangs up on two informational answers that nobody asked for; the status line says more than that it did. */
function withoutResponse(root: Error, cause: Error): RequestError {
  const line = unaskedLines[root.message];
  if (line !== undefined) return new RequestError('BadStatusLine', line, undefined, cause);
  return new RequestError('RemoteDisconnected', 'Remote end closed connection without response', undefined, cause);
}

const unaskedLines: Readonly<Record<string, string>> = {
  'bad response': 'HTTP/1.1 100 Continue\r\n',
  'bad upgrade': 'HTTP/1.1 101 Switching Protocols\r\n',
};

/** What undici's parser says of an answer that does not begin as HTTP does, and what came instead. */
function isNotHttp(root: Error): root is Error & { data: string } {
  return root.message.includes('Expected HTTP/') && 'data' in root && typeof root.data === 'string';
}

/** Python looks at the version last, when all else in the line is in order. */
function notHttpError(line: string, cause: Error): RequestError {
  const version = /^(HTTP\/\S+)[ \t]+[1-9]\d\d(\s|$)/.exec(line)?.[1];
  if (version !== undefined) return new RequestError('UnknownProtocol', version, undefined, cause);
  return new RequestError('BadStatusLine', line, undefined, cause);
}

function firstLine(text: string): string {
  return /^[^\n]*\n?/.exec(text)?.[0].slice(0, 100) ?? '';
}

/** What OpenSSL says where Node has no code of its own for it, as in `write EPROTO 80CC…:error:0A00010B:SSL routines:…`. */
const openSslText = /:SSL routines:[^:]*:([^:]+):/;

function isTlsAlert(root: Error): boolean {
  return openSslText.test(root.message);
}

/** The reason alone: the message of OpenSSL also carries addresses and line numbers. */
function tlsError(code: string, root: Error, cause: Error): RequestError {
  const said = openSslText.exec(root.message)?.[1];
  const reason =
    'reason' in root ? String(root.reason) : (said ?? code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' '));
  const symbol = code.startsWith('ERR_SSL_')
    ? code.slice('ERR_SSL_'.length)
    : reason.toUpperCase().replaceAll(' ', '_');
  const message = `[SSL: ${symbol}] ${reason}`;
  const inner = `SSLError(1, ${pythonRepr(message)})`;
  // The other side says this only when the connection stands, and then Locust prints it so.
  const repr = symbol === 'TLSV13_ALERT_CERTIFICATE_REQUIRED' ? inner : `SSLError(${inner})`;
  return new RequestError('SSLError', message, repr, cause);
}

function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_TLS|^EPROTO$/.test(code);
}

function certificateError(root: Error, cause: Error): RequestError {
  const message = `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${certificateReason(root)}`;
  return new RequestError('SSLError', message, `SSLError(SSLCertVerificationError(1, ${pythonRepr(message)}))`, cause);
}

/** As OpenSSL says it to Python. */
function certificateReason(root: Error): string {
  const code = codeOf(root);
  if (code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') return 'unable to get local issuer certificate';
  // Newer versions of Node add some advice.
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID' || !('host' in root))
    return root.message.replace(/; if the root CA.*/, '');
  const kind = isIP(String(root.host)) === 0 ? 'Hostname' : 'IP address';
  return `${kind} mismatch, certificate is not valid for '${root.host}'.`;
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
