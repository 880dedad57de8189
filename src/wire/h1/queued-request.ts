/** A request in the queue or on a connection, and whether it may be sent again. */
import { BodyStream } from '../body-stream.js';
import type { ResponseHandler, TransportRequest } from '../transport.js';
import { WireError } from '../wire-error.js';
import type { RequestHead } from './request-head.js';

/** One request. */
export interface QueuedRequest {
  readonly request: TransportRequest;
  readonly head: RequestHead;
  readonly handler: ResponseHandler;
  /** How often it may still be sent again if no byte of a response is received. */
  readonly retries: number;
  /** True if this is the second attempt after a stale connection. */
  readonly isResent: boolean;
}

/** Idempotent methods (RFC 9110, 9.2.2). */
const idempotentMethods = /^(GET|HEAD|OPTIONS|PUT|DELETE|TRACE)$/;

/**
 * The next attempt of a request that failed before any byte of a response; null if there is none. After a stale
 * connection (an idle one that the server closed), an idempotent request has one attempt more.
 */
export function prepareRetry(queued: QueuedRequest, wasStale: boolean): QueuedRequest | null {
  const { request, retries, isResent } = queued;
  if (isConsumed(request)) return null;
  if (wasStale && !isResent && idempotentMethods.test(request.method)) return { ...queued, isResent: true };
  return retries > 0 ? { ...queued, retries: retries - 1 } : null;
}

/** True if the server may have closed the connection before it received the request. */
export function isConnectionClosed(error: Error): boolean {
  if (error instanceof WireError) return error.kind === 'closed';
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** True for a body that can be read only once. */
function isConsumed({ body }: TransportRequest): boolean {
  return body instanceof BodyStream && !body.isRewindable;
}
