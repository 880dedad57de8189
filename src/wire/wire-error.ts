/** Errors between a request and its response, by kind; the kinds are the same for every transport. */

/**
 * - `closed`: the peer closed the connection before the response was complete.
 * - `connect-timeout`, `read-timeout`: connecting, or a wait for bytes, took longer than the transport's limit.
 * - `head-too-long`: a response head above {@link maxHeadBytes}.
 * - `not-http`: `received` does not begin a response of HTTP/1.0 or HTTP/1.1.
 * - `malformed-response`: a response that breaks the rules of HTTP/1.1.
 * - `bad-chunk-size`: `received` is where the size of a chunk should be.
 * - `unexpected-continue`, `unexpected-upgrade`: a response of 100 or 101 that the request did not ask for.
 * - `body-length-mismatch`: a streamed body is not as long as its Content-Length.
 * - `unsendable`: the transport does not send such a request.
 * - `http2`: an error of a stream or a connection of HTTP/2.
 * - `tunnel-refused`: an HTTP proxy refused CONNECT.
 * - `socks-auth`, `socks-reply`: a SOCKS proxy refused the user, or the connection.
 * - `bad-proxy-answer`: a SOCKS proxy does not speak SOCKS5.
 */
export type WireErrorKind =
  | 'closed'
  | 'connect-timeout'
  | 'read-timeout'
  | 'head-too-long'
  | 'not-http'
  | 'malformed-response'
  | 'bad-chunk-size'
  | 'unexpected-continue'
  | 'unexpected-upgrade'
  | 'body-length-mismatch'
  | 'unsendable'
  | 'http2'
  | 'tunnel-refused'
  | 'socks-auth'
  | 'socks-reply'
  | 'bad-proxy-answer';

/** Optional details of an error. */
export interface WireErrorDetails {
  readonly cause?: unknown;
  readonly received?: string;
}

/**
 * An error of a transport. Errors of the operating system, of name lookup and of TLS are not WireErrors: they are
 * Node's own, with their `code`. `message` holds no ports, addresses or counts that differ from request to request.
 */
export class WireError extends Error {
  override readonly name: string = 'WireError';
  readonly kind: WireErrorKind;
  /** The bytes received instead of the expected ones, as latin1, truncated. */
  readonly received: string | null;

  constructor(kind: WireErrorKind, message: string, { cause, received }: WireErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.received = received ?? null;
  }
}

/** `closed`. */
export function createCloseError(cause?: unknown): WireError {
  return new WireError('closed', 'The peer closed the connection.', { cause });
}

/** The maximum size of a response head in bytes: Python's limit for a single line. */
export const maxHeadBytes = 65_536;
