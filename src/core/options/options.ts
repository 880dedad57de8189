/** The options of a run: types and defaults derived from the option table, and parsing of texts. */
import { parseTimeSpan } from '../../util/duration.js';
import { messageOf, TslocError } from '../../util/error.js';
import type { Workload } from '../workload.js';
import { type Flag, type FlagKey, flags } from './flags.js';

type ValueOf<F extends Flag> = F['type'] extends 'flag'
  ? boolean
  : F['type'] extends 'words' | 'texts'
    ? readonly string[]
    : F['type'] extends 'integer' | 'rate' | 'timeSpan' | 'number'
      ? F['default'] extends number
        ? number
        : number | null
      : F extends { choices: readonly (infer C)[] }
        ? C
        : F['default'] extends string
          ? string
          : string | null;

declare global {
  /** Options that are not in the table. A test adds its own: `declare global { interface TslocOptions { slowAfter: number } }`. */
  interface TslocOptions {
    /** The classes named on the command line; none means all. */
    readonly userClasses: readonly string[];
    /**
     * Values of `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, for classes with `proxy: 'environment'`; an empty
     * text means none. The command reads them, a run of a script does not.
     */
    readonly proxyVariables?: { readonly http: string; readonly https: string; readonly noProxy: string };
    /** The `workload` values of the scenario. */
    readonly workload?: Workload;
  }
}

/** A value for each option of the command, and {@link TslocOptions}: `environment.parsedOptions`. Time spans in whole seconds. */
export type Options = { readonly [K in FlagKey]: ValueOf<(typeof flags)[K]> } & Readonly<TslocOptions>;

/** The rows of the table, in order. */
export const flagRows = Object.entries(flags) as [FlagKey, Flag][];

/** `--spawn-rate` is `spawnRate` in configuration objects. */
export function configName({ long }: Pick<Flag, 'long'>): string {
  return long.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The defaults, overridden by `given`; a given `undefined` leaves the default. */
export function makeOptions(given: Partial<Options> = {}): Options {
  const defaults = Object.fromEntries(flagRows.map(([key, flag]) => [key, flag.default]));
  const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...defaults, userClasses: [], ...defined } as unknown as Options;
}

/**
 * Parses the text of an option's value, or of one item of a list.
 * @throws {TslocError} `BAD_OPTION`, exit code 2, in Locust's words
 */
export function parseValue(flag: Flag, text: string): unknown {
  try {
    return parse(flag, text);
  } catch (error) {
    // The reason quotes the value.
    throw badOption(flag, flag.isSecret === true ? `invalid value of type ${flag.type}` : messageOf(error));
  }
}

/** `argument -u/--users: …`, exit code 2. */
export function badOption(flag: Flag, reason: string): TslocError {
  const names = flag.short === undefined ? flag.long : `${flag.short}/${flag.long}`;
  return new TslocError('BAD_OPTION', `argument ${names}: ${reason}`, { exitCode: 2 });
}

function parse(flag: Flag, text: string): unknown {
  switch (flag.type) {
    case 'integer':
      return checkChoice(flag, parseInteger(flag, text));
    case 'rate':
      return parseRate(text);
    case 'timeSpan':
      return parseTimeSpan(text);
    case 'number':
      return checkChoice(flag, parseNumber(text));
    case 'choice':
    case 'texts':
      return parseChoice(flag, text);
    case 'flag':
      return parseBoolean(text);
    default:
      return text;
  }
}

function parseInteger(flag: Flag, text: string): number {
  if (!/^[+-]?\d+$/.test(text.trim())) throw new Error(`invalid int value: '${text}'`);
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`invalid int value: '${text}'`);
  if (flag.least !== undefined && value < flag.least) throw new Error(`must be >= ${flag.least}`);
  if (flag.most !== undefined && value > flag.most) throw new Error(`must be <= ${flag.most}`);
  return value;
}

function parseRate(text: string): number {
  const value = parseNumber(text);
  if (value <= 0) throw new Error('must be > 0');
  return value;
}

function parseNumber(text: string): number {
  const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new Error(`invalid float value: '${text}'`);
  return value;
}

function checkChoice(flag: Flag, value: number): number {
  if (flag.choices === undefined || flag.choices.some((choice) => choice === value)) return value;
  throw new Error(`invalid choice: ${value} (choose from ${flag.choices.join(', ')})`);
}

function parseChoice(flag: Flag, text: string): string {
  if (flag.choices === undefined) return text;
  const choices = flag.choices.map(String);
  const value = choices.find((choice) => choice === text || choice === text.toUpperCase());
  if (value !== undefined) return value;
  const shown = choices.every((choice) => choice === choice.toUpperCase()) ? text.toUpperCase() : text;
  throw new Error(`invalid choice: '${shown}' (choose from ${choices.map((choice) => `'${choice}'`).join(', ')})`);
}

function parseBoolean(text: string): boolean {
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  throw new Error(`unexpected value '${text}'. Expecting 'true', 'false', 'yes', 'no', 'on', 'off', '1' or '0'`);
}
