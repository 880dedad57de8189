/** Settings of a custom option, checked when it is added: a mistake would be a wrong value during a run. */
import { TslocError } from '../../util/error.js';
import {
  allow,
  boolean,
  findUnknownKey,
  findViolation,
  finiteNumber,
  integer,
  listOf,
  oneOf,
  optional,
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
  readonly default?: string | number | boolean | readonly string[] | null;
  readonly choices?: readonly string[] | readonly number[];
  readonly help?: string;
  /** The environment variable that may set it. */
  readonly env?: string;
  /** Whether its value is hidden wherever options are printed. */
  readonly isSecret?: boolean;
  /** Whether the form of the web page requires a value; the command line does not. */
  readonly isRequired?: boolean;
  /**
   * Whether it takes several texts: its value is a list, empty by default. On the command line it is repeated; with
   * `choices`, the form of the web page is a list in which several can be selected.
   */
  readonly isMultiple?: boolean;
  /** Whether it is in the form of the web page, and `POST /swarm` can set it; true by default. */
  readonly includeInWebUi?: boolean;
}

/** The heading of options without a group. */
export const customGroup = 'Custom options';

type Kind = NonNullable<ArgumentSettings['type']>;

const kinds: Rules<Kind> = { text: string, integer, number: finiteNumber, flag: boolean };

const switches = {
  isSecret: optional(boolean),
  isRequired: optional(boolean),
  isMultiple: optional(boolean),
  includeInWebUi: optional(boolean),
};

const known = ['type', 'default', 'choices', 'help', 'env', ...Object.keys(switches)];

/** Its row in the option table. @throws {TslocError} `BAD_ARGUMENT` */
export function flagOf(long: string, short: string | undefined, settings: ArgumentSettings): Flag {
  const unknown = findUnknownKey(settings, known);
  if (unknown !== undefined) throw badSetting(long, 'settings', `any of ${known.join(', ')}`, unknown);
  const wrong = findViolation(settings, switches);
  if (wrong !== null) throw badSetting(long, wrong.name, wrong.rule.expected, wrong.value);
  const type = typeOf(long, settings);
  checkValues(long, type, settings);
  const { choices, env, help = '', isSecret = false, isRequired = false, includeInWebUi = true } = settings;
  return {
    ...(short === undefined ? {} : { short }),
    ...(env === undefined ? {} : { env }),
    ...(choices === undefined ? {} : { choices }),
    ...(type === 'flag' ? {} : { metavar: '<value>' }),
    long,
    type: type === 'text' && choices !== undefined ? 'choice' : type,
    default: settings.default ?? (type === 'flag' ? false : type === 'texts' ? [] : null),
    isSecret,
    isRequired,
    includeInWebUi,
    isCustom: true,
    group: customGroup,
    help,
  };
}

function typeOf(long: string, { type, default: value, choices, isMultiple }: ArgumentSettings): Kind | 'texts' {
  const valid = isMultiple === true ? ['text'] : Object.keys(kinds);
  if (type !== undefined && !valid.includes(type)) throw badSetting(long, 'type', `one of ${valid.join(', ')}`, type);
  if (isMultiple === true) return 'texts';
  if (type !== undefined) return type;
  const example = value ?? choices?.[0];
  if (typeof example === 'boolean') return 'flag';
  return typeof example === 'number' ? 'number' : 'text';
}

function checkValues(long: string, type: Flag['type'], { default: value = null, choices }: ArgumentSettings): void {
  if (choices !== undefined) {
    const list = type === 'texts' ? argumentRule(type, undefined) : listOf(argumentRule(type, undefined));
    const isList = type !== 'flag' && list.accepts(choices) && choices.length > 0;
    if (!isList) throw badSetting(long, 'choices', type === 'flag' ? 'absent' : list.expected, choices);
  }
  const rule = allow(argumentRule(type, choices), null);
  if (!rule.accepts(value)) throw badSetting(long, 'default', rule.expected, value);
}

/** The rule for values of an option. */
export function argumentRule(type: Flag['type'], choices: Flag['choices']): Rule {
  if (type === 'texts') return listOf(argumentRule('text', choices));
  return choices === undefined ? kinds[type as Kind] : oneOf(choices);
}

function badSetting(long: string, setting: string, expected: string, value: unknown): TslocError {
  return new TslocError('BAD_ARGUMENT', violationMessage(`${setting} of option ${long}`, { expected }, value));
}
