/** What Python's requests says of an error as a text: what Locust's `rest` makes a failure of. */
import { pythonRepr } from '../../util/format.js';
import { RequestError } from './request-error.js';

/** An error in its words; without the host and the URL of a connection that could not be made: one row of errors. */
export function requestsText(error: Error): string {
  if (!(error instanceof RequestError)) return error.message;
  if (aborting.has(error.name)) return `('Connection aborted.', ${error.repr})`;
  const parts = wrapped.exec(error.repr)?.[1];
  return parts === undefined || parts === pythonRepr(error.message) ? error.message : `(${parts})`;
}

/** What may happen to a connection that was made, before an answer comes. */
const aborting: ReadonlySet<string> = new Set([
  ...['ConnectionResetError', 'ConnectionAbortedError', 'BrokenPipeError'],
  ...['RemoteDisconnected', 'BadStatusLine', 'LineTooLong'],
]);

/** Errors of a body show what they are made of. */
const wrapped = /^(?:ChunkedEncodingError\(ProtocolError|ContentDecodingError\(DecodeError)\((.*)\)\)$/s;
