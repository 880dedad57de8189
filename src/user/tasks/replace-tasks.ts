/** Changes the task list of a class before a run: to a selection of its tasks, to other weights, or so that all of them run equally often. */

import type { User } from '../user.js';
import { collectTasks } from './collect-tasks.js';
import { addTags } from './tag.js';
import type { Task, WeightedTask } from './task-item.js';
import { signalForParent, type TaskSet } from './task-set.js';

type TaskClass = typeof User;

/** Makes `tasks` the whole task list of a class. */
export function replaceTasks(taskClass: TaskClass, tasks: readonly WeightedTask[]): void {
  collectTasks(taskClass); // from here on, an assigned list replaces the collected one
  const itemOf = (task: Task) => task.taskSet ?? functionOf(task, task.run);
  Object.assign(taskClass, {
    tasks: tasks.map(({ task, weight }) => (weight === 1 ? itemOf(task) : [itemOf(task), weight])),
  });
}

/** `--equal-weights`: sets the class weight to 1, and runs all tasks equally often, those inside task sets included. */
export function equalizeWeights(userClass: TaskClass): void {
  const leaves = leafTasks(userClass, [userClass]);
  Object.assign(userClass, { weight: 1, tasks: [...new Map(leaves.map((leaf) => [leaf.key, leaf.item])).values()] });
}

interface Leaf {
  /** Equal for a task that is found through several sets. */
  readonly key: unknown;
  readonly item: (owner: object) => unknown;
}

/** A task inside a task set runs in a new instance of that set, so that `this` has `user`, `parent` and `client`. */
function leafTasks(taskClass: TaskClass, path: readonly object[]): Leaf[] {
  return collectTasks(taskClass).flatMap(({ task }) => {
    const { taskSet } = task;
    if (taskSet !== null && path.includes(taskSet)) return [];
    if (taskSet !== null) return leafTasks(taskSet as never, [...path, taskSet]);
    const set = path.length === 1 ? null : (taskClass as unknown as new (parent: object) => TaskSet);
    const run = set === null ? task.run : (user: object) => runInside(new set(user), task);
    return [{ key: task, item: functionOf(task, run) }];
  });
}

/** An interrupt() leaves the set: its user goes on with the next task. */
function runInside(set: TaskSet, task: Task): unknown {
  const fail = (thrown: unknown) => {
    throw signalForParent(thrown);
  };
  try {
    const result = task.run(set);
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (thrown) {
    return fail(thrown);
  }
}

function functionOf({ name, tags }: Task, run: (owner: object) => unknown): (owner: object) => unknown {
  const item = (owner: object): unknown => run(owner);
  Object.defineProperty(item, 'name', { value: name });
  addTags(item, tags);
  return item;
}
