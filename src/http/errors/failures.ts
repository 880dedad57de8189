/** Names and texts of failed requests: those of Locust's HttpUser, which users' scripts match. */
import { isIP } from 'node:net';
import { removeAllCredentials } from '../../util/secrets/secrets.js';
import { pythonRepr } from '../../util/text/format.js';
import { WireError } from '../../wire/wire-error.js';
import { type Progress, systemBrokenBody } from './broken-body.js';
import { failureKindOf, isCertificateError, isTlsAlert, openSslText } from './failure-kind.js';
import { RequestError } from './request-error.js';
import { systemError } from './system-errors.js';
import { wireFailure } from './wire-failure.js';

/** A status of 400 to 599. The statistics name stands for the URL, so that one name gives one row. */
export function statusError(status: number, statusText: string, name: string): RequestError {
  const side = status < 500 ? 'Client' : 'Server';
  return new RequestError('HTTPError', `${status} ${side} Error: ${statusText} for url: ${name}`);
}

/** The error of `response.failure('…')`. */
export function catchResponseError(message: string, cause?: unknown): RequestError {
  return new RequestError('CatchResponseError', message, undefined, cause);
}

/** More redirects than the session follows. */
export function tooManyRedirects(limit: number): RequestError {
  return new RequestError('TooManyRedirects', `Exceeded ${limit} redirects.`);
}

/** A redirect that needs the body again, which can be read only once. */
export function unrewindableBody(): RequestError {
  return new RequestError('UnrewindableBodyError', 'Unable to rewind request body for redirect.');
}

/** A body of more than `maxBytes`, decoded or not. */
export function bodyTooLarge(maxBytes: number): RequestError {
  const message = `Expected a body of at most ${maxBytes} bytes, got more: raise maxBodyBytes, or use stream: true.`;
  return new RequestError('BodyTooLarge', message);
}

/** The bodies of all requests in flight are more than `maxBytes` together. */
export function bodiesTooLarge(maxBytes: number): RequestError {
  const message = `Expected bodies of at most ${maxBytes} bytes in memory, got more: raise --max-total-body-bytes, or use stream: true.`;
  return new RequestError('BodiesTooLarge', message);
}

/** A redirect to another scheme, such as `ftp:` or that of an app. */
export function invalidSchema(url: string): RequestError {
  return new RequestError(
    'InvalidSchema',
    `No connection adapters were found for ${pythonRepr(removeAllCredentials(url))}`,
  );
}

/** A redirect to an invalid URL. */
export function invalidUrl(url: string): RequestError {
  return new RequestError('InvalidURL', `Failed to parse: ${removeAllCredentials(url)}`);
}

/** A body that cannot be decompressed, in urllib3's words. */
export function decodingError(encoding: string, cause: Error): RequestError {
  const message = `Received response with content-encoding: ${encoding.toLowerCase()}, but failed to decode it.`;
  const number = 'errno' in cause && typeof cause.errno === 'number' ? cause.errno : -3;
  const reason = `Error ${number} while decompressing data: ${cause.message}`;
  const inner = `DecodeError(${pythonRepr(message)}, error(${pythonRepr(reason)}))`;
  return new RequestError('ContentDecodingError', message, `ContentDecodingError(${inner})`, cause);
}

/** The failure for an error of the connection; a RequestError stays as it is. */
export function connectionError(error: Error, progress: Progress): RequestError {
  if (error instanceof RequestError) return error;
  const root = rootOf(error);
  const failure = describeFailure(error, root, progress);
  failure.failureKind = failureKindOf(failure.name, root);
  return failure;
}

function describeFailure(error: Error, root: Error, progress: Progress): RequestError {
  if (root instanceof WireError) return wireFailure(root, error, progress);
  const code = codeOf(root);
  if (progress.headersSeen) return systemBrokenBody(code, progress, error);
  const known = systemError(code, error, root);
  if (known !== null) return known;
  if (code.startsWith('ERR_SSL_') || isTlsAlert(root)) return tlsError(code, root, error);
  if (isCertificateError(root)) return certificateError(root, error);
  return new RequestError(root.name, root.message, undefined, error);
}

/** The reason alone: OpenSSL's message also contains addresses and line numbers. */
function tlsError(code: string, root: Error, cause: Error): RequestError {
  const quoted = openSslText.exec(root.message)?.[1];
  const reason =
    'reason' in root
      ? String(root.reason)
      : (quoted ?? code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' '));
  const symbol = code.startsWith('ERR_SSL_')
    ? code.slice('ERR_SSL_'.length)
    : reason.toUpperCase().replaceAll(' ', '_');
  const message = `[SSL: ${symbol}] ${reason}`;
  const inner = `SSLError(1, ${pythonRepr(message)})`;
  // The server sends this alert after the handshake; Locust prints it without the outer SSLError then.
  const repr = symbol === 'TLSV13_ALERT_CERTIFICATE_REQUIRED' ? inner : `SSLError(${inner})`;
  return new RequestError('SSLError', message, repr, cause);
}

function certificateError(root: Error, cause: Error): RequestError {
  const message = `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${certificateReason(root)}`;
  return new RequestError('SSLError', message, `SSLError(SSLCertVerificationError(1, ${pythonRepr(message)}))`, cause);
}

/** The reason in the words of OpenSSL as Python reports them. */
function certificateReason(root: Error): string {
  const code = codeOf(root);
  if (code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') return 'unable to get local issuer certificate';
  // Newer versions of Node append advice.
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID' || !('host' in root))
    return root.message.replace(/; if the root CA.*/, '');
  const kind = isIP(String(root.host)) === 0 ? 'Hostname' : 'IP address';
  return `${kind} mismatch, certificate is not valid for '${root.host}'.`;
}

/** A connection that was tried at several addresses fails with all of their errors; the first counts. */
function rootOf(error: Error): Error {
  if (error instanceof WireError) return error;
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  if (first instanceof Error) return first;
  return codeOf(error) === '' && error.cause instanceof Error ? error.cause : error;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
