/** What a task is, and how functions and task set classes become tasks. */
import { TslocError } from '../../util/error.js';
import { tagsOf } from './tag.js';
import type { TaskSetLike } from './task.js';
import { taskWeightRule } from './weights.js';

/** A task of the task loop. */
export interface Task {
  readonly name: string;
  /** The `activity` of its user while it runs. */
  readonly activity: string;
  readonly tags: ReadonlySet<string>;
  /** The class of a task set; null for functions and methods. */
  readonly taskSet: TaskSetClass | null;
  /** Runs it on a user or a task set. */
  readonly run: (owner: object) => unknown;
}

/** A task set class. */
export type TaskSetClass = TaskSetLike & { readonly prototype: { [isTaskSet]: true } };

/** An item of `tasks`: a function, called with the user or task set, or a task set class. */
export type TaskItem = ((owner: never) => unknown) | TaskSetLike;

/** Items with or without a weight: `[browse, [buy, 3]]`; or a Map from item to weight. */
export type TaskList = readonly (TaskItem | readonly [TaskItem, number])[] | ReadonlyMap<TaskItem, number>;

/** A member of every task set's prototype, which distinguishes task set classes from plain functions. */
export const isTaskSet: unique symbol = Symbol.for('tsloc.taskSet') as never;

/** A task with its weight, a whole number. */
export interface WeightedTask {
  /** The name of the member, or the item of the list. */
  readonly key: unknown;
  readonly task: Task;
  readonly weight: number;
}

/** The tasks of a list; `owner` is its class, for the error. @throws {TslocError} `BAD_TASK_LIST` */
export function readTaskList(owner: string, tasks: unknown): WeightedTask[] {
  if (tasks === undefined) return [];
  if (!(Array.isArray(tasks) || tasks instanceof Map)) throw taskListError(owner, tasks);
  return [...(tasks as Iterable<unknown>)].map((entry) => {
    const [item, weight] = Array.isArray(entry) ? (entry as unknown[]) : [entry, 1];
    if (typeof item !== 'function' || !taskWeightRule.accepts(weight)) throw taskListError(owner, entry);
    return { key: item, weight: weight as number, task: taskOf(item as TaskItem) };
  });
}

/** The task of a list item. */
export function taskOf(item: TaskItem): Task {
  if (isTaskSetClass(item)) return taskOfSet(item.name, item);
  const call = item as (this: object, owner: object) => unknown;
  return makeTask(item.name, tagsOf(item), null, (owner) => call.call(owner, owner));
}

/** The task that `getNextTask()` returned. @throws {TslocError} `BAD_TASK_LIST` for anything else */
export function toTask(next: Task | TaskItem): Task {
  if (typeof next === 'function') return taskOf(next);
  if (typeof (next as Task | undefined)?.run === 'function') return next;
  throw new TslocError('BAD_TASK_LIST', `Expected getNextTask() to return a function or a task set, got ${next}.`);
}

/** True for a class that extends TaskSet. */
export function isTaskSetClass(value: unknown): value is TaskSetClass {
  return (
    typeof value === 'function' &&
    typeof value.prototype === 'object' &&
    value.prototype !== null &&
    isTaskSet in value.prototype
  );
}

/** The task of a task set class. */
export function taskOfSet(name: string, taskSet: TaskSetClass): Task {
  const create = taskSet as unknown as new (parent: object) => { run(): Promise<void> };
  return makeTask(name, tagsOf(taskSet), taskSet, (owner) => new create(owner).run());
}

/** Creates a task. */
export function makeTask(name: string, tags: Task['tags'], taskSet: Task['taskSet'], run: Task['run']): Task {
  return { name, activity: `task ${name}`, tags, taskSet, run };
}

function taskListError(owner: string, found: unknown): TslocError {
  const expected = 'a list of functions and task sets, alone or as [task, weight], or a Map from task to weight';
  return new TslocError('BAD_TASK_LIST', `Expected tasks of ${owner} to be ${expected}; got ${String(found)}.`);
}
