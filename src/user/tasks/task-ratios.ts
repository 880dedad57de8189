/** The share of each user class and task among all that run, as trees: Locust's `get_ratio`. */
import type { UserClass } from '../classes/check.js';
import { collectTasks, type TaskClass } from './collect-tasks.js';
import type { WeightedTask } from './task-item.js';
import { isEmptySet } from './task-list.js';

/** The share of a class or task, 0 to 1, and the shares of the tasks in it. */
export interface Ratio {
  readonly ratio: number;
  readonly tasks?: Ratios;
}
export type Ratios = Readonly<Record<string, Ratio>>;

/** Task shares relative to their class or task set (`per_class`), and relative to the whole test (`total`). */
export interface RatioTrees {
  readonly per_class: Ratios;
  readonly total: Ratios;
}

/** @param counts users by class name; without users, the share of every class is 0 */
export function ratioTrees(userClasses: readonly UserClass[], counts: ReadonlyMap<string, number>): RatioTrees {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const tree = (isTotal: boolean) =>
    Object.fromEntries(
      userClasses.map((userClass) => {
        const share = all === 0 ? 0 : (counts.get(userClass.name) ?? 0) / all;
        return [userClass.name, { ratio: share, tasks: ratiosOfTasks(userClass, isTotal ? share : null, []) }];
      }),
    );
  return { per_class: tree(false), total: tree(true) };
}

/** `parentShare` multiplies the shares; null makes each level add up to 1. Expands recursive task sets once; leaves out empty ones. */
function ratiosOfTasks(taskClass: TaskClass, parentShare: number | null, path: readonly unknown[]): Ratios {
  const tasks = collectTasks(taskClass).filter(({ task }) => task.taskSet === null || !isEmptySet(task.taskSet));
  const sum = sumOfWeights(tasks);
  const names = [...new Set(tasks.map(({ task }) => task.name))];
  return Object.fromEntries(
    names.map((name) => {
      const same = tasks.filter(({ task }) => task.name === name);
      const ratio = (sumOfWeights(same) / sum) * (parentShare ?? 1);
      const set = same.at(-1)?.task.taskSet as TaskClass | null;
      if (set === null || path.includes(set)) return [name, { ratio }];
      return [name, { ratio, tasks: ratiosOfTasks(set, parentShare === null ? null : ratio, [...path, set]) }];
    }),
  );
}

function sumOfWeights(tasks: readonly WeightedTask[]): number {
  return tasks.reduce((sum, { weight }) => sum + weight, 0);
}
