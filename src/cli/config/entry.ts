/** One line of a configuration file, and what it means for the option table. */
import type { Flag } from '../../core/options/flags.js';
import { badOption, configName, parseValue } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';
import { kebabCase } from '../../util/text/letter-case.js';
import type { Row } from '../options/arguments.js';
import { parseFrom, type Setting } from '../options/settings.js';
import { unknownOption } from '../options/unknown-option.js';

/** A key with its value, before it is known whether such an option exists. */
export interface Entry {
  /** As written: `users`, `--users`, and in files of tsloc also `spawnRate` or `numUsers`. */
  readonly key: string;
  readonly value: unknown;
  /** The file, as it is shown. */
  readonly source: string;
  /** `locust` for Locust's own files, whose values are all texts. */
  readonly format: 'locust' | 'tsloc';
}

/**
 * Converts entries to settings, in the same order.
 * @throws {TslocError} `UNKNOWN_OPTION`, `BAD_OPTION`, exit code 2
 */
export function settingsFromEntries(entries: readonly Entry[], rows: readonly Row[]): Setting[] {
  return entries.flatMap((entry) => {
    const { source, value } = entry;
    if (value === null || value === undefined) return [];
    if (entry.format === 'tsloc' && entry.key === 'userClasses')
      return [{ key: 'userClasses', value: wordsOf(value), source }];
    const row = rowOf(entry, rows);
    if (row === undefined) throw unknownEntry(entry, rows);
    const [key, flag] = row;
    // Files are read before their entries: this one would have no effect.
    if (key === 'config') throw badOption(flag, `expected on the command line or in TSLOC_CONFIG, got it in ${source}`);
    return [{ key, value: parseEntryValue(flag, entry), source }];
  });
}

/** By its long name, by an unambiguous prefix of it, or, in files of tsloc, by its name in camelCase. */
export function rowOf({ key, format }: Entry, rows: readonly Row[]): Row | undefined {
  const long = `--${key.replace(/^--/, '')}`;
  const exact = rows.find(([, flag]) => flag.long === long);
  if (exact !== undefined) return exact;
  if (format === 'tsloc') return rows.find(([rowKey, flag]) => rowKey === key || configName(flag) === key);
  const matches = rows.filter(([, flag]) => flag.long.startsWith(long));
  return matches.length === 1 ? matches[0] : undefined;
}

function unknownEntry({ key, value, source, format }: Entry, rows: readonly Row[]): Error {
  const names = rows.map(([, flag]) => flag.long);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  if (format === 'locust') return unknownOption(`--${key.replace(/^--/, '')}=${shown}`, names, source);
  const { code, message, hint, exitCode } = unknownOption(`--${kebabCase(key.replace(/^--/, ''))}`, names, source);
  const isCamelCase = !key.includes('-');
  const named = hint?.replace(/(?<=mean ')[\w-]+/, (name) => (isCamelCase ? configName({ long: `--${name}` }) : name));
  const text = message.startsWith('unrecognized') ? `unrecognized key: ${key}` : message;
  return new TslocError(code, text, { exitCode, ...(named === undefined ? {} : { hint: named }) });
}

function parseEntryValue(flag: Flag, { value, source, format }: Entry): unknown {
  const parseText = (text: string) => parseFrom(`It is set in ${source}.`, () => parseValue(flag, text));
  if (flag.type === 'words' || flag.type === 'texts') return wordsOf(value).map(parseText);
  if (Array.isArray(value)) throw badOption(flag, `expected one value, got a list in ${source}`);
  if (typeof value === 'object') throw badOption(flag, `expected one value, got an object in ${source}`);
  if (format === 'tsloc' && typeof value === 'boolean' && flag.type !== 'flag')
    throw badOption(flag, `expected a value, got ${value} in ${source}`);
  return parseText(String(value));
}

/** Objects, such as those of `--config-users`, become JSON texts. */
function wordsOf(value: unknown): string[] {
  const words = Array.isArray(value) ? value : [value];
  return words.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).filter((one) => one !== '');
}
