/** The targets of a scenario together with those of the command line. */
import { parseFailIf, parseTarget } from '../targets/parse-target.js';
import { targetsOf } from '../targets/read-target.js';
import type { Target } from '../targets/target.js';

/**
 * The lines of the scenario and the given ones, which replace lines about the same metric: `p95 < 1s` replaces
 * `p95 < 500ms`. Lines of `--fail-if` replace such lines, too; those for another scenario than `name` replace none.
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
