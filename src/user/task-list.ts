/** The tasks of a class: collected once a run, each as often as it weighs, so that picking is one random number. */
import type { Environment } from '../core/environment.js';
import { isWanted, tagsOf } from './tag.js';
import { taskWeight } from './task.js';

/** A task as the user's loop sees it: the name of a method. */
export interface Task {
  readonly name: string;
  /** What its user is doing meanwhile. */
  readonly activity: string;
  readonly tags: ReadonlySet<string>;
}

interface HasPrototype {
  readonly prototype: object;
}

/**
 * Every task of a class and its ancestors, ancestors' first, in declaration order, repeated by weight. A method
 * declared again replaces its ancestor's: the body always, the weight if it is decorated again.
 */
export function collectTasks(userClass: HasPrototype): Task[] {
  const found = new Map<string, { task: Task; weight: number }>();
  for (const level of lineage(userClass.prototype)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      const method: unknown = Object.getOwnPropertyDescriptor(level, name)?.value;
      const weight = typeof method === 'function' ? taskWeight(method) : undefined;
      if (weight === undefined) continue;
      found.set(name, { task: { name, activity: `task ${name}`, tags: tagsOf(method as object) }, weight });
    }
  }
  return [...found.values()].flatMap(({ task, weight }) => new Array<Task>(weight).fill(task));
}

const prepared = new WeakMap<Environment, Map<HasPrototype, Task[]>>();

/** The tasks that `--tags` and `--exclude-tags` leave of a class in a run. */
export function tasksOf(userClass: HasPrototype, environment: Environment): readonly Task[] {
  let lists = prepared.get(environment);
  if (lists === undefined) {
    lists = new Map();
    prepared.set(environment, lists);
  }
  const known = lists.get(userClass);
  if (known !== undefined) return known;
  const { tags, excludeTags } = environment.parsedOptions;
  const tasks = collectTasks(userClass).filter((task) => isWanted(task.tags, tags, excludeTags));
  lists.set(userClass, tasks);
  return tasks;
}

function lineage(prototype: object): object[] {
  const levels: object[] = [];
  for (let level: object | null = prototype; level !== null; level = Object.getPrototypeOf(level))
    levels.unshift(level);
  return levels;
}
