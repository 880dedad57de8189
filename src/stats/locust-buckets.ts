/** Locust's rounding of response times, for outputs that carry its `response_times` histogram. */
import { roundHalfEven } from '../util/text/format.js';

/**
 * The bucket of a response time, both in ms: whole below 100, tens below 1,000, hundreds below 10,000, thousands above;
 * halves go to the even neighbour. Source: Locust's StatsEntry._log_response_time.
 */
export function locustBucketOf(milliseconds: number): number {
  const step = milliseconds < 100 ? 1 : milliseconds < 1_000 ? 10 : milliseconds < 10_000 ? 100 : 1_000;
  return roundHalfEven(milliseconds / step) * step;
}
