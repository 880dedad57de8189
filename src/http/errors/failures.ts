/** What a failed request is called: the texts that Locust's HttpUser prints, which its users' scripts match on. */
import { isIP } from 'node:net';
import { pythonRepr } from '../../util/format.js';
import { WireError } from '../../wire/wire-error.js';
import { type Progress, systemBrokenBody } from './broken-body.js';
import { RequestError } from './request-error.js';
import { systemError } from './system-errors.js';
import { wireFailure } from './wire-failure.js';

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
  if (root instanceof WireError) return wireFailure(root, error, progress);
  const code = codeOf(root);
  if (progress.headersSeen) return systemBrokenBody(code, progress, error);
  const known = systemError(code, error, root);
  if (known !== null) return known;
  if (code.startsWith('ERR_SSL_') || isTlsAlert(root)) return tlsError(code, root, error);
  if (isCertificateError(code)) return certificateError(root, error);
  return new RequestError(root.name, root.message, undefined, error);
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
  if (error instanceof WireError) return error;
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  if (first instanceof Error) return first;
  return codeOf(error) === '' && error.cause instanceof Error ? error.cause : error;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
