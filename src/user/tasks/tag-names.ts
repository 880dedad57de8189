/** Collects the tags of all tasks, to check the tags that targets refer to. */
import type { UserClass } from '../classes/check.js';
import { collectTasks, type TaskClass } from './collect-tasks.js';
import { ignoresTags, overridesGetNextTask } from './task-list.js';

/**
 * The tags of all tasks of the classes, including nested task sets at any depth; null if a class may choose tasks that are not in its
 * list.
 */
export function tagNamesOf(userClasses: readonly UserClass[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  const seen = new Set<TaskClass>();
  return userClasses.every((userClass) => collectTags(userClass, names, seen)) ? names : null;
}

/** False where tasks are only known during the run. */
function collectTags(taskClass: TaskClass, names: Set<string>, seen: Set<TaskClass>): boolean {
  if (seen.has(taskClass)) return true;
  seen.add(taskClass);
  const tasks = collectTasks(taskClass);
  if (tasks.length === 0 || overridesGetNextTask(taskClass) || ignoresTags in taskClass.prototype) return false;
  for (const { task } of tasks) for (const name of task.tags) names.add(name);
  return tasks.every(({ task: { taskSet } }) => taskSet === null || collectTags(taskSet as never, names, seen));
}
