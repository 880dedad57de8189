/** What argparse allows and commander does not: long options cut short, and complaints in its words. */
import type { Flag } from '../core/flags.js';
import { badOption } from '../core/options.js';
import { TslocError } from '../util/error.js';

/**
 * Completes long options that are cut to an unambiguous beginning: `--user` to `--users`.
 * @throws {TslocError} `BAD_OPTION` for an ambiguous one
 */
export function completeNames(argv: readonly string[], longNames: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  return [...options.map((word) => complete(word, longNames)), ...argv.slice(options.length)];
}

/** Takes short options from the values that `=` ties to them: `-u=5` is `-u 5`. */
export function untieValues(argv: readonly string[], rows: readonly (readonly [string, Flag])[]): string[] {
  const end = argv.indexOf('--');
  const takesValue = (name: string) => rows.some(([, flag]) => flag.short === name && flag.type !== 'flag');
  return argv.flatMap((word, i) => {
    const isTied = word[2] === '=' && takesValue(word.slice(0, 2)) && (end < 0 || i < end);
    return isTied ? [word.slice(0, 2), word.slice(3)] : [word];
  });
}

/** @throws {TslocError} `BAD_OPTION` where an option that needs a value is last, or is followed by another option */
export function requireValues(argv: readonly string[], rows: readonly (readonly [string, Flag])[]): string[] {
  const isOption = (word: string) => rows.some(([, flag]) => flag.long === word.split('=')[0] || flag.short === word);
  for (const [i, word] of argv.entries()) {
    if (word === '--') break;
    const flag = rows.map(([, row]) => row).find((row) => row.long === word || row.short === word);
    const next = argv[i + 1];
    if (flag === undefined || flag.type === 'flag') continue;
    if (next !== undefined && !isOption(next) && next !== '--') continue;
    throw badOption(flag, flag.type === 'words' ? 'expected at least one argument' : 'expected one argument');
  }
  return [...argv];
}

function complete(word: string, longNames: readonly string[]): string {
  const [name = '', ...value] = word.split('=');
  if (!name.startsWith('--') || longNames.includes(name)) return word;
  const matches = longNames.filter((long) => long.startsWith(name));
  if (matches.length === 0) return word;
  if (matches.length > 1) {
    const message = `ambiguous option: ${name} could match ${matches.join(', ')}`;
    throw new TslocError('BAD_OPTION', message, { exitCode: 2 });
  }
  return [matches[0], ...value].join('=');
}
