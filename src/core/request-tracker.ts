/** Tracking of requests that other clients send: users request it, a protocol implements it. */
import type { Tracking } from '../stats/tracking.js';
import { TslocError } from '../util/error.js';

/** Runs `work`, reports the requests that are sent in it, and returns what it returns. */
export type RequestTracker = <T>(tracking: Tracking, work: () => T) => T;

let requestTracker: RequestTracker | null = null;

/** Called by a protocol when it is loaded. */
export function setRequestTracker(tracker: RequestTracker): void {
  requestTracker = tracker;
}

/** @throws {TslocError} `NO_CLIENT` if no protocol is loaded */
export function trackRequests<T>(tracking: Tracking, work: () => T): T {
  if (requestTracker !== null) return requestTracker(tracking, work);
  const hint = "Import from 'tsloc'.";
  throw new TslocError('NO_CLIENT', 'Expected a protocol that tracks requests, got none.', { hint });
}
