/** Tracking of requests that other clients send: users request it, a protocol implements it. */
import type { RequestName } from '../stats/request-name.js';
import type { Sample } from '../stats/sample.js';
import { TslocError } from '../util/error.js';

/** How the requests of some work are reported. */
export interface Tracking {
  /** Names the requests; null gives each one its path and query. */
  readonly naming: RequestName | null;
  readonly context: Sample['context'];
  /** Aborted when the user is stopped: requests that end afterwards are not reported. */
  readonly signal: AbortSignal;
  /** Called once for each request. */
  report(sample: Sample): void;
  /** Called with what the naming function throws, and with control signals that `report` throws. Must not throw. */
  onThrown(thrown: unknown): void;
}

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
