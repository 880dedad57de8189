/** The targets of a scenario together with those of the command line. */
import { parseFailIf, parseTarget } from '../targets/parse-target.js';
import { targetsOf } from '../targets/read-target.js';
import type { Target } from '../targets/target.js';

/**
 * Lines of the scenario that no given one is about, then the given ones: `p95 < 1s` replaces `p95 < 500ms`. `failIf` are
 * lines of the opposite sense, which replace as well. One for another scenario than `name` replaces none.
 * @throws {TslocError} `BAD_TARGET`
 */
export function mergeTargets(
  name: string,
  ofScenario: readonly string[],
  given: readonly string[],
  failIf: readonly string[] = [],
): string[] {
  const judged = targetsOf(name, [...given.map(parseTarget), ...failIf.map(parseFailIf)]);
  const subjects = new Set(judged.map(subjectOf));
  return [...ofScenario.filter((line) => !subjects.has(subjectOf(parseTarget(line)))), ...given];
}

/** What a target is about, without its bound. */
function subjectOf({ scope, metric, window }: Target): string {
  return JSON.stringify([scope, metric, window]);
}
