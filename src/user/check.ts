/** Checks a user class before a run: a mistake in it is an error with a clear message, and not silently ignored. */

import { checkClass } from '../core/actor.js';
import { TslocError } from '../util/error.js';
import { chainOf, MarkovTaskSet, unreachableTasks } from './markov.js';
import { checkSpelling } from './spelling.js';
import type { Task } from './task-item.js';
import { collectTasks } from './task-list.js';
import { TaskSet } from './task-set.js';
import { User } from './user.js';

/** A class that can be run. */
export type UserClass = typeof User;

/** True for a class that derives from User, is not User itself, and does not call itself abstract. */
export function isRunnable(value: unknown): value is UserClass {
  if (typeof value !== 'function' || !(value.prototype instanceof User)) return false;
  return !(Object.hasOwn(value, 'abstract') && (value as UserClass).abstract);
}

/**
 * Checks a class by its own `[checkClass]`, and the task sets in it, to any depth. Returns the warnings.
 * @throws {TslocError} `PYTHON_SPELLING`, `MISSPELT`, `NO_TASKS`, `BAD_WEIGHT`, `BAD_WAIT_TIME`, `BAD_TASK_LIST`,
 * `BAD_TRANSITION`, and what the class's protocol adds
 */
export function checkUserClass(userClass: UserClass): string[] {
  checkSpelling(userClass);
  userClass[checkClass]();
  return checkTasks(userClass, new Set());
}

interface Checked {
  readonly name: string;
  readonly prototype: object;
}

function checkTasks(checked: Checked, seen: Set<object>): string[] {
  if (seen.has(checked)) return [];
  seen.add(checked);
  checkSpelling(checked);
  if (checked.prototype instanceof MarkovTaskSet) return checkChain(checked as typeof MarkovTaskSet, seen);
  const tasks = collectTasks(checked);
  if (tasks.length === 0 && !choosesItself(checked)) {
    const hint = 'Put @task before at least one of its methods.';
    throw new TslocError('NO_TASKS', `Expected class ${checked.name} to have a task, got none.`, { hint });
  }
  return [...new Set(tasks)].flatMap((task) => checkSet(task, seen));
}

/** True if it has a `getNextTask` of its own, which may need no list. */
function choosesItself({ prototype }: Checked): boolean {
  const { getNextTask } = prototype as Partial<User>;
  return getNextTask !== User.prototype.getNextTask && getNextTask !== TaskSet.prototype.getNextTask;
}

function checkChain(taskSet: typeof MarkovTaskSet, seen: Set<object>): string[] {
  const chain = chainOf(taskSet);
  const inside = [...chain.tasks.values()].flatMap(({ task }) => checkSet(task, seen));
  const unreachable = unreachableTasks(chain);
  return [
    ...unreachable.map((name) => `Task ${name} of ${taskSet.name} can never be reached from the first one.`),
    ...inside,
  ];
}

function checkSet({ taskSet }: Task, seen: Set<object>): string[] {
  return taskSet === null ? [] : checkTasks(taskSet as unknown as Checked, seen);
}
