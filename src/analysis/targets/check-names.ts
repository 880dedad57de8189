/** Rejects targets for user classes and tags that a test does not have: otherwise they would be missed at the end of the run. */
import { mostSimilar } from '../../util/text/most-similar.js';
import { scanTarget } from './scan-target.js';
import type { Target } from './target.js';
import { badTarget, TargetSyntaxError } from './target-error.js';

/** The names of a test that targets may be about. */
export interface KnownNames {
  readonly users: readonly string[];
  /** null where tasks, and so their tags, are only known during the run. */
  readonly tags: readonly string[] | null;
}

/** @throws {TslocError} `BAD_TARGET`, exit code 2: it points at the name */
export function checkTargetNames(targets: readonly Target[], { users, tags }: KnownNames): void {
  for (const { text, scope } of targets) {
    if (scope.kind === 'user') checkName(text, 'user', scope.name, users);
    if (scope.kind === 'tag' && tags !== null) checkName(text, 'tag', scope.name, tags);
  }
}

const descriptions = { user: 'user class', tag: 'tag' } as const;

function checkName(line: string, keyword: 'user' | 'tag', name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const { left } = scanTarget(line);
  const { at } = left.find((word, i) => i > 0 && word.text === name && left[i - 1]?.text.toLowerCase() === keyword) ?? {
    at: 0,
  };
  const problem = `no ${descriptions[keyword]} of this test is called '${name}'`;
  throw badTarget(line, new TargetSyntaxError(at, problem, suggestionFor(name, known)), 'judged');
}

function suggestionFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'Its tasks have no tags.';
  const similar = mostSimilar(name, known);
  return similar === null ? `Available: ${known.join(', ')}.` : `Did you mean ${similar}?`;
}
