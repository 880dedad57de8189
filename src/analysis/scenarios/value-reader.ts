/** What a value of a scenario file may be: each kind reads it, and describes it for the JSON schema. */

import { parseTimeSpan } from '../../util/duration.js';
import { messageOf, TslocError } from '../../util/error.js';
import { badScenario, expected, type Located, plainValue } from './located.js';

/** A kind of value. */
export interface ValueKind<T> {
  /** @throws {TslocError} `BAD_SCENARIO` with the place of the value */
  readonly read: (node: Located, name: string) => T;
  /** Its JSON schema. */
  readonly schema: object;
}

/** A whole number of 0 or more. */
export const count: ValueKind<number> = {
  read: (node, name) => readNumber(node, name, 'a whole number of 0 or more', (n) => Number.isSafeInteger(n) && n >= 0),
  schema: { type: 'integer', minimum: 0 },
};

/** A number above 0. */
export const positive: ValueKind<number> = {
  read: (node, name) => readNumber(node, name, 'a number above 0', (n) => Number.isFinite(n) && n > 0),
  schema: { type: 'number', exclusiveMinimum: 0 },
};

/** A number of 0 or more. */
export const amount: ValueKind<number> = {
  read: (node, name) => readNumber(node, name, 'a number of 0 or more', (n) => Number.isFinite(n) && n >= 0),
  schema: { type: 'number', minimum: 0 },
};

/** Seconds as a number, or a text such as `90s`, `10m`, `1h30m`. In seconds. */
export const time = timeIn(1, 'seconds');

/** The same; a number, also as a text, is in minutes. */
export const minutes = timeIn(60, 'minutes');

/** A time that may be 0, in seconds. */
export const timeOrZero = timeIn(1, 'seconds', true);

/** The same; a number, also as a text, is in minutes. */
export const minutesOrZero = timeIn(60, 'minutes', true);

/** A number from 0 to 1, or a text such as `5%`. */
export const share: ValueKind<number> = {
  read: (node, name) => {
    const value = percentOf(node) ?? plainValue(node);
    if (typeof value === 'number' && value >= 0 && value <= 1) return value;
    throw expected(node, name, 'a number from 0 to 1, or a text such as 5%');
  },
  schema: {
    anyOf: [
      { type: 'number', minimum: 0, maximum: 1 },
      { type: 'string', pattern: '^\\d+(\\.\\d+)?%$' },
    ],
  },
};

/** A text that is not empty. */
export const text: ValueKind<string> = {
  read: (node, name) => {
    const value = plainValue(node);
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw expected(node, name, 'a text that is not empty');
  },
  schema: { type: 'string', minLength: 1 },
};

/** `HH:MM`, in minutes of the day. */
export const clockTime: ValueKind<number> = {
  read: (node, name) => {
    const [, hours, rest] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(String(plainValue(node))) ?? [];
    if (hours !== undefined) return Number(hours) * 60 + Number(rest);
    throw expected(node, name, "a time of day such as '09:00'", 'YAML needs the quotes.');
  },
  schema: { type: 'string', pattern: '^([01]?\\d|2[0-3]):[0-5]\\d$' },
};

/** Five fields of cron: `0 2 * * *`. */
export const cronExpression: ValueKind<string> = {
  read: (node, name) => {
    const fields = String(plainValue(node)).trim().split(/\s+/);
    const isValid = (field: string, i: number) => field.split(',').every((part) => isCronPart(part, cronRanges[i]));
    if (fields.length === cronRanges.length && fields.every(isValid)) return fields.join(' ');
    throw expected(node, name, "five fields of cron such as '0 2 * * *'");
  },
  schema: { type: 'string', pattern: '^\\s*(\\S+\\s+){4}\\S+\\s*$' },
};

/** Minute, hour, day of the month, month, day of the week. */
const cronRanges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** `*`, `5`, `1-5`, `mon-fri`, each with or without a step such as `/2`. */
function isCronPart(part: string, [low, high]: readonly [number, number] = [0, 0]): boolean {
  const [, range] = /^(\*|\d+(?:-\d+)?|[a-z]{3}(?:-[a-z]{3})?)(?:\/[1-9]\d*)?$/i.exec(part) ?? [];
  if (range === undefined) return false;
  return [...range.matchAll(/\d+/g)].every(([digits]) => Number(digits) >= low && Number(digits) <= high);
}

/** Numbers above or equal to 0 by key; a text such as `60%` is a number. */
export const weights: ValueKind<Readonly<Record<string, number>>> = {
  read: (node, name) => {
    if (node.kind !== 'map' || node.entries.length === 0) throw expected(node, name, 'a map of names and weights');
    const read = node.entries.map(({ key, value }) => [key, readWeight(value, `the weight of ${key}`)] as const);
    if (read.some(([, weight]) => weight > 0)) return Object.fromEntries(read);
    throw expected(node, name, 'a map in which a weight is above 0');
  },
  schema: {
    type: 'object',
    minProperties: 1,
    additionalProperties: {
      anyOf: [
        { type: 'number', minimum: 0 },
        { type: 'string', pattern: '^\\d+(\\.\\d+)?%$' },
      ],
    },
  },
};

/** A list of one kind; a single value is a list of one. */
export function listOf<T>(item: ValueKind<T>): ValueKind<readonly T[]> {
  return {
    read: (node, name) => {
      if (node.kind !== 'list') return [item.read(node, name)];
      return node.items.map((one, i) => item.read(one, name.replace(/^\S+/, `$&[${i}]`)));
    },
    schema: { anyOf: [item.schema, { type: 'array', items: item.schema }] },
  };
}

/** An HTTP status. */
export const status: ValueKind<number> = {
  read: (node, name) =>
    readNumber(node, name, 'a status from 100 to 599', (n) => Number.isInteger(n) && n >= 100 && n < 600),
  schema: { type: 'integer', minimum: 100, maximum: 599 },
};

/** A further check of what another kind has read; `check` throws what is wrong. */
export function checked<T>(kind: ValueKind<T>, check: (value: T) => void): ValueKind<T> {
  return {
    schema: kind.schema,
    read(node, name) {
      const value = kind.read(node, name);
      try {
        check(value);
      } catch (thrown) {
        throw badScenario(node.place, messageOf(thrown), TslocError.is(thrown) ? thrown.hint : undefined);
      }
      return value;
    },
  };
}

function timeIn(secondsPerUnit: number, unit: string, allowsZero = false): ValueKind<number> {
  const bound = allowsZero ? 'of 0 or more' : 'above 0';
  return {
    read: (node, name) => {
      const value = plainValue(node);
      const seconds = typeof value === 'string' ? secondsOf(value, secondsPerUnit) : secondsPerUnit * numberOf(value);
      if (seconds > 0 || (allowsZero && seconds === 0)) return seconds;
      throw expected(node, name, `a number of ${unit} ${bound}, or a text such as 90s, 10m or 1h30m`);
    },
    schema: {
      anyOf: [
        { type: 'number', ...(allowsZero ? { minimum: 0 } : { exclusiveMinimum: 0 }) },
        { type: 'string', pattern: '^(\\d+|(?=.)(\\d+h)?(\\d+m)?(\\d+s)?)$' },
      ],
    },
  };
}

/** -1 for what is not a finite number. */
function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : -1;
}

/** Digits alone are in the unit; -1 for what is not a time span. */
function secondsOf(given: string, secondsPerUnit: number): number {
  try {
    return parseTimeSpan(given) * (/^\d+$/.test(given) ? secondsPerUnit : 1);
  } catch {
    return -1;
  }
}

function readNumber(node: Located, name: string, what: string, accepts: (value: number) => boolean): number {
  const value = plainValue(node);
  if (typeof value === 'number' && accepts(value)) return value;
  throw expected(node, name, what);
}

function readWeight(node: Located, name: string): number {
  const value = percentOf(node) ?? plainValue(node);
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw expected(node, name, 'a number of 0 or more, or a text such as 60%');
}

/** 0.05 for `5%`; undefined for anything else. */
function percentOf(node: Located): number | undefined {
  const digits = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(String(plainValue(node)))?.[1];
  return digits === undefined ? undefined : Number(digits) / 100;
}
