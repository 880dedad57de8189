/** Tasks as a list in which each stands as often as its weight, as Locust keeps them. */
import type { Environment } from '../../../src/core/environment.js';
import { collectTasks } from '../../../src/user/tasks/collect-tasks.js';
import type { Task, WeightedTask } from '../../../src/user/tasks/task-item.js';
import { tasksOf } from '../../../src/user/tasks/task-list.js';
import type { TaskTable } from '../../../src/user/tasks/task-table.js';

type TaskClass = Parameters<typeof collectTasks>[0];

export function repeatTasks(weighted: readonly WeightedTask[]): Task[] {
  return weighted.flatMap(({ task, weight }) => Array<Task>(weight).fill(task));
}

/** The tasks of a class. */
export function repeatedTasks(taskClass: TaskClass): Task[] {
  return repeatTasks(collectTasks(taskClass));
}

/** The tasks of a class that run. */
export function repeatedTasksOf(taskClass: TaskClass, environment: Environment): Task[] {
  return tasksIn(tasksOf(taskClass, environment));
}

/** Every task of a table, by index. */
export function tasksIn(table: TaskTable): Task[] {
  return Array.from({ length: table.length }, (_, index) => table.at(index));
}
