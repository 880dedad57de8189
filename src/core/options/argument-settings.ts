/** Settings of a custom option, checked when it is added: a mistake would be a wrong value during a run. */
import { TslocError } from '../../util/error.js';
import {
  allow,
  boolean,
  findUnknownKey,
  finiteNumber,
  integer,
  listOf,
  oneOf,
  type Rule,
  type Rules,
  string,
  violationMessage,
} from '../../util/rules.js';
import type { Flag } from './flags.js';

/** Settings of a custom option. */
export interface ArgumentSettings {
  /**
   * Type of its value: by default that of `default` or of `choices`, else a text. A flag takes no value; its name with
   * `no-` turns it off: `--no-my-arg`.
   */
  readonly type?: 'text' | 'integer' | 'number' | 'flag';
  readonly default?: string | number | boolean | null;
  readonly choices?: readonly string[] | readonly number[];
  readonly help?: string;
  /** The environment variable that may set it. */
  readonly env?: string;
  /** Whether its value is hidden wherever options are printed. */
  readonly isSecret?: boolean;
}

/** The heading of options without a group. */
export const customGroup = 'Custom options';

type Kind = NonNullable<ArgumentSettings['type']>;

const kinds: Rules<Kind> = { text: string, integer, number: finiteNumber, flag: boolean };

const known = ['type', 'default', 'choices', 'help', 'env', 'isSecret'];

/** Its row in the option table. @throws {TslocError} `BAD_ARGUMENT` */
export function flagOf(long: string, short: string | undefined, settings: ArgumentSettings): Flag {
  const unknown = findUnknownKey(settings, known);
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
    isCustom: true,
    group: customGroup,
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
    const list = listOf(kinds[kind]);
    const isList = kind !== 'flag' && list.accepts(choices) && choices.length > 0;
    if (!isList) throw badSetting(long, 'choices', kind === 'flag' ? 'absent' : list.expected, choices);
  }
  const rule = allow(argumentRule(kind, choices), null);
  if (!rule.accepts(value)) throw badSetting(long, 'default', rule.expected, value);
}

/** The rule for values of an option. */
export function argumentRule(type: Flag['type'], choices: Flag['choices']): Rule {
  return choices === undefined ? kinds[type as Kind] : oneOf(choices);
}

function badSetting(long: string, setting: string, expected: string, value: unknown): TslocError {
  return new TslocError('BAD_ARGUMENT', violationMessage(`${setting} of option ${long}`, { expected }, value));
}
