/** The `request` event: fired for each finished request, by clients of ours and by those of your own. */
import type { Sample } from '../stats/sample.js';
import { epochSeconds } from '../util/clock.js';
import { TslocError } from '../util/error.js';
import { Hook } from './hook.js';

/** What a client of your own says of a request; the rest has defaults. */
export type RequestArgument = Pick<Sample, 'requestType' | 'name' | 'responseTime'> & Partial<Sample>;

/** Listeners of finished requests. */
export class RequestHook extends Hook<Sample> {
  /**
   * Reports one request: it counts in every statistic. Without `startTime`, it has just finished.
   * @throws {TslocError} `BAD_REQUEST_EVENT` where type, name or time are missing or of the wrong kind
   */
  override fire(given: RequestArgument): void {
    const { requestType, name, responseTime } = given;
    const isTimed = responseTime === null || (Number.isFinite(responseTime) && responseTime >= 0);
    if (typeof requestType !== 'string' || typeof name !== 'string' || !isTimed) throw badRequest(given);
    this.report({
      requestType,
      name,
      responseTime,
      responseLength: given.responseLength ?? 0,
      exception: given.exception ?? null,
      startTime: given.startTime ?? epochSeconds() - (responseTime ?? 0) / 1000,
      url: given.url ?? '',
      context: given.context ?? {},
      response: given.response,
    });
  }

  /** The same for a sample that is complete: the hot path. */
  report(sample: Sample): void {
    super.fire(sample);
  }
}

function badRequest({ requestType, name, responseTime }: RequestArgument): TslocError {
  const found = `requestType ${requestType}, name ${name}, responseTime ${responseTime}`;
  const message = `Expected a request event with requestType and name as texts and responseTime in ms or null, got ${found}.`;
  return new TslocError('BAD_REQUEST_EVENT', message);
}
