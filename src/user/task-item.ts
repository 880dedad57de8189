/** A task as the loop sees it, and what may be given as one: a function, or a class of task sets. */
import { TslocError } from '../util/error.js';
import { tagsOf } from './tag.js';
import type { TaskSetLike } from './task.js';

/** A task as the loop sees it. */
export interface Task {
  readonly name: string;
  /** What its user is doing meanwhile. */
  readonly activity: string;
  readonly tags: ReadonlySet<string>;
  /** The class, if it is a set of tasks. */
  readonly taskSet: TaskSetClass | null;
  /** Does it, for a user or a task set. */
  readonly run: (holder: object) => unknown;
}

/** A class of task sets. */
export type TaskSetClass = TaskSetLike & { readonly prototype: { [isTaskSet]: true } };

/** What `tasks` lists: a function, which gets the user or task set, or a class of task sets. */
export type TaskItem = ((holder: never) => unknown) | TaskSetLike;

/** Items, each once or with a weight: `[browse, [buy, 3]]`, or a Map from item to weight. */
export type TaskList = readonly (TaskItem | readonly [TaskItem, number])[] | ReadonlyMap<TaskItem, number>;

/** What every task set's prototype has: how one is told from a plain function. */
export const isTaskSet: unique symbol = Symbol.for('tsloc.taskSet') as never;

/** A task and how often it is in the list. */
export interface Weighted {
  /** The name of a member, or the item of a list. */
  readonly key: unknown;
  readonly task: Task;
  readonly weight: number;
}

/** What a list of `owner` says. @throws {TslocError} `BAD_TASK_LIST` */
export function listedTasks(owner: string, tasks: unknown): Weighted[] {
  if (tasks === undefined) return [];
  if (!(Array.isArray(tasks) || tasks instanceof Map)) throw badList(owner, tasks);
  return [...(tasks as Iterable<unknown>)].map((entry) => {
    const [item, weight] = Array.isArray(entry) ? (entry as unknown[]) : [entry, 1];
    if (typeof item !== 'function' || !Number.isInteger(weight) || (weight as number) < 0) throw badList(owner, entry);
    return { key: item, weight: weight as number, task: taskOf(item as TaskItem) };
  });
}

/** Each task as often as it weighs. */
export function repeated(tasks: readonly Weighted[]): Task[] {
  return tasks.flatMap(({ task, weight }) => new Array<Task>(weight).fill(task));
}

/** An item of a list as a task. */
export function taskOf(item: TaskItem): Task {
  if (isTaskSetClass(item)) return setTask(item.name, item);
  const call = item as (this: object, holder: object) => unknown;
  return makeTask(item.name, tagsOf(item), null, (holder) => call.call(holder, holder));
}

/** What `getNextTask()` returned. @throws {TslocError} `BAD_TASK_LIST` for what is no task */
export function asTask(next: Task | TaskItem): Task {
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

/** A set of tasks as a task. */
export function setTask(name: string, taskSet: TaskSetClass): Task {
  const create = taskSet as unknown as new (parent: object) => { run(): Promise<void> };
  return makeTask(name, tagsOf(taskSet), taskSet, (holder) => new create(holder).run());
}

/** A task of its parts. */
export function makeTask(name: string, tags: Task['tags'], taskSet: Task['taskSet'], run: Task['run']): Task {
  return { name, activity: `task ${name}`, tags, taskSet, run };
}

function badList(owner: string, found: unknown): TslocError {
  const expected = 'functions and task sets, alone or as [task, weight], or a Map from task to weight';
  return new TslocError('BAD_TASK_LIST', `Expected tasks of ${owner} to list ${expected}; got ${String(found)}.`);
}
