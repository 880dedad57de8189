/** The contract by which a user gets the samples of requests that other clients send. */
import type { RequestName } from './request-name.js';
import type { Sample } from './sample.js';

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
