/** The fields of `POST /swarm`: the requested test, or the value that is refused. Fields, messages and order are Locust's. */
import type { Flag } from '../../core/options/flags.js';
import { parseValue } from '../../core/options/options.js';
import { parseTimeSpan } from '../../util/duration.js';
import { messageOf } from '../../util/error.js';
import { pythonRepr } from '../../util/text/format.js';
import { snakeCase } from '../../util/text/letter-case.js';

/** A valid form. Null for absent fields. */
export interface SwarmRequest {
  readonly users: number | null;
  readonly spawnRate: number | null;
  /** Seconds. */
  readonly runTime: number | null;
  readonly host: string | null;
  /** The empty text is none. */
  readonly profile: string | null;
  /** Names; an empty list is none chosen. */
  readonly userClasses: readonly string[];
  readonly shape: string | null;
  /** New values of custom options, by their keys in `parsedOptions`. */
  readonly customOptions: ReadonlyMap<string, unknown>;
}

/** Why a form is invalid, as a message for the user. */
export interface SwarmFormError {
  readonly error: string;
}

/** The fields of a form, in their order. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/**
 * Reads a form. Only custom options (`customFlags`, by key) can be set besides Locust's fields; names are accepted
 * as `my_option` and `myOption`. Unknown fields are ignored.
 */
export function readSwarmForm(
  fields: FormFields,
  customFlags: ReadonlyMap<string, Flag>,
): SwarmRequest | SwarmFormError {
  try {
    const text = (name: string) => fields.find(([field]) => field === name)?.[1] ?? null; // Locust takes the first one
    return {
      users: readNumber(text('user_count'), 'user_count', /^\s*[+-]?\d+\s*$/, 'an integer'),
      spawnRate: readNumber(
        text('spawn_rate'),
        'spawn_rate',
        /^\s*[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf|infinity|nan)\s*$/i,
        'a number',
      ),
      runTime: readRunTime(text('run_time')),
      host: text('host')?.replace(/[<>]/g, '') ?? null,
      profile: text('profile'),
      userClasses: fields.filter(([name]) => name === 'user_classes').map(([, value]) => value),
      shape: text('shape_class'),
      customOptions: readCustomOptions(fields, customFlags),
    };
  } catch (error) {
    if (error instanceof InvalidField) return { error: error.message };
    throw error;
  }
}

/** The name of an option in forms and in the page: Locust's `dest`, so `slowAfter` is `slow_after`. */
export function fieldName(key: string): string {
  return snakeCase(key);
}

class InvalidField extends Error {}

function readNumber(text: string | null, field: string, pattern: RegExp, kind: string): number | null {
  if (text === null) return null;
  if (pattern.test(text)) return Number(text.replace(/inf(inity)?/i, 'Infinity')); // refused later, as by Locust
  throw new InvalidField(`Invalid ${field} value: ${pythonRepr(text)} (must be ${kind})`);
}

function readRunTime(text: string | null): number | null {
  if (text === null || text === '') return null;
  try {
    return parseTimeSpan(text);
  } catch {
    throw new InvalidField('Valid run_time formats are : 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.');
  }
}

function readCustomOptions(fields: FormFields, flags: ReadonlyMap<string, Flag>): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [key, flag] of flags) {
    const texts = fields.filter(([name]) => name === key || name === fieldName(key)).map(([, text]) => text);
    if (texts[0] !== undefined) values.set(key, readCustomOption(key, flag, texts));
  }
  return values;
}

/** A list may be several fields or, as in Locust, one with commas, unless a choice has some. */
function readCustomOption(key: string, flag: Flag, texts: readonly string[]): unknown {
  if (flag.type !== 'texts') return readValue(key, flag, texts[0] as string);
  const choices: readonly unknown[] = flag.choices ?? [];
  const items = texts
    .flatMap((text) => (choices.includes(text) ? [text] : text.split(',')))
    .filter((item) => item !== '');
  return items.map((item) => readValue(key, flag, item));
}

/** An empty field of a number or of a choice is an option without a value, as the form shows it. */
function readValue(key: string, flag: Flag, text: string): unknown {
  if (text === '' && flag.type !== 'text') return flag.type === 'flag' ? false : null;
  try {
    return parseValue(flag, text);
  } catch (error) {
    throw new InvalidField(`Invalid ${fieldName(key)} value: ${messageOf(error)}`);
  }
}
