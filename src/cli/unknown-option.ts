/** The error of an option that neither tsloc nor the locustfile knows: a suggestion, or what replaced it. */
import { TslocError } from '../util/error.js';

/** Options of earlier versions of Locust, and what replaced them. */
const replacements: ReadonlyMap<string, string> = new Map([
  ['--slave', '--worker'],
  ['--expect-slaves', '--expect-workers'],
  ['--web-auth', '--web-login'],
  ['--no-web', '--headless'],
  ['--hatch-rate', '--spawn-rate'],
  ['--clients', '--users'],
]);

/**
 * `UNKNOWN_OPTION`, exit code 2. `word` is what was written, value included, `file` the configuration file that it is
 * from; the hint names the most similar of `longNames`, if one is similar enough.
 */
export function unknownOption(word: string, longNames: readonly string[], file?: string): TslocError {
  const name = word.split('=')[0] as string;
  const replacement = replacements.get(name);
  if (name === '--legacy-ui') return unknown('argument --legacy-ui: the legacy web page no longer exists');
  if (replacement !== undefined) return unknown(`argument ${name}: it was removed; use ${replacement}`);
  const similar = mostSimilar(name, longNames);
  const hints = [
    ...(file === undefined ? [] : [`It is a key of ${file}.`]),
    ...(similar === null ? [] : [`Did you mean '${file === undefined ? similar : similar.slice(2)}'?`]),
  ];
  return unknown(`unrecognized arguments: ${word}`, hints.length === 0 ? {} : { hint: hints.join(' ') });
}

/** The most similar of `candidates`; null if none has a similarity of 0.6 or more, Locust's threshold. */
export function mostSimilar(word: string, candidates: readonly string[]): string | null {
  const scored = candidates.map((candidate) => ({ candidate, score: similarity(word, candidate) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { candidate: '', score: 0 });
  return best.score >= 0.6 ? best.candidate : null;
}

function unknown(message: string, details: { hint?: string } = {}): TslocError {
  return new TslocError('UNKNOWN_OPTION', message, { exitCode: 2, ...details });
}

/** Ratcliff-Obershelp, as Python's difflib computes it: twice the matching letters over both lengths; 1 if equal. */
function similarity(a: string, b: string): number {
  return (2 * matchingLetters(a, b)) / (a.length + b.length);
}

/** The letters of the longest common substring, and, recursively, of what is left and right of it. */
function matchingLetters(a: string, b: string): number {
  const { start, other, length } = longestCommon(a, b);
  if (length === 0) return 0;
  const left = matchingLetters(a.slice(0, start), b.slice(0, other));
  return left + length + matchingLetters(a.slice(start + length), b.slice(other + length));
}

function longestCommon(a: string, b: string): { start: number; other: number; length: number } {
  let best = { start: 0, other: 0, length: 0 };
  for (let start = 0; start < a.length; start++) {
    for (let other = 0; other < b.length; other++) {
      let length = 0;
      while (start + length < a.length && a[start + length] === b[other + length]) length++;
      if (length > best.length) best = { start, other, length };
    }
  }
  return best;
}
