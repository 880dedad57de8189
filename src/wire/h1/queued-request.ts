/** A request in the queue or on a connection; decides whether it is sent again after it failed before any byte of a response. */
import { BodyStream } from '../body-stream.js';
import { isIdempotent } from '../resend-rules.js';
import type { ResponseHandler, TransportRequest } from '../transport.js';
import type { RequestHead } from './request-head.js';

/** One request. */
export interface QueuedRequest {
  readonly request: TransportRequest;
  readonly head: RequestHead;
  readonly handler: ResponseHandler;
  /** How many more times it may be sent again if no byte of a response is received. */
  readonly retries: number;
  /** Whether it was already sent again because of a stale connection. */
  readonly isResent: boolean;
}

/**
 * The next attempt of a request that failed before any byte of a response; null if there is none. After a stale
 * connection (an idle one that the server closed), an idempotent request gets one more attempt.
 */
export function prepareRetry(queued: QueuedRequest, wasStale: boolean): QueuedRequest | null {
  const { request, retries } = queued;
  if (!isReplayable(request)) return null;
  if (wasStale && isResendable(queued)) return { ...queued, isResent: true };
  return retries > 0 ? { ...queued, retries: retries - 1 } : null;
}

/**
 * True if the request may be sent again after a stale connection: it is idempotent, its body can be read again, and it was
 * not sent again for that reason before.
 */
export function isResendable({ request, isResent }: QueuedRequest): boolean {
  return !isResent && isIdempotent(request.method) && isReplayable(request);
}

/** False for a body that can be read only once. */
function isReplayable({ body }: TransportRequest): boolean {
  return !(body instanceof BodyStream) || body.isRewindable;
}
