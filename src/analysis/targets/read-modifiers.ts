/** What may follow the bound of a target: its window, and whether a miss ends the run. */
import { parseTimeSpan } from '../../util/duration.js';
import { mostSimilar } from '../../util/text/most-similar.js';
import type { Word } from './scan-target.js';
import type { TargetAbort, TargetWindow } from './target.js';
import { TargetSyntaxError } from './target-error.js';

/** How long a target may be missed before it ends the run, if `abort` has no span. */
export const defaultGraceSeconds = 10;

/** What was read. */
export interface Modifiers {
  readonly window: TargetWindow;
  readonly abort: TargetAbort | null;
}

const keywords = ['after', 'last', 'every', 'abort'];

/** @throws {TargetSyntaxError} */
export function readModifiers(words: readonly Word[], end: number): Modifiers {
  let window: TargetWindow | null = null;
  let abort: TargetAbort | null = null;
  for (let i = 0; i < words.length; ) {
    const word = words[i] as Word;
    const next = words[i + 1];
    const keyword = word.text.toLowerCase();
    if (keyword === 'abort') {
      if (abort !== null) throw new TargetSyntaxError(word.at, "'abort' is there twice");
      const hasGrace = next?.text.toLowerCase() === 'after' && words[i + 2]?.text.toLowerCase() !== 'ramp';
      abort = { graceSeconds: hasGrace ? readSpan(words[i + 2], end, 0) : defaultGraceSeconds };
      i += hasGrace ? 3 : 1;
      continue;
    }
    const read = readWindow(word, next, end);
    if (window !== null) throw new TargetSyntaxError(word.at, 'it has two windows', 'Write two targets instead.');
    window = read;
    i += 2;
  }
  return { window: window ?? { kind: 'run' }, abort };
}

function readWindow(word: Word, next: Word | undefined, end: number): TargetWindow {
  const keyword = word.text.toLowerCase();
  if (keyword === 'after') {
    if (next?.text.toLowerCase() === 'ramp') return { kind: 'after ramp' };
    throw new TargetSyntaxError(next?.at ?? end, "expected 'ramp' after 'after'");
  }
  if (keyword === 'last' || keyword === 'every') return { kind: keyword, seconds: readSpan(next, end, 1) };
  const similar = mostSimilar(keyword, keywords);
  const suggestion =
    similar === null
      ? "A target may end with 'after ramp', 'last 30s', 'every 10s', 'abort'."
      : `Did you mean ${similar}?`;
  throw new TargetSyntaxError(word.at, `'${word.text}' is not known here`, suggestion);
}

function readSpan(word: Word | undefined, end: number, least: number): number {
  const problem = 'expected a time span such as 30s or 5m';
  if (word === undefined) throw new TargetSyntaxError(end, problem);
  const seconds = parseSpan(word.text);
  if (seconds === null || seconds < least) throw new TargetSyntaxError(word.at, `${problem}, got '${word.text}'`);
  return seconds;
}

function parseSpan(text: string): number | null {
  try {
    return parseTimeSpan(text);
  } catch {
    return null;
  }
}
