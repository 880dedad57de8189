/** What an option of a test's own is like, looked over: a mistake here would be a wrong value in the middle of a run. */
import { inspect } from 'node:util';
import { TslocError } from '../util/error.js';
import type { Flag } from './flags.js';

/** What an option of a test's own is like. */
export interface ArgumentSettings {
  /**
   * What its text becomes: that of the default or of the choices, else a text. A flag takes no value; one whose default
   * is true is turned off by its name with `no-`: `--no-my-arg`.
   */
  readonly type?: 'text' | 'integer' | 'number' | 'flag';
  readonly default?: string | number | boolean | null;
  readonly choices?: readonly string[] | readonly number[];
  readonly help?: string;
  /** The environment variable that may set it. */
  readonly env?: string;
  /** True keeps its value out of whatever shows options. */
  readonly isSecret?: boolean;
}

type Kind = NonNullable<ArgumentSettings['type']>;

const kinds: Readonly<Record<Kind, readonly [holds: (value: unknown) => boolean, expected: string]>> = {
  text: [(value) => typeof value === 'string', 'a text'],
  integer: [Number.isSafeInteger, 'a whole number'],
  number: [Number.isFinite, 'a number'],
  flag: [(value) => typeof value === 'boolean', 'true or false'],
};

const known = ['type', 'default', 'choices', 'help', 'env', 'isSecret'];

/** The row that it makes in the table of options. @throws {TslocError} `BAD_ARGUMENT` */
export function flagOf(long: string, short: string | undefined, settings: ArgumentSettings): Flag {
  const unknown = Object.keys(settings).find((key) => !known.includes(key));
  if (unknown !== undefined) throw badSetting(long, 'settings', `any of ${known.join(', ')}`, unknown);
  const kind = kindOf(long, settings);
  checkValues(long, kind, settings);
  const { choices, env, help = '', isSecret = false } = settings;
  return {
    ...(short === undefined ? {} : { short }),
    ...(env === undefined ? {} : { env }),
    ...(choices === undefined ? {} : { choices }),
    ...(kind === 'flag' ? {} : { metavar: '<value>' }),
    long,
    type: kind === 'text' && choices !== undefined ? 'choice' : kind,
    default: settings.default ?? (kind === 'flag' ? false : null),
    isSecret,
    group: 'Custom',
    help,
  };
}

function kindOf(long: string, { type, default: value, choices }: ArgumentSettings): Kind {
  if (type !== undefined && Object.hasOwn(kinds, type)) return type;
  if (type !== undefined) throw badSetting(long, 'type', `one of ${Object.keys(kinds).join(', ')}`, type);
  const example = value ?? choices?.[0];
  if (typeof example === 'boolean') return 'flag';
  return typeof example === 'number' ? 'number' : 'text';
}

function checkValues(long: string, kind: Kind, { default: value = null, choices }: ArgumentSettings): void {
  if (choices !== undefined) {
    const [holds, expected] = kinds[kind];
    const isList = Array.isArray(choices) && choices.length > 0 && kind !== 'flag' && choices.every(holds);
    if (!isList) throw badSetting(long, 'choices', kind === 'flag' ? 'absent' : `a list, each ${expected}`, choices);
  }
  const expected = value === null ? null : expectedInstead(value, kind, choices);
  if (expected !== null) throw badSetting(long, 'default', `${expected}, or null`, value);
}

/** What was expected instead of `value`, in words; null if it is such. */
export function expectedInstead(value: unknown, type: Flag['type'], choices: Flag['choices']): string | null {
  const [holds, expected] = kinds[type === 'choice' ? 'text' : (type as Kind)];
  if (!holds(value)) return expected;
  if (choices === undefined || choices.some((choice) => choice === value)) return null;
  return `one of ${choices.join(', ')}`;
}

function badSetting(long: string, what: string, expected: string, got: unknown): TslocError {
  return new TslocError('BAD_ARGUMENT', `Expected ${what} of option ${long} to be ${expected}, got ${inspect(got)}.`);
}
