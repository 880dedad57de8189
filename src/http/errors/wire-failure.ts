/** Errors of a transport as Locust's HttpUser prints them: by kind, before and after the head of the response. */
import { maxHeadBytes, type WireError, type WireErrorKind } from '../../wire/wire-error.js';
import { brokenBody, type Progress } from './broken-body.js';
import { RequestError } from './request-error.js';

/** The failure for `error`; `cause` is what the transport reported. */
export function wireFailure(error: WireError, cause: Error, progress: Progress): RequestError {
  if (error.kind === 'head-too-long') {
    const message = `got more than ${maxHeadBytes} bytes when reading header line`;
    return new RequestError('LineTooLong', message, undefined, cause);
  }
  if (error.kind === 'read-timeout') return new RequestError('ReadTimeoutError', 'Read timed out.', undefined, cause);
  if (progress.headersSeen) return brokenBody(error, progress, cause);
  if (error.kind === 'not-http') return notHttpFailure(firstLine(error.received ?? ''), cause);
  const [name, message = error.message] = texts[error.kind] ?? [nameOf(error)];
  return new RequestError(name, message, undefined, cause);
}

const texts: Partial<Record<WireErrorKind, readonly [name: string, message?: string]>> = {
  closed: ['RemoteDisconnected', 'Remote end closed connection without response'],
  'connect-timeout': ['ConnectTimeoutError', 'Connection timed out.'],
  'malformed-response': ['HTTPParseError'],
  'bad-chunk-size': ['HTTPParseError'],
  'unexpected-continue': ['BadStatusLine', 'HTTP/1.1 100 Continue\r\n'],
  'unexpected-upgrade': ['BadStatusLine', 'HTTP/1.1 101 Switching Protocols\r\n'],
  http2: ['HTTP2Error'],
  'tunnel-refused': ['OSError'],
  'socks-auth': ['SOCKS5AuthError'],
  'socks-reply': ['SOCKS5Error'],
  'bad-proxy-answer': ['GeneralProxyError'],
};

function nameOf(error: WireError): string {
  return error.cause instanceof Error ? error.cause.name : error.name;
}

/** Python checks the version last, after the rest of the line. */
function notHttpFailure(line: string, cause: Error): RequestError {
  const version = /^(HTTP\/\S+)[ \t]+[1-9]\d\d(\s|$)/.exec(line)?.[1];
  if (version !== undefined) return new RequestError('UnknownProtocol', version, undefined, cause);
  return new RequestError('BadStatusLine', line, undefined, cause);
}

function firstLine(text: string): string {
  return /^[^\n]*\n?/.exec(text)?.[0].slice(0, 100) ?? '';
}
