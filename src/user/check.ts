/** Checks a user class before a run: a mistake in it is an error with a clear message, and not silently ignored. */

import { checkClass } from '../core/actor.js';
import { TslocError } from '../util/error.js';
import { chainOf, MarkovTaskSet, unreachableTasks } from './markov.js';
import { checkSpelling } from './spelling.js';
import type { Task } from './task-item.js';
import { collectTasks } from './task-list.js';
import { TaskSet } from './task-set.js';
import { User } from './user.js';

/** A user class. */
export type UserClass = typeof User;

/** True for a subclass of User that is not abstract. */
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

interface TaskClass {
  readonly name: string;
  readonly prototype: object;
}

function checkTasks(taskClass: TaskClass, seen: Set<object>): string[] {
  if (seen.has(taskClass)) return [];
  seen.add(taskClass);
  checkSpelling(taskClass);
  if (taskClass.prototype instanceof MarkovTaskSet) return checkMarkovChain(taskClass as typeof MarkovTaskSet, seen);
  const tasks = collectTasks(taskClass);
  if (tasks.length === 0 && !overridesGetNextTask(taskClass)) {
    const hint = 'Put @task before at least one of its methods.';
    throw new TslocError('NO_TASKS', `Expected class ${taskClass.name} to have a task, got none.`, { hint });
  }
  return [...new Set(tasks)].flatMap((task) => checkSet(task, seen));
}

/** True if its class overrides `getNextTask`, which may work without a task list. */
function overridesGetNextTask({ prototype }: TaskClass): boolean {
  const { getNextTask } = prototype as Partial<User>;
  return getNextTask !== User.prototype.getNextTask && getNextTask !== TaskSet.prototype.getNextTask;
}

function checkMarkovChain(taskSet: typeof MarkovTaskSet, seen: Set<object>): string[] {
  const chain = chainOf(taskSet);
  const nestedWarnings = [...chain.tasks.values()].flatMap(({ task }) => checkSet(task, seen));
  const unreachable = unreachableTasks(chain);
  return [
    ...unreachable.map((name) => `Task ${name} of ${taskSet.name} cannot be reached from the first task.`),
    ...nestedWarnings,
  ];
}

function checkSet({ taskSet }: Task, seen: Set<object>): string[] {
  return taskSet === null ? [] : checkTasks(taskSet as unknown as TaskClass, seen);
}
