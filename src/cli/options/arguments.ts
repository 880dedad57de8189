/** What argparse accepts and commander does not: abbreviated long options, `-u=5`, and its error messages. */
import { type Flag, flags } from '../../core/options/flags.js';
import { badOption } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';

/** Locust's options: those with a variable of Locust's, and these, which have none there. */
const locustOptions: ReadonlySet<string> = new Set([
  ...Object.values(flags).flatMap(({ env, long }: Flag) => (env?.startsWith('LOCUST_') ? [long] : [])),
  '--help',
  '--version',
  '--list',
  '--enable-rebalancing',
]);

/** One row of the option table with its key. */
export type Row = readonly [key: string, flag: Flag];

/**
 * Completes long options that are abbreviated to an unambiguous prefix: `--user` to `--users`. A prefix that is unambiguous
 * among Locust's options is so here: `--re` is `--reset-stats`, in spite of `--request-log`.
 * @throws {TslocError} `BAD_OPTION` for an ambiguous prefix
 */
export function expandPrefixes(argv: readonly string[], longNames: readonly string[]): string[] {
  const options = optionWords(argv);
  return [...options.map((word) => expandPrefix(word, longNames)), ...argv.slice(options.length)];
}

/** Separates the value of a short option that is attached with `=`: `-u=5` becomes `-u 5`. */
export function splitAttachedValues(argv: readonly string[], rows: readonly Row[]): string[] {
  const end = optionWords(argv).length;
  const takesValue = (name: string) => rows.some(([, flag]) => flag.short === name && flag.type !== 'flag');
  return argv.flatMap((word, i) => {
    const isAttached = word[2] === '=' && takesValue(word.slice(0, 2)) && i < end;
    return isAttached ? [word.slice(0, 2), word.slice(3)] : [word];
  });
}

/** Leaves out all but the last occurrence of each option that takes a list, with its words: commander adds them up. */
export function keepLastLists(argv: readonly string[], rows: readonly Row[]): string[] {
  const lists = rows.flatMap(([, flag]) => (flag.type === 'words' ? [flag] : []));
  const options = optionWords(argv);
  const listAt = options.map((word) => lists.find((flag) => names(word, flag)));
  let isDropped = false;
  const kept = options.filter((word, i) => {
    const list = listAt[i];
    if (list === undefined) {
      isDropped &&= !word.startsWith('-');
      return !isDropped;
    }
    const isLast = listAt.indexOf(list, i + 1) < 0;
    isDropped = !isLast && (word === list.long || word === list.short); // an attached value is the only one
    return isLast;
  });
  return [...kept, ...argv.slice(options.length)];
}

/** Whether a word is the option, with or without an attached value. */
function names(word: string, { long, short }: Flag): boolean {
  return word === long || word.startsWith(`${long}=`) || (short !== undefined && word.startsWith(short));
}

/** @throws {TslocError} `BAD_OPTION` if an option that takes a value is last, or is followed by another option */
export function requireValues(argv: readonly string[], rows: readonly Row[]): void {
  const isOption = (word: string) => rows.some(([, flag]) => flag.long === word.split('=')[0] || flag.short === word);
  for (const [i, word] of optionWords(argv).entries()) {
    const flag = rows.map(([, row]) => row).find((row) => row.long === word || row.short === word);
    const next = argv[i + 1];
    if (flag === undefined || flag.type === 'flag' || flag.type === 'words') continue;
    if (next !== undefined && !isOption(next) && next !== '--') continue;
    throw badOption(flag, 'expected one argument');
  }
}

/** The words before `--`: those after it are class names, whatever they look like. */
export function optionWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}

function expandPrefix(word: string, longNames: readonly string[]): string {
  const [name = '', ...value] = word.split('=');
  if (!name.startsWith('--') || longNames.includes(name)) return word;
  const matches = longNames.filter((long) => long.startsWith(name));
  if (matches.length === 0) return word;
  const ofLocust = matches.filter((long) => locustOptions.has(long));
  if (ofLocust.length === 1) return [ofLocust[0], ...value].join('=');
  if (matches.length > 1) {
    const message = `ambiguous option: ${name} could match ${matches.join(', ')}`;
    throw new TslocError('BAD_OPTION', message, { exitCode: 2 });
  }
  return [matches[0], ...value].join('=');
}
