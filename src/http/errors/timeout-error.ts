/** The failure of a request that took too long: the texts of python-requests, and one of our own for the whole. */
import { pythonRepr } from '../../util/text/format.js';
import { defaultPort } from '../../wire/network/endpoint.js';
import { RequestError } from './request-error.js';

/** What has a limit: making the connection, each wait for a response or for more of its body, the whole request. */
export type TimeoutKind = 'connect' | 'headers' | 'body' | 'total';

/** The error of a request to `origin` that exceeded its limit of this kind. */
export function timeoutError(kind: TimeoutKind, limitMs: number, origin: string): RequestError {
  const error = describeTimeout(kind, limitMs, origin);
  error.failureKind = 'timeout';
  return error;
}

function describeTimeout(kind: TimeoutKind, limitMs: number, origin: string): RequestError {
  const seconds = limitMs / 1000;
  if (kind === 'connect') {
    const { hostname } = new URL(origin);
    const message = `Connection to ${hostname} timed out. (connect timeout=${seconds})`;
    return new RequestError('ConnectTimeoutError', message);
  }
  if (kind === 'total') {
    return new RequestError('TotalTimeoutError', `${poolOf(origin)}: Request timed out. (total timeout=${seconds})`);
  }
  if (kind === 'body') return new RequestError('ReadTimeoutError', `${poolOf(origin)}: Read timed out.`);
  const message = `${poolOf(origin)}: Read timed out. (read timeout=${seconds})`;
  return new RequestError('ReadTimeout', message, `ReadTimeout(ReadTimeoutError(${pythonRepr(message)}))`);
}

function poolOf(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  const isSecure = protocol === 'https:';
  return `HTTP${isSecure ? 'S' : ''}ConnectionPool(host='${hostname}', port=${port || defaultPort(isSecure)})`;
}
