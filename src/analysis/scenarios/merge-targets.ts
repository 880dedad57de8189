/** The targets of a scenario together with those of the command line. */
import { parseFailIf, parseTarget } from '../targets/parse-target.js';
import type { Target } from '../targets/target.js';

/**
 * Lines of the scenario that no given one is about, then the given ones: `p95 < 1s` replaces `p95 < 500ms`. `failIf` are
 * lines of the opposite sense, which replace as well. @throws {TslocError} `BAD_TARGET`
 */
export function mergeTargets(
  ofScenario: readonly string[],
  given: readonly string[],
  failIf: readonly string[] = [],
): string[] {
  const subjects = new Set([...given.map(parseTarget), ...failIf.map(parseFailIf)].map(subjectOf));
  return [...ofScenario.filter((line) => !subjects.has(subjectOf(parseTarget(line)))), ...given];
}

/** What a target is about, without its bound. */
function subjectOf({ scope, metric, window }: Target): string {
  return JSON.stringify([scope, metric, window]);
}
