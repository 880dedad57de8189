/** `--show-task-ratio`: how often each user class and task will run, as a tree, in Locust's layout. */

import type { UserClass } from '../user/classes/check.js';
import { type Ratios, type RatioTrees, ratioTrees } from '../user/tasks/task-ratios.js';
import { formatFixed, roundHalfEven } from '../util/text/format.js';
import { printableLine } from '../util/text/printable.js';

/** The trees of a run with `users` users; without a number, of as many as the weights ask for. */
export function taskRatios(userClasses: readonly UserClass[], users: number | null): RatioTrees {
  return ratioTrees(userClasses, classCounts(userClasses, users));
}

/** The two trees as text, ending in a newline. */
export function taskRatioText({ per_class, total }: RatioTrees): string {
  const rule = '-'.repeat(80);
  const lines = [
    '',
    ' Task ratio per User class',
    rule,
    ...treeLines(per_class),
    '',
    ' Total task ratio',
    rule,
    ...treeLines(total),
  ];
  return `${lines.join('\n')}\n`;
}

function treeLines(ratios: Ratios, level = 0): string[] {
  const indent = '  '.repeat(level);
  return Object.entries(ratios).flatMap(([name, { ratio, tasks }]) => {
    const percentage = indent + formatFixed(ratio * 100, 1).padEnd(6);
    return [
      ` ${percentage.padEnd(10)} ${(indent + printableLine(name)).padEnd(50)}`,
      ...treeLines(tasks ?? {}, level + 1),
    ];
  });
}

function classCounts(userClasses: readonly UserClass[], users: number | null): Map<string, number> {
  const fixedUsers = userClasses.reduce((sum, one) => sum + one.fixedCount, 0);
  const weighted = userClasses.filter((one) => one.fixedCount === 0);
  const totalWeight = weighted.reduce((sum, one) => sum + one.weight, 0);
  const wanted = users || (fixedUsers === 0 ? totalWeight : 1);
  const shared = Math.max(0, wanted - fixedUsers);
  return new Map(
    userClasses.map((one) => [
      one.name,
      one.fixedCount || roundHalfEven(totalWeight === 0 ? 0 : (one.weight / totalWeight) * shared),
    ]),
  );
}
