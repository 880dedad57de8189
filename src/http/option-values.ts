/** What the options of a request may be, where nothing else checks them: a user's file is loaded without its types. */
import { TslocError } from '../util/error.js';
import { kindOf } from './fields.js';

/** An option, what it has to be in words, and whether a value is that. */
type Rule = readonly [expected: string, fits: (value: unknown) => boolean];

const isBoolean = (value: unknown) => typeof value === 'boolean';
const trueOrFalse: Rule = ['true or false', isBoolean];

const rules: Readonly<Record<string, Rule>> = {
  name: ['a text', (value) => typeof value === 'string'],
  catchResponse: ['true, false or a function', (value) => isBoolean(value) || typeof value === 'function'],
  allowRedirects: trueOrFalse,
  stream: trueOrFalse,
  phases: trueOrFalse,
  maxRedirects: [
    'a whole number of 0 or more, or Infinity',
    (value) => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && (value as number) >= 0),
  ],
  signal: ['an AbortSignal', (value) => typeof value === 'object' && value !== null && 'aborted' in value],
  context: ['an object', (value) => typeof value === 'object' && !Array.isArray(value)],
};

/** Null and undefined say nothing. @throws {TslocError} `BAD_REQUEST_OPTION` */
export function checkOptionValue(name: string, value: unknown): void {
  if (value === undefined || value === null || !Object.hasOwn(rules, name)) return;
  const [expected, fits] = rules[name] as Rule;
  if (fits(value)) return;
  const got = typeof value === 'string' ? `'${value}'` : kindOf(value);
  throw new TslocError('BAD_REQUEST_OPTION', `Expected ${expected} as ${name} of a request, got ${got}.`);
}
