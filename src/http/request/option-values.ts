/** What the options of a request and the settings of a client may be, where nothing else checks them: a user's file is loaded without its types. */
import { TslocError } from '../../util/error.js';
import { kindOf } from './fields.js';

/** An option, what it has to be in words, and whether a value is that. */
type Rule = readonly [expected: string, fits: (value: unknown) => boolean];

const isBoolean = (value: unknown) => typeof value === 'boolean';
const trueOrFalse: Rule = ['true or false', isBoolean];

const count: Rule = [
  'a whole number of 0 or more, or Infinity',
  (value) => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && (value as number) >= 0),
];

const settings: Readonly<Record<string, Rule>> = {
  requestName: ['a text or a function', (value) => typeof value === 'string' || typeof value === 'function'],
  maxRedirects: count,
  phases: trueOrFalse,
};

const rules: Readonly<Record<string, Rule>> = {
  name: ['a text', (value) => typeof value === 'string'],
  catchResponse: ['true, false or a function', (value) => isBoolean(value) || typeof value === 'function'],
  allowRedirects: trueOrFalse,
  stream: trueOrFalse,
  phases: trueOrFalse,
  maxRedirects: count,
  signal: ['an AbortSignal', (value) => typeof value === 'object' && value !== null && 'aborted' in value],
  context: ['an object', (value) => typeof value === 'object' && !Array.isArray(value)],
};

/** Null and undefined say nothing. @throws {TslocError} `BAD_REQUEST_OPTION` */
export function checkOptionValue(name: string, value: unknown): void {
  check(rules, name, value, `${name} of a request`);
}

/** The same for what `client.…` is set to. */
export function checkSetting(name: string, value: unknown): void {
  check(settings, name, value, `client.${name}`);
}

function check(rulesOf: typeof rules, name: string, value: unknown, place: string): void {
  if (value === undefined || value === null || !Object.hasOwn(rulesOf, name)) return;
  const [expected, fits] = rulesOf[name] as Rule;
  if (fits(value)) return;
  const got = typeof value === 'string' ? `'${value}'` : kindOf(value);
  throw new TslocError('BAD_REQUEST_OPTION', `Expected ${expected} as ${place}, got ${got}.`);
}
