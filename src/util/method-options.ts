/** Checks the options of methods that test authors call: their files are loaded without types, and a wrong name would be ignored silently. */
import { TslocError } from './error.js';
import { findUnknownKey, findViolation, object, type Rules, violationMessage } from './rules.js';
import { knownNamesHint } from './text/most-similar.js';

/** @throws {TslocError} `BAD_OPTION` for an option of `method` that is not in `known`, and if the options are not an object */
export function checkOptionNames(method: string, given: unknown, known: readonly string[]): void {
  if (!object.accepts(given)) throw badOption(violationMessage(`the options of ${method}`, object, given));
  const unknown = findUnknownKey(given as object, known);
  if (unknown === undefined) return;
  throw badOption(`Expected a known option of ${method}, got '${unknown}'.`, knownNamesHint(unknown, known));
}

/** The same, also for a value that breaks its rule. */
export function checkMethodOptions(method: string, given: object, rules: Rules): void {
  checkOptionNames(method, given, Object.keys(rules));
  const violation = findViolation(given, rules);
  if (violation !== null)
    throw badOption(violationMessage(`${violation.name} of ${method}`, violation.rule, violation.value));
}

function badOption(message: string, hint?: string): TslocError {
  return new TslocError('BAD_OPTION', message, hint === undefined ? {} : { hint });
}
