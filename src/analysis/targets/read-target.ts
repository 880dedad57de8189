/** Targets as users give them: lines, or objects with the parts that are easier to compute than to write. */
import { TslocError } from '../../util/error.js';
import {
  boolean,
  findUnknownKey,
  findViolation,
  nonNegativeNumber,
  oneOf,
  optional,
  string,
  violationMessage,
} from '../../util/rules.js';
import { parseTarget } from './parse-target.js';
import { defaultGraceSeconds } from './read-modifiers.js';
import type { Target, TargetLevel } from './target.js';

/** A line, or a line and settings that take precedence over what the line says. */
export type TargetInput =
  | string
  | {
      /** The line: `'p95 < 500ms'`. */
      readonly target: string;
      readonly level?: TargetLevel;
      /** Whether to end the run once the target has been missed for `graceSeconds`. */
      readonly abort?: boolean;
      readonly graceSeconds?: number;
    };

const rules = {
  target: string,
  level: optional(oneOf(['target', 'threshold'])),
  abort: optional(boolean),
  graceSeconds: optional(nonNegativeNumber),
};

/** `place` names the list in messages. @throws {TslocError} `BAD_TARGET`, exit code 2 */
export function readTargets(given: unknown, place = 'targets'): Target[] {
  if (!Array.isArray(given)) throw notTargets(violationMessage(place, { expected: 'a list of targets' }, given));
  return given.map((one, i) => readTarget(one, `${place}[${i}]`));
}

/** The targets that are judged in a scenario; null is a run without one. */
export function targetsOf(scenario: string | null, targets: readonly Target[]): Target[] {
  return targets.filter((target) => target.scenario === null || target.scenario === scenario);
}

function readTarget(given: unknown, place: string): Target {
  if (typeof given === 'string') return parseTarget(given);
  if (typeof given !== 'object' || given === null)
    throw notTargets(violationMessage(place, { expected: 'a text or an object' }, given));
  const unknown = findUnknownKey(given, Object.keys(rules));
  if (unknown !== undefined)
    throw notTargets(violationMessage(place, { expected: `an object of ${Object.keys(rules).join(', ')}` }, unknown));
  const violation = findViolation(given, rules);
  if (violation !== null)
    throw notTargets(violationMessage(`${place}.${violation.name}`, violation.rule, violation.value));
  return withSettings(given as Exclude<TargetInput, string>);
}

function withSettings({ target: line, level, abort, graceSeconds }: Exclude<TargetInput, string>): Target {
  const target = parseTarget(line);
  const endsRun = abort ?? (target.abort !== null || graceSeconds !== undefined);
  const grace = graceSeconds ?? target.abort?.graceSeconds ?? defaultGraceSeconds;
  return { ...target, level: level ?? target.level, abort: endsRun ? { graceSeconds: grace } : null };
}

function notTargets(message: string): TslocError {
  return new TslocError('BAD_TARGET', message, { exitCode: 2, hint: "A target looks like 'p95 < 500ms'." });
}
