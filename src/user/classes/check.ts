/** Checks user classes before a run, so that mistakes in them are reported and not silently ignored. */

import { checkClass } from '../../core/actor.js';
import { TslocError } from '../../util/error.js';
import { collectTasks } from '../tasks/collect-tasks.js';
import { chainOf, MarkovTaskSet, unreachableTasks } from '../tasks/markov.js';
import type { Task } from '../tasks/task-item.js';
import { isEmptySet, overridesGetNextTask } from '../tasks/task-list.js';
import { User } from '../user.js';
import { checkSpelling } from './spelling.js';

/** A user class. */
export type UserClass = typeof User;

/** True for a subclass of User that is not abstract. */
export function isRunnable(value: unknown): value is UserClass {
  if (typeof value !== 'function' || !(value.prototype instanceof User)) return false;
  return !(Object.hasOwn(value, 'abstract') && (value as UserClass).abstract);
}

/**
 * Checks and returns the classes that can have users: those with a weight above 0 or a fixed count.
 * @throws {TslocError} `NO_USERS`, `DUPLICATE_USER`, and as {@link checkUserClass}
 */
export function checkUserClasses(all: readonly UserClass[]): { userClasses: UserClass[]; warnings: string[] } {
  const userClasses = all.filter((one) => one.weight !== 0 || one.fixedCount !== 0);
  if (userClasses.length === 0)
    throw new TslocError('NO_USERS', 'Expected a user class with a weight or fixedCount above 0, got none.');
  const warnings = userClasses.flatMap((userClass) => checkUserClass(userClass));
  const names = userClasses.map(({ name }) => name);
  const duplicate = names.find((name, i) => names.indexOf(name) !== i);
  if (duplicate === undefined) return { userClasses, warnings };
  throw new TslocError('DUPLICATE_USER', `Expected user classes with different names, got two called ${duplicate}.`);
}

/**
 * Checks a class by its own `[checkClass]`, and the task sets in it, to any depth. Returns the warnings.
 * @throws {TslocError} `PYTHON_SPELLING`, `MISSPELT`, `NO_TASKS`, `BAD_WEIGHT`, `BAD_STOP_TIMEOUT`, `BAD_WAIT_TIME`, `BAD_HOST`,
 * `BAD_TASK_LIST`, `BAD_TRANSITION`, `BAD_DECORATOR`, `UNKNOWN_TASK_ORDER`, and those of its own `[checkClass]`
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
  const tasks = collectTasks(taskClass).map(({ task }) => task);
  const empty = tasks.filter(({ taskSet }) => taskSet !== null && isEmptySet(taskSet));
  if (tasks.length === empty.length && !overridesGetNextTask(taskClass)) {
    const hint = 'Put @task before at least one of its methods.';
    throw new TslocError('NO_TASKS', `Expected class ${taskClass.name} to have a task, got none.`, { hint });
  }
  return [
    ...empty.map(({ name }) => `Task set ${name} of ${taskClass.name} has no tasks: it is left out.`),
    ...tasks.filter((task) => !empty.includes(task)).flatMap((task) => checkSet(task, seen)),
  ];
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
