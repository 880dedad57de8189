/** The targets of a scenario together with those of the command line. */
import { optionTargets, type TargetOptions } from '../targets/option-targets.js';
import { parseTarget } from '../targets/parse-target.js';
import { targetsOf } from '../targets/read-target.js';
import type { Target } from '../targets/target.js';

/**
 * The lines of the scenario and those of `--target`, which replace lines about the same metric: `p95 < 1s` replaces
 * `p95 < 500ms`. `--fail-if` and the checks of locust-plugins replace such lines, too; lines for another scenario than
 * `name` replace none. @throws {TslocError} `BAD_TARGET`
 */
export function mergeTargets(name: string, ofScenario: readonly string[], options: TargetOptions): string[] {
  const subjects = new Set(targetsOf(name, optionTargets(options)).map(subjectOf));
  return [...ofScenario.filter((line) => !subjects.has(subjectOf(parseTarget(line)))), ...options.targets];
}

/** What a target is about, without its bound. Success rate and error rate are the same measurement. */
function subjectOf({ scope, metric, window }: Target): string {
  const isSuccessRate = metric.kind === 'share' && metric.of === 'success';
  return JSON.stringify([scope, isSuccessRate ? { kind: 'share', of: 'error' } : metric, window]);
}
