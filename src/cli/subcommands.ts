/** The subcommands: what the help says of them, and the one that a mistyped word means. */
import { TslocError } from '../util/error.js';
import { mostSimilar } from '../util/most-similar.js';

/** By name: one line each in the help. */
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

/** The subcommand that `word` probably means; null if none is similar. */
export function similarSubcommand(word: string): string | null {
  return mostSimilar(word, Object.keys(subcommands));
}

/** The lines of the help. */
export function subcommandList(): string {
  const lines = Object.entries(subcommands).map(([name, what]) => `  ${name.padEnd(9)} ${what}`);
  return ['', 'Subcommands:', ...lines].join('\n');
}

/** `tsloc validat`: neither a missing locustfile nor an unknown option is what is wrong. Other errors are returned as they are. */
export function hintAtSubcommand(thrown: unknown, firstWord: string | undefined): unknown {
  if (!TslocError.is(thrown) || !['LOCUSTFILE_NOT_FOUND', 'UNKNOWN_OPTION'].includes(thrown.code)) return thrown;
  const isMistyped = firstWord !== undefined && !firstWord.startsWith('-') && !Object.hasOwn(subcommands, firstWord);
  const similar = isMistyped ? similarSubcommand(firstWord) : null;
  if (similar === null) return thrown;
  const hint = `Did you mean the subcommand '${similar}'? ${thrown.hint ?? ''}`.trim();
  return new TslocError(thrown.code, thrown.message, { cause: thrown, exitCode: thrown.exitCode, hint });
}
