/** Statuses that are no failures in a run, although they are 400 or more: 429 where a rate limit is tested. */
import type { Sample } from '../stats/sample.js';
import { RequestError } from './errors/request-error.js';

/**
 * A listener of requests, to be called before any other: a request that failed by its status alone succeeds if the status is
 * expected. A failure that the test decided on itself stays.
 */
export function acceptStatuses(statuses: ReadonlySet<number>): (sample: Sample) => void {
  return (sample) => {
    const { exception, status = 0 } = sample;
    if (exception === null || !statuses.has(status)) return;
    if (exception instanceof RequestError && exception.name === 'HTTPError') sample.exception = null;
  };
}
