/** What a ready-made shape is told, looked over before anybody is started. */
import { inspect } from 'node:util';
import { TslocError } from '../util/error.js';

/** What a number must be like, and the words for it. */
export type NumberRule = readonly [holds: (value: number) => boolean, expected: string];

/** For counts. */
export const wholeNumber: NumberRule = [(n) => Number.isSafeInteger(n) && n >= 0, 'a whole number of 0 or more'];
/** For what there must be at least one of. */
export const oneOrMore: NumberRule = [(n) => Number.isSafeInteger(n) && n > 0, 'a whole number above 0'];
/** For rates and times. */
export const aboveZero: NumberRule = [(n) => Number.isFinite(n) && n > 0, 'a number above 0'];
/** For moments and factors. */
export const zeroOrMore: NumberRule = [(n) => Number.isFinite(n) && n >= 0, 'a number of 0 or more'];

/** @throws {TslocError} `BAD_SHAPE` for the first of `values` that breaks its rule; `owner` is whose it is */
export function checkNumbers<T extends object>(
  owner: string,
  values: T,
  rules: Readonly<Partial<Record<keyof T, NumberRule>>>,
): void {
  for (const [key, [holds, expected]] of Object.entries(rules) as [string, NumberRule][]) {
    const value: unknown = values[key as keyof T];
    if (typeof value !== 'number' || !holds(value)) throw badShape(`${owner}.${key}`, expected, value);
  }
}

/** @throws {TslocError} `BAD_SHAPE` for a setting that does not exist: it would be ignored without a word */
export function checkKeys<T extends object>(owner: string, values: T, known: readonly (keyof T & string)[]): void {
  const unknown = Object.keys(Object(values)).find((key) => !(known as readonly string[]).includes(key));
  if (unknown !== undefined) throw badShape(`the settings of ${owner}`, `any of ${known.join(', ')}`, unknown);
}

/** The error of a shape that cannot be followed. */
export function badShape(what: string, expected: string, found: unknown, hint?: string): TslocError {
  const shown = inspect(found, { compact: true, breakLength: Number.POSITIVE_INFINITY });
  return new TslocError(
    'BAD_SHAPE',
    `Expected ${what} to be ${expected}, got ${shown}.`,
    hint === undefined ? {} : { hint },
  );
}
