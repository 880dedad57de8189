/** The judges of a run: those that it was given, its targets, and the default ones. */
import { coverExceptions, coverFailures } from '../analysis/targets/target-reporter.js';
import { withDefaultJudges } from '../core/results/default-judges.js';
import type { Judge } from '../core/results/judge.js';
import type { RunParts } from './run-parts.js';

/**
 * Judges in the order in which they are asked. `targetJudge` is null for a run without targets. `hadTest`: whether a test
 * has started; a run that waits for its start button may end without one, and its targets are then not judged.
 */
export function chooseJudges(
  { judges = [], targets = [], autostart = true }: Pick<RunParts, 'judges' | 'targets' | 'autostart'>,
  targetJudge: Judge | null,
  hadTest: boolean,
): readonly Judge[] {
  const ofTargets = targetJudge !== null && (autostart || hadTest) ? [targetJudge] : [];
  return withDefaultJudges([...judges, ...ofTargets], {
    expectsTest: autostart,
    hasTargets: ofTargets.length > 0,
    toleratesFailures: coverFailures(targets),
    toleratesExceptions: coverExceptions(targets),
  });
}
