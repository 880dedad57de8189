/** Rules for values in a test author's files: these are loaded without types, so each value is checked once, before it is used. */
import { inspect } from 'node:util';

/** What a value must be. */
export interface Rule {
  /** In words that follow "to be": `a whole number above 0`. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

/** One rule for each name. */
export type Rules<Name extends string = string> = Readonly<Record<Name, Rule>>;

/** Creates a rule. */
export function rule(expected: string, accepts: (value: unknown) => boolean): Rule {
  return { expected, accepts };
}

/** Numbers are finite in all of these; where Infinity is valid, extend the rule: `allow(integer, Infinity)`. */
export const finiteNumber = rule('a number', isNumber);
export const positiveNumber = rule('a number above 0', (value) => isNumber(value) && value > 0);
export const nonNegativeNumber = rule('a number of 0 or more', (value) => isNumber(value) && value >= 0);
export const integer = rule('a whole number', Number.isSafeInteger);
export const positiveInteger = rule('a whole number above 0', (value) => isInteger(value) && value > 0);
export const nonNegativeInteger = rule('a whole number of 0 or more', (value) => isInteger(value) && value >= 0);
export const string = rule('a string', isString);
export const nonEmptyString = rule('a string that is not empty', (value) => isString(value) && value !== '');
export const boolean = rule('true or false', (value) => typeof value === 'boolean');
export const func = rule('a function', (value) => typeof value === 'function');
export const object = rule(
  'an object',
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** A number, `low` ≤ n ≤ `high`. */
export function numberBetween(low: number, high: number): Rule {
  return rule(`a number from ${low} to ${high}`, (value) => isNumber(value) && value >= low && value <= high);
}

/** A whole number, `low` ≤ n ≤ `high`. */
export function integerBetween(low: number, high: number): Rule {
  return rule(`a whole number from ${low} to ${high}`, (value) => isInteger(value) && value >= low && value <= high);
}

/** One of these values, compared by `===`. */
export function oneOf(choices: readonly (string | number | boolean)[]): Rule {
  return rule(`one of ${choices.join(', ')}`, (value) => choices.some((choice) => choice === value));
}

/** A list, empty or not, whose items all follow the rule `item`; `expected` describes it: `a list of strings`. */
export function listOf(item: Rule, expected = `a list, each item ${item.expected}`): Rule {
  return rule(expected, (value) => Array.isArray(value) && value.every(item.accepts));
}

/** Extends a rule by one more accepted value. */
export function allow({ expected, accepts }: Rule, value: string | number | boolean | null): Rule {
  return rule(`${expected}, or ${value}`, (given) => given === value || accepts(given));
}

/** Extends a rule to accept undefined. */
export function optional({ expected, accepts }: Rule): Rule {
  return rule(expected, (value) => value === undefined || accepts(value));
}

/** A value that breaks its rule. */
export interface Violation<Name extends string = string> {
  readonly name: Name;
  readonly rule: Rule;
  readonly value: unknown;
}

/**
 * The first of `values`, inherited ones included, that breaks its rule; null if none does. Values without a rule are not
 * read.
 */
export function findViolation<Name extends string>(values: object, rules: Rules<Name>): Violation<Name> | null {
  for (const name of Object.keys(rules) as Name[]) {
    const value = (values as Record<string, unknown>)[name];
    if (!rules[name].accepts(value)) return { name, rule: rules[name], value };
  }
  return null;
}

/** The first own key of `values` that is not in `known`: it would be ignored silently. Undefined if all are known. */
export function findUnknownKey(values: object, known: readonly string[]): string | undefined {
  return Object.keys(Object(values)).find((key) => !known.includes(key));
}

/** The message for a value that breaks a rule: `Expected users to be a whole number of 0 or more, got -1.` */
export function violationMessage(place: string, { expected }: Pick<Rule, 'expected'>, value: unknown): string {
  return `Expected ${place} to be ${expected}, got ${describeValue(value)}.`;
}

/** A value on one short line: strings in quotes, functions and classes by their name, objects with one level of nesting. */
export function describeValue(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the class or function ${value.name}`;
  const text = inspect(value, shortFormat).replaceAll('\n', ' ');
  return text.length > maxDescriptionLength ? `${text.slice(0, maxDescriptionLength)}…` : text;
}

const maxDescriptionLength = 300;

const shortFormat = {
  depth: 1,
  compact: true,
  breakLength: Number.POSITIVE_INFINITY,
  maxArrayLength: 10,
  maxStringLength: 200,
} as const;

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
