/** Tracks requests of `node:http` and `node:https`, and of the many clients built on them. */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Tracking } from '../../stats/tracking.js';
import { createCloseError } from '../../wire/wire-error.js';
import { RequestError } from '../errors/request-error.js';
import { TrackedRequest } from './tracked-request.js';

/** Subscribes permanently; `current` says how the running code is tracked; null if it is not. */
export function trackNodeHttp(current: () => Tracking | null): void {
  const open = new WeakMap<object, TrackedRequest>();
  subscribe('http.client.request.start', (message) => {
    const { request } = message as Message;
    const tracking = current();
    if (tracking === null || request.method === 'CONNECT' || request.hasHeader('upgrade')) return;
    open.set(request, new TrackedRequest(tracking, targetOf(request)));
  });
  const end = (request: object, error: Error | null) => {
    const one = open.get(request);
    open.delete(request);
    one?.end(error);
  };
  // Node publishes this when the headers have arrived.
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as Required<Message>;
    const one = open.get(request);
    if (one === undefined) return;
    one.receiveHead(headOf(response));
    response.once('close', () => end(request, response.complete ? null : incompleteBody(response)));
  });
  subscribe('http.client.request.error', (message) => {
    const { request, error } = message as Required<Message>;
    end(request, wireErrorOf(error));
  });
}

/** Messages that Node publishes. */
interface Message {
  readonly request: ClientRequest;
  readonly response?: IncomingMessage;
  readonly error?: Error;
}

function targetOf(request: ClientRequest) {
  const { method, protocol, host, path } = request;
  return { method, origin: `${protocol}//${request.getHeader('host') ?? host}`, path };
}

function headOf(response: IncomingMessage) {
  const length = response.headers['content-length'];
  const { statusCode: status = 0, statusMessage: statusText = '' } = response;
  return { status, statusText, lengthBytes: length === undefined ? null : Number(length), response };
}

/** How much of the body arrived is unknown: reading it would take it from the client. */
function incompleteBody({ errored }: IncomingMessage): Error {
  const message = 'Connection broken: IncompleteRead';
  const error = new RequestError('ChunkedEncodingError', message, undefined, errored ?? undefined);
  error.failureKind = 'connection';
  return error;
}

/** Node reports a connection that the peer closed with the error code of a reset. */
function wireErrorOf(error: Error): Error {
  return error.message === 'socket hang up' ? createCloseError(error) : error;
}
