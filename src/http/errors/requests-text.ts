/** The text of an error as Python's requests prints it: the failures of Locust's `rest`. */
import { pythonRepr } from '../../util/text/format.js';
import { RequestError } from './request-error.js';

/** The text of `error`. For a failed connection, without host and URL, so that all failures group into one row. */
export function requestsText(error: Error): string {
  if (!(error instanceof RequestError)) return error.message;
  if (abortedConnectionErrors.has(error.name)) return `('Connection aborted.', ${error.repr})`;
  const parts = wrappedError.exec(error.repr)?.[1];
  return parts === undefined || parts === pythonRepr(error.message) ? error.message : `(${parts})`;
}

/** Errors of an open connection before a response. */
const abortedConnectionErrors: ReadonlySet<string> = new Set([
  ...['ConnectionResetError', 'ConnectionAbortedError', 'BrokenPipeError'],
  ...['RemoteDisconnected', 'BadStatusLine', 'LineTooLong'],
]);

/** Errors of a body quote their inner error. */
const wrappedError = /^(?:ChunkedEncodingError\(ProtocolError|ContentDecodingError\(DecodeError)\((.*)\)\)$/s;
