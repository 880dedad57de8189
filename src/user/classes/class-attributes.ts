/** Checks the class attributes that every user class has. */
import { stopTimeoutRule } from '../../core/actor.js';
import { TslocError } from '../../util/error.js';
import { allow, findViolation, optional, string, violationMessage } from '../../util/rules.js';
import { classWeightRule, userCountRule } from '../tasks/weights.js';

/** The attributes that are checked. */
export interface ClassAttributes {
  readonly name: string;
  readonly waitTime: unknown;
  readonly weight: unknown;
  readonly fixedCount: unknown;
  readonly stopTimeout: unknown;
  readonly host: unknown;
}

/** @throws {TslocError} `BAD_WAIT_TIME`, `BAD_STOP_TIMEOUT`, `BAD_HOST`, `BAD_WEIGHT` */
export function checkClassAttributes(attributes: ClassAttributes): void {
  const { name, waitTime } = attributes;
  if (typeof waitTime !== 'function') {
    const message = `Expected waitTime of class ${name} to be a function, got ${waitTime}.`;
    throw new TslocError('BAD_WAIT_TIME', message, { hint: 'To always wait 3 seconds, write constant(3).' });
  }
  const violation = findViolation(attributes, rules);
  if (violation === null) return;
  const message = violationMessage(`${violation.name} of class ${name}`, violation.rule, violation.value);
  if (violation.name === 'stopTimeout') throw new TslocError('BAD_STOP_TIMEOUT', message);
  if (violation.name === 'host') throw new TslocError('BAD_HOST', message);
  throw new TslocError('BAD_WEIGHT', message);
}

const rules = {
  weight: classWeightRule,
  fixedCount: userCountRule,
  stopTimeout: allow(stopTimeoutRule, null),
  host: optional(allow(string, null)),
};
