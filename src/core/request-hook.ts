/** The `request` event: fired for each finished request, by clients of ours and by those of your own. */
import type { Sample } from '../stats/sample.js';
import { sampleRules } from '../stats/sample-rules.js';
import { TslocError } from '../util/error.js';
import { epochSeconds } from '../util/loop/clock.js';
import { findViolation, type Rule, type Rules, rule, violationMessage } from '../util/rules.js';
import { Hook } from './hook.js';

/** What a client of your own says of a request; the rest has defaults. */
export type RequestArgument = Pick<Sample, 'requestType' | 'name' | 'responseTime'> & Partial<Sample>;

/** Listeners of finished requests. */
export class RequestHook extends Hook<Sample> {
  /**
   * Reports one request: it counts in every statistic. Without `startTime`, it has just finished; an empty text as its
   * exception is none.
   * @throws {TslocError} `BAD_REQUEST_EVENT` where type, name or time are missing, or anything is of the wrong kind
   */
  override fire(given: RequestArgument): void {
    check(given);
    const { requestType, name, responseTime } = given;
    this.report({
      requestType,
      name,
      responseTime,
      responseLength: given.responseLength ?? 0,
      exception: given.exception || null,
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

/** What a listener may leave out, or set to null, has a default. */
const optionalFields = ['responseLength', 'exception', 'startTime', 'url'] as const;

const rules: Rules<keyof typeof sampleRules> = {
  ...sampleRules,
  ...Object.fromEntries(optionalFields.map((name) => [name, orAbsent(sampleRules[name])])),
};

function orAbsent({ expected, accepts }: Rule): Rule {
  return rule(expected, (value) => value === undefined || value === null || accepts(value));
}

function check(given: RequestArgument): void {
  const violation = findViolation(given, rules);
  if (violation === null) return;
  const message = violationMessage(`${violation.name} of a request event`, violation.rule, violation.value);
  throw new TslocError('BAD_REQUEST_EVENT', message);
}
