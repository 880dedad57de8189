/** The subcommands: what the help says of them, and what a word means that is none. */
import { TslocError } from '../util/error.js';
import { mostSimilar } from '../util/text/most-similar.js';

/** By name: the line of each in the help. */
export const subcommands = {
  demo: 'start the sample service and run the bundled users against it; see tsloc demo --help',
  config: 'print the value of each option and where it was set',
  init: 'put a first test, a script and compiler settings into a project',
  validate: 'check types, load the files and run each task once as one user',
  report: 'make an HTML report from the CSV files of an earlier run',
  scenarios: 'list the plans that --scenario can name, or print a schedule for them',
} as const;

/** The name of a subcommand. */
export type Subcommand = keyof typeof subcommands;

/**
 * What the first word that is not understood probably means: `-f users.ts` for `users.ts`, `--help` for `help`, a subcommand
 * for one that is misspelt; null for the name of a class.
 */
export function meantBy(words: readonly string[]): string | null {
  const file = words.find((word) => /\.[cm]?[jt]s$/.test(word));
  const [first = ''] = words;
  if (file !== undefined) return `-f ${file}`;
  if (first === 'help' || first === 'version') return `--${first}`;
  const similar = /^\p{Lu}/u.test(first) ? null : mostSimilar(first, Object.keys(subcommands));
  return similar === null ? null : `the subcommand '${similar}'`;
}

/** The lines of the help. */
export function subcommandList(): string {
  const lines = Object.entries(subcommands).map(([name, what]) => `  ${name.padEnd(9)} ${what}`);
  return ['', 'Subcommands:', ...lines].join('\n');
}

/**
 * For `tsloc validat`, which is read as a run without a locustfile or with an unknown option: adds what was probably meant
 * to the error. Other errors are returned unchanged.
 */
export function hintAtMeaning(thrown: unknown, argv: readonly string[]): unknown {
  if (!TslocError.is(thrown) || !['LOCUSTFILE_NOT_FOUND', 'UNKNOWN_OPTION'].includes(thrown.code)) return thrown;
  const end = argv.findIndex((word) => word.startsWith('-'));
  const words = end < 0 ? argv : argv.slice(0, end);
  const meant = words.length === 0 || Object.hasOwn(subcommands, words[0] as string) ? null : meantBy(words);
  if (meant === null) return thrown;
  const hint = `Did you mean ${meant}? ${thrown.hint ?? ''}`.trim();
  return new TslocError(thrown.code, thrown.message, { cause: thrown, exitCode: thrown.exitCode, hint });
}
