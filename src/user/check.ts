/** Looks over a user class before it is run, so that a mistake is a clear message and not a silent nothing. */

import { checkFastUser } from '../protocols/http/fast-http-user.js';
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
 * Checks a class and the task sets in it, to any depth. Returns what deserves a warning.
 * @throws {TslocError} `PYTHON_SPELLING`, `MISSPELT`, `NO_TASKS`, `BAD_WEIGHT`, `BAD_WAIT_TIME`, `BAD_TASK_LIST`,
 * `BAD_TRANSITION`, `BAD_FAST_USER`, `FAST_USER_LIMIT`
 */
export function checkUserClass(userClass: UserClass): string[] {
  checkSpelling(userClass);
  checkFastUser(userClass);
  if (typeof userClass.waitTime !== 'function') {
    const message = `Expected waitTime of class ${userClass.name} to be a function, got ${userClass.waitTime}.`;
    throw new TslocError('BAD_WAIT_TIME', message, { hint: 'For a wait of always 3 seconds, write constant(3).' });
  }
  for (const key of ['weight', 'fixedCount'] as const) {
    const value: unknown = userClass[key];
    if (typeof value === 'number' && value >= 0) continue;
    const message = `Expected a number of 0 or more as ${key} of class ${userClass.name}, got ${value}.`;
    throw new TslocError('BAD_WEIGHT', message);
  }
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
