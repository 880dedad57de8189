/** The error of an option that neither tsloc nor the locustfile knows: a suggestion, or what replaced it. */
import { TslocError } from '../../util/error.js';
import { mostSimilar } from '../../util/text/most-similar.js';

/** Options of earlier versions of Locust, and what replaced them. */
export const replacements: ReadonlyMap<string, string> = new Map([
  ['--slave', '--worker'],
  ['--expect-slaves', '--expect-workers'],
  ['--web-auth', '--web-login'],
  ['--no-web', '--headless'],
  ['--hatch-rate', '--spawn-rate'],
  ['--clients', '--users'],
]);

/**
 * `UNKNOWN_OPTION`, exit code 2. `word` is what was written, value included, `file` the configuration file that it is
 * from; the hint names the most similar of `longNames`, if one is similar enough. Those of options that can be turned off
 * begin with `--no-`.
 */
export function unknownOption(word: string, longNames: readonly string[], file?: string): TslocError {
  const name = word.split('=')[0] as string;
  const replacement = replacements.get(name);
  const place = file === undefined ? [] : [`It is a key of ${file}.`];
  if (name === '--legacy-ui') return unknown('argument --legacy-ui: the legacy web page no longer exists', place);
  if (replacement !== undefined) return unknown(`argument ${name}: it was removed; use ${replacement}`, place);
  const similar = similarNegation(name, longNames) ?? similarOption(name, longNames.filter(isPositive));
  const suggestion = similar === null ? [] : [`Did you mean '${file === undefined ? '--' : ''}${similar}'?`];
  return unknown(`unrecognized arguments: ${word}`, [...place, ...suggestion]);
}

const negation = /^--no-/;
const isPositive = (name: string) => !negation.test(name);

/** `no-headless` for `--no-headles`; null where no option that can be turned off is similar. */
function similarNegation(name: string, longNames: readonly string[]): string | null {
  if (isPositive(name)) return null;
  const negatable = longNames.filter((long) => !isPositive(long)).map((long) => long.replace(negation, '--'));
  const similar = similarOption(name.replace(negation, '--'), negatable);
  return similar === null ? null : `no-${similar}`;
}

/**
 * Without dashes; by its letters, of the whole name or of its beginning: `spawn-rate` for `spwan`; else the only option that
 * begins with the same word: `users` for `user-count`.
 */
function similarOption(long: string, longNames: readonly string[]): string | null {
  const name = long.replace(/^-+/, '');
  const names = longNames.map((long) => long.slice(2));
  const words = name.split('-');
  const beginningOf = (one: string) => one.split('-').slice(0, words.length).join('-');
  const similar = mostSimilar(name, [...names, ...names.map(beginningOf)]);
  const [word = ''] = words;
  const alike = names.filter((one) => beginningOf(one) === similar);
  const sameWord = names.filter((one) => word.length > 2 && one.startsWith(word));
  if (similar !== null && !names.includes(similar) && alike.length === 1) return alike[0] as string;
  return mostSimilar(name, names) ?? (sameWord.length === 1 ? (sameWord[0] as string) : null);
}

function unknown(message: string, hints: readonly string[]): TslocError {
  const hint = hints.length === 0 ? {} : { hint: hints.join(' ') };
  return new TslocError('UNKNOWN_OPTION', message, { exitCode: 2, ...hint });
}
