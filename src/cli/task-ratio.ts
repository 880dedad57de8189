/** `--show-task-ratio`: how often each user class and task will run, as a tree, in Locust's layout. */

import type { UserClass } from '../user/check.js';
import { collectTasks } from '../user/task-list.js';
import { fixed, roundHalfEven } from '../util/format.js';

/** The share of a class or task, and those of the tasks inside of it. */
interface Ratio {
  readonly ratio: number;
  readonly tasks?: Ratios;
}
type Ratios = Readonly<Record<string, Ratio>>;

/** The shares of classes among `users`. Of tasks, `per_class` has those inside each class or set, `total` those of all. */
export function taskRatios(
  userClasses: readonly UserClass[],
  users: number | null,
): { per_class: Ratios; total: Ratios } {
  const counts = classCounts(userClasses, users);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const ratios = (scaled: boolean) =>
    Object.fromEntries(
      userClasses.map((userClass) => {
        const share = all === 0 ? 0 : (counts.get(userClass) ?? 0) / all;
        return [userClass.name, { ratio: share, tasks: ratiosOfTasks(userClass, scaled ? share : null, []) }];
      }),
    );
  return { per_class: ratios(false), total: ratios(true) };
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

type TaskClass = Parameters<typeof collectTasks>[0];

/** `parentShare` multiplies the shares; null makes those of each level add up to 1. Sets that contain themselves end. */
function ratiosOfTasks(taskClass: TaskClass, parentShare: number | null, path: readonly unknown[]): Ratios {
  const tasks = collectTasks(taskClass);
  const names = [...new Set(tasks.map((task) => task.name))];
  return Object.fromEntries(
    names.map((name) => {
      const same = tasks.filter((task) => task.name === name);
      const ratio = (same.length / tasks.length) * (parentShare ?? 1);
      const set = same.at(-1)?.taskSet as TaskClass | null;
      if (set === null || path.includes(set)) return [name, { ratio }];
      return [name, { ratio, tasks: ratiosOfTasks(set, parentShare === null ? null : ratio, [...path, set]) }];
    }),
  );
}
