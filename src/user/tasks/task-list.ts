/** The tasks that the users of a run pick from: collected once per class, selected by tags. */
import type { Environment } from '../../core/environment.js';
import { TslocError } from '../../util/error.js';
import { collectTasks, hasWeight, type TaskClass } from './collect-tasks.js';
import { matchesTags } from './tag.js';
import { readTaskList, type Task, type TaskSetClass } from './task-item.js';
import { TaskTable } from './task-table.js';

interface CachedTasks {
  readonly list: unknown;
  readonly length: number;
  readonly tasks: TaskTable;
}

const listsByRun = new WeakMap<Environment, Map<TaskClass, CachedTasks>>();

/**
 * The tasks of a class that `--tags` and `--exclude-tags` select in a run, without task sets that have no task left.
 * Cached; collected again when `static tasks` is another list, or has another length.
 */
export function tasksOf(taskClass: TaskClass, environment: Environment): TaskTable {
  let lists = listsByRun.get(environment);
  if (lists === undefined) {
    lists = new Map();
    listsByRun.set(environment, lists);
  }
  const list = (taskClass as { tasks?: unknown }).tasks;
  const cached = lists.get(taskClass);
  if (cached !== undefined && cached.list === list && cached.length === lengthOf(list)) return cached.tasks;
  const collected = collectTasks(taskClass);
  const tasks = new TaskTable(collected.filter(({ task }) => isSelectedByTags(task, environment, new Set())));
  if (tasks.length === 0 && collected.length > 0) {
    const message = `${taskClass.name} has no tasks left after filtering by tags: its users cannot run.`;
    environment.log.logger('locust.env').warning(message);
  }
  lists.set(taskClass, { list, length: lengthOf(list), tasks });
  return tasks;
}

/** A member of the prototypes of User and of tsloc's task sets: their own `getNextTask`, which needs a list of tasks. */
export const defaultGetNextTask: unique symbol = Symbol('defaultGetNextTask') as never;

/** True for a class whose `getNextTask` is overridden: it may work without a list of tasks. */
export function overridesGetNextTask({ prototype }: { readonly prototype: object }): boolean {
  const members = prototype as { getNextTask?: unknown; [defaultGetNextTask]?: unknown };
  return members.getNextTask !== members[defaultGetNextTask];
}

/** A member of the prototypes of task sets whose tasks are not filtered by tags. */
export const ignoresTags: unique symbol = Symbol('ignoresTags') as never;

/** True for a task set without a task in it, at any depth: it never runs. */
export function isEmptySet(taskSet: TaskSetClass, seen = new Set<TaskSetClass>()): boolean {
  if (ignoresTags in taskSet.prototype || overridesGetNextTask(taskSet)) return false;
  if (seen.has(taskSet)) return true;
  seen.add(taskSet);
  const tasks = collectTasks(taskSet as unknown as TaskClass);
  return tasks.every(({ task }) => task.taskSet !== null && isEmptySet(task.taskSet, seen));
}

/** A set is selected if any task in it is, at any depth. A set that contains itself is visited once. */
function isSelectedByTags({ tags, taskSet }: Task, environment: Environment, seen: Set<TaskSetClass>): boolean {
  const { tags: included, excludeTags } = environment.parsedOptions;
  if (taskSet === null) return matchesTags(tags, included, excludeTags);
  if (ignoresTags in taskSet.prototype) return true;
  if (seen.has(taskSet)) return false;
  seen.add(taskSet);
  const nested = collectTasks(taskSet as unknown as TaskClass);
  return overridesGetNextTask(taskSet) || nested.some(({ task }) => isSelectedByTags(task, environment, seen));
}

/**
 * The tasks of a user or task set: `this.tasks`, if it is set, else those of its class.
 * @throws {TslocError} `NO_TASKS`, `BAD_TASK_LIST`
 */
export function tasksFor(owner: object, environment: Environment): TaskTable {
  const { tasks: own } = owner as { tasks?: unknown };
  const taskClass = owner.constructor;
  const tasks = own === undefined ? tasksOf(taskClass, environment) : readOwnTasks(taskClass.name, own);
  if (tasks.length > 0) return tasks;
  throw noTasksError(taskClass.name, tasks);
}

const noTasksErrors = new WeakMap<TaskTable, TslocError>();

/** One error per list, so that all occurrences are counted in one row of exceptions. */
function noTasksError(className: string, tasks: TaskTable): TslocError {
  let error = noTasksErrors.get(tasks);
  if (error === undefined) {
    error = new TslocError('NO_TASKS', `Expected class ${className} to have a task left to run, got none.`);
    noTasksErrors.set(tasks, error);
  }
  return error;
}

const ownLists = new WeakMap<object, Omit<CachedTasks, 'list'>>();

function readOwnTasks(owner: string, list: unknown): TaskTable {
  const cached = ownLists.get(list as object);
  if (cached !== undefined && cached.length === lengthOf(list)) return cached.tasks;
  const tasks = new TaskTable(readTaskList(`a ${owner}`, list).filter(hasWeight));
  ownLists.set(list as object, { length: lengthOf(list), tasks });
  return tasks;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : list instanceof Map ? list.size : 0;
}
