/** Collects the tasks of a class with their weights: inherited, listed and decorated ones. */
import { TslocError } from '../../util/error.js';
import { sortByDeclaration } from './declaration-order.js';
import { reservedNameError, reservedUserNames } from './decorated.js';
import { originalsOf } from './decorated-originals.js';
import { addTags, tagsOf } from './tag.js';
import { memberTaskWeights, taskWeight } from './task.js';
import {
  isTaskSet,
  isTaskSetClass,
  makeTask,
  readTaskList,
  type TaskSetClass,
  taskOfSet,
  type WeightedTask,
} from './task-item.js';

/** A user or task set class. */
export interface TaskClass {
  readonly prototype: object;
  readonly name: string;
}

/**
 * Every task of a class: those of base classes first, then its own `static tasks`, then its decorated members in
 * declaration order, methods before sets. A SequentialTaskSet keeps methods and sets in declaration order. Tasks of weight 0 are left
 * out. A member that is declared again replaces the body of the inherited one, and its weight as well if it is decorated
 * again.
 */
export function collectTasks(taskClass: TaskClass): WeightedTask[] {
  return collectWeightedTasks(taskClass).filter(hasWeight);
}

/** False for tasks that are never picked. */
export function hasWeight({ weight }: WeightedTask): boolean {
  return weight > 0;
}

/** A member of the prototypes of task sets that run their tasks in declaration order. */
export const runsInOrder: unique symbol = Symbol('runsInOrder') as never;

interface Definition {
  readonly tasks: unknown;
  /** The entries of the list, flattened. */
  readonly items: readonly unknown[];
  readonly list: readonly WeightedTask[];
}

const definitions = new WeakMap<TaskClass, Definition>();

function collectWeightedTasks(taskClass: TaskClass): readonly WeightedTask[] {
  const tasks: unknown = Object.hasOwn(taskClass, 'tasks') ? (taskClass as { tasks?: unknown }).tasks : undefined;
  const cachedDefinition = definitions.get(taskClass);
  // A list assigned after the tasks of the class were first collected replaces all of them, as in Locust.
  if (cachedDefinition !== undefined && cachedDefinition.tasks !== tasks)
    return addClassTags(taskClass, readTaskList(`class ${taskClass.name}`, tasks));
  const items = itemsOf(tasks);
  if (cachedDefinition?.items.length === items.length && items.every((item, i) => item === cachedDefinition.items[i]))
    return cachedDefinition.list;
  const list = collectDefinedTasks(taskClass, tasks);
  definitions.set(taskClass, { tasks, items, list });
  return list;
}

function itemsOf(tasks: unknown): unknown[] {
  return Array.isArray(tasks) || tasks instanceof Map ? [...(tasks as Iterable<unknown>)].flat() : [];
}

function collectDefinedTasks(taskClass: TaskClass, tasks: unknown): readonly WeightedTask[] {
  const base: unknown = Object.getPrototypeOf(taskClass);
  const inherited =
    typeof base === 'function' && base.prototype !== undefined ? collectWeightedTasks(base as TaskClass) : [];
  const collected = [...inherited];
  const listed = readTaskList(`class ${taskClass.name}`, tasks);
  const own = [...listed, ...collectDecoratedTasks(taskClass, inherited)];
  for (const one of [
    ...own,
    ...findOverriddenSets(taskClass, inherited),
    ...findTaggedOverrides(taskClass, inherited),
  ]) {
    const index = typeof one.key === 'string' ? collected.findIndex(({ key }) => key === one.key) : -1;
    if (index < 0) collected.push(one);
    else collected[index] = one;
  }
  return addClassTags(taskClass, collected);
}

function collectDecoratedTasks(taskClass: TaskClass, inherited: readonly WeightedTask[]): WeightedTask[] {
  const [methods, members] = [collectMethodTasks(taskClass), collectMemberTasks(taskClass)];
  if (!(runsInOrder in taskClass.prototype)) return [...methods, ...members];
  // Tasks that override inherited ones take their positions.
  const isNew = ({ key, weight }: WeightedTask) => weight > 0 && !inherited.some((other) => other.key === key);
  const added = { methods: methods.filter(isNew), members: members.filter(isNew) };
  const ordered = sortByDeclaration(taskClass, added, ({ key }) => key as string);
  return [...ordered, ...[...methods, ...members].filter((one) => !isNew(one))];
}

function collectMethodTasks(taskClass: TaskClass): WeightedTask[] {
  return Object.getOwnPropertyNames(taskClass.prototype).flatMap((name) => {
    const originals = originalsOf(taskClass, name);
    const weight = weightOf(originals);
    if (weight === undefined) return [];
    if (reservedUserNames.has(name) && !(isTaskSet in taskClass.prototype)) throw reservedNameError('task', name);
    const run = (owner: object) => (owner as Record<string, () => unknown>)[name]?.();
    return [{ key: name, weight, task: makeTask(name, mergeTags(originals), null, run) }];
  });
}

/** The outermost decorator wins. */
function weightOf(originals: readonly object[]): number | undefined {
  return originals.map(taskWeight).findLast((weight) => weight !== undefined);
}

function mergeTags(originals: readonly object[]): ReadonlySet<string> {
  return new Set(originals.flatMap((original) => [...tagsOf(original)]));
}

/** Nested sets declared again without `@task`: each replaces the inherited one. */
function findOverriddenSets(taskClass: TaskClass, inherited: readonly WeightedTask[]): WeightedTask[] {
  return inherited.flatMap((one) => {
    const isOwn = typeof one.key === 'string' && Object.hasOwn(taskClass, one.key);
    const taskSet = isOwn ? (taskClass as unknown as Record<string, unknown>)[one.key as string] : undefined;
    const isReplaced =
      one.task.taskSet !== null && isTaskSetClass(taskSet) && !memberTaskWeights(taskClass).has(one.key as string);
    return isReplaced ? [{ ...one, task: taskOfSet(one.key as string, taskSet) }] : [];
  });
}

/** Overrides with `@tag` but without `@task`: they keep the inherited weight, and have the tags of both. */
function findTaggedOverrides(taskClass: TaskClass, inherited: readonly WeightedTask[]): WeightedTask[] {
  return inherited.flatMap((one) => {
    const originals = typeof one.key === 'string' ? originalsOf(taskClass, one.key) : [];
    const tags = mergeTags(originals);
    if (weightOf(originals) !== undefined || tags.size === 0) return [];
    return [{ ...one, task: { ...one.task, tags: new Set([...one.task.tags, ...tags]) } }];
  });
}

function collectMemberTasks(taskClass: TaskClass): WeightedTask[] {
  return [...memberTaskWeights(taskClass)].map(([name, weight]) => {
    const taskSet = (taskClass as unknown as Record<string, unknown>)[name];
    if (!isTaskSetClass(taskSet)) {
      throw new TslocError('BAD_DECORATOR', `Expected @task on a class that extends TaskSet, got '${name}'.`);
    }
    return { key: name, weight, task: taskOfSet(name, taskSet) };
  });
}

/** Adds the tags of a task set class to each task in it, nested sets included. */
function addClassTags(taskClass: TaskClass, collected: readonly WeightedTask[]): readonly WeightedTask[] {
  const classTags = tagsOf(taskClass);
  if (classTags.size === 0) return collected;
  for (const { task } of collected) if (task.taskSet !== null) addTagsToTaskSet(task.taskSet, classTags);
  return collected.map((one) => ({ ...one, task: { ...one.task, tags: new Set([...one.task.tags, ...classTags]) } }));
}

function addTagsToTaskSet(taskSet: TaskSetClass, classTags: ReadonlySet<string>): void {
  if ([...classTags].every((name) => tagsOf(taskSet).has(name))) return;
  addTags(taskSet, classTags);
  const definition = definitions.get(taskSet as unknown as TaskClass);
  if (definition === undefined) return;
  const list = addClassTags(taskSet as unknown as TaskClass, definition.list);
  definitions.set(taskSet as unknown as TaskClass, { ...definition, list });
}
