/** The tasks of a class: collected once a run, each as often as it weighs, so that picking is one random number. */
import type { Environment } from '../core/environment.js';
import { TslocError } from '../util/error.js';
import { notYours, reservedOfUsers } from './decorated.js';
import { addTags, isWanted, tagsOf } from './tag.js';
import { memberTaskWeights, type TaskSetLike, taskWeight } from './task.js';

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

/** What `static tasks` lists: a function, which gets the user or task set, or a class of task sets. */
export type TaskItem = ((holder: never) => unknown) | TaskSetLike;

/** Items, each once or with a weight: `[browse, [buy, 3]]`, or a Map from item to weight. */
export type TaskList = readonly (TaskItem | readonly [TaskItem, number])[] | ReadonlyMap<TaskItem, number>;

/** What every task set's prototype has: how one is told from a plain function. */
export const isTaskSet: unique symbol = Symbol.for('tsloc.taskSet') as never;

interface TaskClass {
  readonly prototype: object;
  readonly name: string;
}

interface Weighted {
  /** The name of a member, or the item of a list. */
  readonly key: unknown;
  readonly task: Task;
  readonly weight: number;
}

/**
 * Every task of a class: those of its ancestors first, then its own `static tasks`, then its decorated members, methods
 * before sets, in declaration order; repeated by weight. A member declared again replaces its ancestor's: the body
 * always, the weight if it is decorated again.
 */
export function collectTasks(taskClass: TaskClass): Task[] {
  return weightedTasks(taskClass).flatMap(({ task, weight }) => new Array<Task>(weight).fill(task));
}

const prepared = new WeakMap<Environment, Map<TaskClass, Task[]>>();

/** The tasks that `--tags` and `--exclude-tags` leave of a class in a run; a set with none left is left out too. */
export function tasksOf(taskClass: TaskClass, environment: Environment): readonly Task[] {
  const lists = prepared.get(environment) ?? new Map<TaskClass, Task[]>();
  prepared.set(environment, lists);
  const known = lists.get(taskClass);
  if (known !== undefined) return known;
  const { tags, excludeTags } = environment.parsedOptions;
  const tasks = collectTasks(taskClass).filter((task) =>
    task.taskSet === null
      ? isWanted(task.tags, tags, excludeTags)
      : keepsItsTasks in task.taskSet.prototype || tasksOf(task.taskSet, environment).length > 0,
  );
  lists.set(taskClass, tasks);
  return tasks;
}

/** What the prototype of a set has that no tags can empty. */
export const keepsItsTasks: unique symbol = Symbol('keepsItsTasks') as never;

const definitions = new WeakMap<TaskClass, { readonly tasks: unknown; readonly list: readonly Weighted[] }>();

function weightedTasks(taskClass: TaskClass): readonly Weighted[] {
  const tasks: unknown = Object.hasOwn(taskClass, 'tasks') ? (taskClass as { tasks?: unknown }).tasks : undefined;
  const defined = definitions.get(taskClass);
  if (defined !== undefined && defined.tasks === tasks) return defined.list;
  // Assigned since the class was first seen, the list is all of its tasks, as in Locust.
  if (defined !== undefined) return withClassTags(taskClass, listedTasks(taskClass, tasks));
  const list = definedTasks(taskClass, tasks);
  definitions.set(taskClass, { tasks, list });
  return list;
}

function definedTasks(taskClass: TaskClass, tasks: unknown): readonly Weighted[] {
  const base: unknown = Object.getPrototypeOf(taskClass);
  const inherited = typeof base === 'function' && base.prototype !== undefined ? weightedTasks(base as TaskClass) : [];
  const found = [...inherited];
  const own = [...listedTasks(taskClass, tasks), ...methodTasks(taskClass), ...memberTasks(taskClass)];
  for (const one of [...own, ...overriddenSets(taskClass, inherited), ...overridesWithTags(taskClass, inherited)]) {
    const place = typeof one.key === 'string' ? found.findIndex(({ key }) => key === one.key) : -1;
    if (place < 0) found.push(one);
    else found[place] = one;
  }
  return withClassTags(taskClass, found);
}

function methodTasks({ prototype }: TaskClass): Weighted[] {
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    const weight = typeof method === 'function' ? taskWeight(method) : undefined;
    if (weight === undefined) return [];
    if (reservedOfUsers.has(name) && !(isTaskSet in prototype)) throw notYours('task', name);
    const run = (holder: object) => (holder as Record<string, () => unknown>)[name]?.();
    return [{ key: name, weight, task: makeTask(name, tagsOf(method as object), null, run) }];
  });
}

/** A set that is declared again without being made a task again: it takes the place of its ancestor's. */
function overriddenSets(taskClass: TaskClass, inherited: readonly Weighted[]): Weighted[] {
  return inherited.flatMap((one) => {
    const isOwn = typeof one.key === 'string' && Object.hasOwn(taskClass, one.key);
    const taskSet = isOwn ? (taskClass as unknown as Record<string, unknown>)[one.key as string] : undefined;
    const isReplaced =
      one.task.taskSet !== null && isTaskSetClass(taskSet) && !memberTaskWeights(taskClass).has(one.key as string);
    return isReplaced ? [{ ...one, task: setTask(one.key as string, taskSet) }] : [];
  });
}

/** An override that is tagged, but not made a task again: it keeps its ancestor's weight, and has the tags of both. */
function overridesWithTags({ prototype }: TaskClass, inherited: readonly Weighted[]): Weighted[] {
  return inherited.flatMap((one) => {
    const method = typeof one.key === 'string' ? Object.getOwnPropertyDescriptor(prototype, one.key)?.value : undefined;
    if (typeof method !== 'function' || taskWeight(method) !== undefined || tagsOf(method).size === 0) return [];
    return [{ ...one, task: { ...one.task, tags: new Set([...one.task.tags, ...tagsOf(method)]) } }];
  });
}

function memberTasks(taskClass: TaskClass): Weighted[] {
  return [...memberTaskWeights(taskClass)].map(([name, weight]) => {
    const taskSet = (taskClass as unknown as Record<string, unknown>)[name];
    if (!isTaskSetClass(taskSet)) {
      throw new TslocError('BAD_DECORATOR', `Expected @task on a class that extends TaskSet, got '${name}'.`);
    }
    return { key: name, weight, task: setTask(name, taskSet) };
  });
}

function listedTasks(taskClass: TaskClass, tasks: unknown): Weighted[] {
  if (tasks === undefined) return [];
  if (!(Array.isArray(tasks) || tasks instanceof Map)) throw badList(taskClass, tasks);
  return [...(tasks as Iterable<unknown>)].map((entry) => {
    const [item, weight] = Array.isArray(entry) ? (entry as unknown[]) : [entry, 1];
    if (typeof item !== 'function' || !Number.isInteger(weight) || (weight as number) < 0)
      throw badList(taskClass, entry);
    return { key: item, weight: weight as number, task: taskOf(item as TaskItem) };
  });
}

/** An item of a list as a task. */
export function taskOf(item: TaskItem): Task {
  if (isTaskSetClass(item)) return setTask(item.name, item);
  const call = item as (this: object, holder: object) => unknown;
  return makeTask(item.name, tagsOf(item), null, (holder) => call.call(holder, holder));
}

function isTaskSetClass(value: unknown): value is TaskSetClass {
  return (
    typeof value === 'function' &&
    typeof value.prototype === 'object' &&
    value.prototype !== null &&
    isTaskSet in value.prototype
  );
}

function setTask(name: string, taskSet: TaskSetClass): Task {
  const create = taskSet as unknown as new (parent: object) => { run(): Promise<void> };
  return makeTask(name, tagsOf(taskSet), taskSet, (holder) => new create(holder).run());
}

function makeTask(name: string, tags: Task['tags'], taskSet: Task['taskSet'], run: Task['run']): Task {
  return { name, activity: `task ${name}`, tags, taskSet, run };
}

/** The tags of a set are those of each task in it, of the sets inside it, too. */
function withClassTags(taskClass: TaskClass, found: readonly Weighted[]): readonly Weighted[] {
  const extra = tagsOf(taskClass);
  if (extra.size === 0) return found;
  for (const { task } of found) if (task.taskSet !== null) tagSet(task.taskSet, extra);
  return found.map((one) => ({ ...one, task: { ...one.task, tags: new Set([...one.task.tags, ...extra]) } }));
}

function tagSet(taskSet: TaskSetClass, extra: ReadonlySet<string>): void {
  if ([...extra].every((name) => tagsOf(taskSet).has(name))) return;
  addTags(taskSet, extra);
  const seen = definitions.get(taskSet as unknown as TaskClass);
  if (seen === undefined) return;
  const list = withClassTags(taskSet as unknown as TaskClass, seen.list);
  definitions.set(taskSet as unknown as TaskClass, { ...seen, list });
}

function badList(taskClass: TaskClass, found: unknown): TslocError {
  const expected = 'functions and task sets, alone or as [task, weight], or a Map from task to weight';
  return new TslocError(
    'BAD_TASK_LIST',
    `Expected static tasks of class ${taskClass.name} to list ${expected}; got ${String(found)}.`,
  );
}
