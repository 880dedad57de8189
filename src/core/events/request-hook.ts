/** The `request` event: fired for each finished request, by the built-in clients and by custom ones. */
import type { Sample } from '../../stats/sample.js';
import { sampleRules } from '../../stats/sample-rules.js';
import { TslocError } from '../../util/error.js';
import { steadyEpochSeconds } from '../../util/loop/clock.js';
import { findViolation, type Rule, type Rules, rule, violationMessage } from '../../util/rules.js';
import { Hook, type HookOwner } from './hook.js';

/** A request that a custom client reports; all other members have defaults. */
export type RequestArgument = Pick<Sample, 'requestType' | 'name' | 'responseTime'> & Partial<Sample>;

/** Listeners of finished requests. */
export class RequestHook extends Hook<Sample> {
  constructor(owner: HookOwner) {
    super('request', owner, true);
  }

  /**
   * Reports one request: it is counted in the statistics. `startTime` defaults to `responseTime` ms ago; an empty text as
   * exception is none.
   * @throws {TslocError} `BAD_REQUEST_EVENT` if type, name or time are missing, or a value is of the wrong type
   */
  override fire(given: RequestArgument): void {
    this.report(this.complete(given));
  }

  /** The sample that {@link fire} reports. @throws {TslocError} `BAD_REQUEST_EVENT` */
  complete(given: RequestArgument): Sample {
    check(given);
    const { requestType, name, responseTime } = given;
    const at = steadyEpochSeconds(); // also read by listeners that take the last reading of the clock
    return {
      requestType,
      name,
      responseTime,
      responseLength: given.responseLength ?? 0,
      exception: given.exception || null,
      status: given.status ?? 0,
      startTime: given.startTime ?? at - (responseTime ?? 0) / 1000,
      url: given.url ?? '',
      context: given.context ?? {},
      response: given.response,
    };
  }

  /** Reports a complete sample without checks: the hot path. */
  report(sample: Sample): void {
    super.fire(sample);
  }
}

/** Fields that may be absent or null: they have defaults. */
const optionalFields = ['responseLength', 'exception', 'status', 'startTime', 'url'] as const;

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
