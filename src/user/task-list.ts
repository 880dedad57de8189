/** The tasks of a class: collected once a run, each as often as it weighs, so that picking is one random number. */
import type { Environment } from '../core/environment.js';
import { TslocError } from '../util/error.js';
import { notYours, reservedOfUsers } from './decorated.js';
import { originalsOf } from './decorated-originals.js';
import { addTags, isWanted, tagsOf } from './tag.js';
import { memberTaskWeights, taskWeight } from './task.js';
import {
  isTaskSet,
  isTaskSetClass,
  listedTasks,
  makeTask,
  repeated,
  setTask,
  type Task,
  type TaskSetClass,
  type Weighted,
} from './task-item.js';

interface TaskClass {
  readonly prototype: object;
  readonly name: string;
}

/**
 * Every task of a class: those of its ancestors first, then its own `static tasks`, then its decorated members, methods
 * before sets, in declaration order; repeated by weight. A member declared again replaces its ancestor's: the body
 * always, the weight if it is decorated again.
 */
export function collectTasks(taskClass: TaskClass): Task[] {
  return repeated(weightedTasks(taskClass));
}

interface Prepared {
  readonly list: unknown;
  readonly length: number;
  readonly tasks: readonly Task[];
}

const prepared = new WeakMap<Environment, Map<TaskClass, Prepared>>();

/**
 * The tasks that `--tags` and `--exclude-tags` leave of a class in a run; a set with none left is left out too.
 * Collected once, and again when `tasks` of the class is another list, or a longer or shorter one.
 */
export function tasksOf(taskClass: TaskClass, environment: Environment): readonly Task[] {
  let ofRun = prepared.get(environment);
  if (ofRun === undefined) {
    ofRun = new Map();
    prepared.set(environment, ofRun);
  }
  const list = (taskClass as { tasks?: unknown }).tasks;
  const known = ofRun.get(taskClass);
  if (known !== undefined && known.list === list && known.length === lengthOf(list)) return known.tasks;
  const tasks = collectTasks(taskClass).filter((task) => isOffered(task, environment, new Set()));
  ofRun.set(taskClass, { list, length: lengthOf(list), tasks });
  return tasks;
}

/** What the prototype of a set has that no tags can empty. */
export const keepsItsTasks: unique symbol = Symbol('keepsItsTasks') as never;

/** A set is wanted for a task in it, however deep; one that contains itself has nothing new inside. */
function isOffered({ tags, taskSet }: Task, environment: Environment, seen: Set<TaskSetClass>): boolean {
  const { tags: included, excludeTags } = environment.parsedOptions;
  if (taskSet === null) return isWanted(tags, included, excludeTags);
  if (keepsItsTasks in taskSet.prototype) return true;
  if (seen.has(taskSet)) return false;
  seen.add(taskSet);
  const inside = collectTasks(taskSet as unknown as TaskClass);
  return inside.length === 0 || inside.some((task) => isOffered(task, environment, seen));
}

/**
 * What a user or a task set may do next: a list of its own, `this.tasks = […]`, wins over that of its class.
 * @throws {TslocError} `NO_TASKS`, `BAD_TASK_LIST`
 */
export function tasksFor(holder: object, environment: Environment): readonly Task[] {
  const { tasks: own } = holder as { tasks?: unknown };
  const taskClass = holder.constructor;
  const tasks = own === undefined ? tasksOf(taskClass, environment) : ownTasks(taskClass.name, own);
  if (tasks.length > 0) return tasks;
  throw new TslocError('NO_TASKS', `Expected class ${taskClass.name} to have a task left to run, got none.`);
}

const ownLists = new WeakMap<object, Omit<Prepared, 'list'>>();

function ownTasks(owner: string, list: unknown): readonly Task[] {
  const known = ownLists.get(list as object);
  if (known !== undefined && known.length === lengthOf(list)) return known.tasks;
  const tasks = repeated(listedTasks(`a ${owner}`, list));
  ownLists.set(list as object, { length: lengthOf(list), tasks });
  return tasks;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : list instanceof Map ? list.size : 0;
}

interface Definition {
  readonly tasks: unknown;
  /** What it listed, and how often. */
  readonly items: readonly unknown[];
  readonly list: readonly Weighted[];
}

const definitions = new WeakMap<TaskClass, Definition>();

function weightedTasks(taskClass: TaskClass): readonly Weighted[] {
  const tasks: unknown = Object.hasOwn(taskClass, 'tasks') ? (taskClass as { tasks?: unknown }).tasks : undefined;
  const defined = definitions.get(taskClass);
  // Assigned since the class was first seen, the list is all of its tasks, as in Locust.
  if (defined !== undefined && defined.tasks !== tasks)
    return withClassTags(taskClass, listedTasks(`class ${taskClass.name}`, tasks));
  const items = itemsOf(tasks);
  if (defined?.items.length === items.length && items.every((item, i) => item === defined.items[i]))
    return defined.list;
  const list = definedTasks(taskClass, tasks);
  definitions.set(taskClass, { tasks, items, list });
  return list;
}

function itemsOf(tasks: unknown): unknown[] {
  return Array.isArray(tasks) || tasks instanceof Map ? [...(tasks as Iterable<unknown>)].flat() : [];
}

function definedTasks(taskClass: TaskClass, tasks: unknown): readonly Weighted[] {
  const base: unknown = Object.getPrototypeOf(taskClass);
  const inherited = typeof base === 'function' && base.prototype !== undefined ? weightedTasks(base as TaskClass) : [];
  const found = [...inherited];
  const listed = listedTasks(`class ${taskClass.name}`, tasks);
  const own = [...listed, ...methodTasks(taskClass), ...memberTasks(taskClass)];
  for (const one of [...own, ...overriddenSets(taskClass, inherited), ...overridesWithTags(taskClass, inherited)]) {
    const place = typeof one.key === 'string' ? found.findIndex(({ key }) => key === one.key) : -1;
    if (place < 0) found.push(one);
    else found[place] = one;
  }
  return withClassTags(taskClass, found);
}

function methodTasks(taskClass: TaskClass): Weighted[] {
  return Object.getOwnPropertyNames(taskClass.prototype).flatMap((name) => {
    const forms = originalsOf(taskClass, name);
    const weight = weightOf(forms);
    if (weight === undefined) return [];
    if (reservedOfUsers.has(name) && !(isTaskSet in taskClass.prototype)) throw notYours('task', name);
    const run = (holder: object) => (holder as Record<string, () => unknown>)[name]?.();
    return [{ key: name, weight, task: makeTask(name, tagsOfAll(forms), null, run) }];
  });
}

/** The upper decorator wins. */
function weightOf(forms: readonly object[]): number | undefined {
  return forms.map(taskWeight).findLast((weight) => weight !== undefined);
}

function tagsOfAll(forms: readonly object[]): ReadonlySet<string> {
  return new Set(forms.flatMap((form) => [...tagsOf(form)]));
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
function overridesWithTags(taskClass: TaskClass, inherited: readonly Weighted[]): Weighted[] {
  return inherited.flatMap((one) => {
    const forms = typeof one.key === 'string' ? originalsOf(taskClass, one.key) : [];
    const tags = tagsOfAll(forms);
    if (weightOf(forms) !== undefined || tags.size === 0) return [];
    return [{ ...one, task: { ...one.task, tags: new Set([...one.task.tags, ...tags]) } }];
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
