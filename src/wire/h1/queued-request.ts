/** A request on its way, and whether it is sent again. */
import { BodyStream } from '../body-stream.js';
import type { ResponseHandler, TransportRequest } from '../transport.js';
import { WireError } from '../wire-error.js';
import type { RequestHead } from './request-head.js';

/** A request on its way. */
export interface QueuedRequest {
  readonly request: TransportRequest;
  readonly head: RequestHead;
  readonly handler: ResponseHandler;
  /** How often it may be sent again, if no byte of an answer comes. */
  readonly retries: number;
  /** True if it is sent again already since a kept connection was closed. */
  readonly isResent: boolean;
}

/** What may be asked twice without harm (RFC 9110, 9.2.2). */
const safeMethods = /^(GET|HEAD|OPTIONS|PUT|DELETE|TRACE)$/;

/**
 * As it is sent again after a try of which no byte of an answer came; null if it is not. `isHangUp` says that a kept
 * connection was closed: that alone is reason enough, once, for what is safe to do twice.
 */
export function prepareRetry(job: QueuedRequest, isHangUp: boolean): QueuedRequest | null {
  const { request, retries, isResent } = job;
  if (isUsedUp(request)) return null;
  if (isHangUp && !isResent && safeMethods.test(request.method)) return { ...job, isResent: true };
  return retries > 0 ? { ...job, retries: retries - 1 } : null;
}

/** True if a server may have ended the connection before it saw the request. */
export function isConnectionClosed(error: Error): boolean {
  if (error instanceof WireError) return error.kind === 'closed';
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** True for a body that can be read only once. */
function isUsedUp({ body }: TransportRequest): boolean {
  return body instanceof BodyStream && !body.isRewindable;
}
