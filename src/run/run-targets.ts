/** The targets of a run, checked against what the run can judge, before it sends anything. */
import { checkTargetNames } from '../analysis/targets/check-names.js';
import { readTargets } from '../analysis/targets/read-target.js';
import type { Target } from '../analysis/targets/target.js';
import { badTarget, TargetSyntaxError } from '../analysis/targets/target-error.js';
import type { UserClass } from '../user/classes/check.js';
import { tagNamesOf } from '../user/tasks/tag-names.js';

/** Targets of a script, which has no scenarios. @throws {TslocError} `BAD_TARGET` */
export function readScriptTargets(given: unknown): Target[] {
  const targets = readTargets(given);
  const bound = targets.find(({ scenario }) => scenario !== null);
  if (bound === undefined) return targets;
  const { text, scenario } = bound;
  const hint = `Leave out 'scenario ${scenario}'; in files of the command, it limits a target to one scenario.`;
  throw badTarget(text, new TargetSyntaxError(text.search(/scenario/i), 'run() has no scenarios', hint), 'judged');
}

/** @throws {TslocError} `BAD_TARGET` for a target of a user class or of a tag that none of these classes has */
export function checkTargets(targets: readonly Target[], userClasses: readonly UserClass[]): void {
  if (targets.every(({ scope }) => scope.kind !== 'user' && scope.kind !== 'tag')) return;
  const tags = tagNamesOf(userClasses);
  checkTargetNames(targets, { users: userClasses.map(({ name }) => name), tags: tags === null ? null : [...tags] });
}
