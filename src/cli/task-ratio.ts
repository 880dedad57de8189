/** `--show-task-ratio`: how often each class and task will run. Locust's layout. */

import type { UserClass } from '../user/check.js';
import { collectTasks } from '../user/task-list.js';
import { fixed, roundHalfEven } from '../util/format.js';

interface Ratio {
  readonly ratio: number;
  readonly tasks?: Readonly<Record<string, Ratio>>;
}
type Ratios = Readonly<Record<string, Ratio>>;

/** Ratios of classes among `users`, and of tasks: of each class's own runs, and of all runs. */
export function taskRatios(
  userClasses: readonly UserClass[],
  users: number | null,
): { per_class: Ratios; total: Ratios } {
  const counts = classCounts(userClasses, users);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const ratios = (scale: (share: number) => number) =>
    Object.fromEntries(
      userClasses.map((userClass) => {
        const share = all === 0 ? 0 : (counts.get(userClass) ?? 0) / all;
        return [userClass.name, { ratio: share, tasks: tasksWithRatios(userClass, scale(share)) }];
      }),
    );
  return { per_class: ratios(() => 1), total: ratios((share) => share) };
}

/** The two trees as text, ending in a newline. */
export function taskRatioText({ per_class, total }: ReturnType<typeof taskRatios>): string {
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
    const percentage = indent + fixed(ratio * 100, 1).padEnd(6);
    return [` ${percentage.padEnd(10)} ${(indent + name).padEnd(50)}`, ...treeLines(tasks ?? {}, level + 1)];
  });
}

function classCounts(userClasses: readonly UserClass[], users: number | null): Map<UserClass, number> {
  const fixedUsers = userClasses.reduce((sum, one) => sum + one.fixedCount, 0);
  const weighted = userClasses.filter((one) => one.fixedCount === 0);
  const totalWeight = weighted.reduce((sum, one) => sum + one.weight, 0);
  const wanted = users || (fixedUsers === 0 ? totalWeight : 1);
  const shared = Math.max(0, wanted - fixedUsers);
  return new Map(
    userClasses.map((one) => [
      one,
      one.fixedCount || roundHalfEven(totalWeight === 0 ? 0 : (one.weight / totalWeight) * shared),
    ]),
  );
}

function tasksWithRatios(userClass: UserClass, scale: number): Ratios {
  const tasks = collectTasks(userClass);
  const names = [...new Set(tasks.map((task) => task.name))];
  const ratio = (name: string) => (tasks.filter((task) => task.name === name).length / tasks.length) * scale;
  return Object.fromEntries(names.map((name) => [name, { ratio: ratio(name) }]));
}
