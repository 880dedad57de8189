/** Checks the values of request options and client settings that no other module checks. */
import { requestName } from '../../stats/request-name.js';
import { TslocError } from '../../util/error.js';
import { allow, boolean, func, nonNegativeInteger, object, type Rules, rule, string } from '../../util/rules.js';
import { kindOf } from './fields.js';

const redirectLimit = allow(nonNegativeInteger, Number.POSITIVE_INFINITY);

const settings: Rules = {
  requestName,
  maxRedirects: redirectLimit,
  phases: boolean,
};

const options: Rules = {
  name: string,
  catchResponse: rule('true, false or a function', (value) => boolean.accepts(value) || func.accepts(value)),
  allowRedirects: boolean,
  stream: boolean,
  phases: boolean,
  maxRedirects: redirectLimit,
  signal: rule('an AbortSignal', (value) => object.accepts(value) && 'aborted' in Object(value)),
  context: object,
};

/** Null and undefined count as left out. @throws {TslocError} `BAD_REQUEST_OPTION` */
export function checkOptionValue(name: string, value: unknown): void {
  check(options, name, value, `${name} of a request`);
}

/** The same for a setting of the client. */
export function checkSetting(name: string, value: unknown): void {
  check(settings, name, value, `client.${name}`);
}

function check(rules: Rules, name: string, value: unknown, place: string): void {
  if (value === undefined || value === null || !Object.hasOwn(rules, name)) return;
  const { expected, accepts } = rules[name] as Rules[string];
  if (accepts(value)) return;
  const got = typeof value === 'string' ? `'${value}'` : kindOf(value);
  throw new TslocError('BAD_REQUEST_OPTION', `Expected ${expected} as ${place}, got ${got}.`);
}
