/** Whether a request failed by a timeout, by its connection, or by neither, such as a body that cannot be read. */
import type { FailureKind } from '../../stats/outcomes.js';
import { WireError } from '../../wire/wire-error.js';

/**
 * Null for requests that could not be sent, and for errors of the source of a body.
 * @param name the name of the failure in reports
 * @param root the error of the transport that has the code
 */
export function failureKindOf(name: string, root: Error): FailureKind | null {
  if (/Timeout/.test(name)) return 'timeout';
  if (root instanceof WireError) return unsentKinds.has(root.kind) ? null : 'connection';
  return isOfConnection(root) ? 'connection' : null;
}

/** Kinds for which the request is the cause. */
const unsentKinds: ReadonlySet<string> = new Set(['unsendable', 'body-length-mismatch']);

function isOfConnection(root: Error): boolean {
  if ('syscall' in root && socketCalls.test(String(root.syscall))) return true;
  return connectionCodes.test('code' in root ? String(root.code) : '') || isTlsAlert(root) || isCertificateError(root);
}

/** System calls that only sockets and name lookups use: a file has `read` and `write`, too. */
const socketCalls = /^(connect|bind|shutdown|getaddrinfo|query[A-Z])/;

/** Codes of Node for lost connections, name lookups, TLS, and responses that are not HTTP. */
const connectionCodes =
  /^(ECONN|EPIPE$|EHOST|ENET|EADDR|ENOTFOUND$|EAI_|ERR_(SSL|OSSL|TLS|HTTP2|SOCKET)_|HPE_|UND_ERR_)/;

/** OpenSSL's reason where Node has no code for it, as in `write EPROTO 80CC…:error:0A00010B:SSL routines:…`. */
export const openSslText = /:SSL routines:[^:]*:([^:]+):/;

/** Whether the peer ended the TLS connection. */
export function isTlsAlert(root: Error): boolean {
  return openSslText.test(root.message);
}

/** Whether the certificate of the server was not accepted. */
export function isCertificateError(root: Error): boolean {
  const code = 'code' in root ? String(root.code) : '';
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_TLS|^EPROTO$/.test(code);
}
