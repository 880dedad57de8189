/** Checks the settings of ready-made shapes before the first user starts. */
import { TslocError } from '../util/error.js';
import { findUnknownKey, findViolation, type Rule, violationMessage } from '../util/rules.js';

/** @throws {TslocError} `BAD_SHAPE` for the first of `values` that breaks its rule; `owner` is the class or object they belong to */
export function checkSettings<T extends object>(
  owner: string,
  values: T,
  rules: Readonly<Partial<Record<keyof T & string, Rule>>>,
): void {
  const violation = findViolation(values, rules as Readonly<Record<string, Rule>>);
  if (violation !== null) throw badShape(`${owner}.${violation.name}`, violation.rule.expected, violation.value);
}

/** @throws {TslocError} `BAD_SHAPE` for a setting that does not exist: it would be ignored silently */
export function checkKeys<T extends object>(owner: string, values: T, known: readonly (keyof T & string)[]): void {
  const unknown = findUnknownKey(values, known);
  if (unknown !== undefined) throw badShape(`the settings of ${owner}`, `any of ${known.join(', ')}`, unknown);
}

/** The error of a shape that cannot be followed. */
export function badShape(place: string, expected: string, value: unknown, hint?: string): TslocError {
  const message = violationMessage(place, { expected }, value);
  return new TslocError('BAD_SHAPE', message, hint === undefined ? {} : { hint });
}
