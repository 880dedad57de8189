/** `@tag`: labels tasks, so that `--tags` and `--exclude-tags` can select them. */
import { TslocError } from '../../util/error.js';
import { describeValue } from '../../util/rules.js';
import { recordPosition, takePosition } from './declaration-order.js';
import { applyDecorator } from './decorated.js';
import type { TaskDecorator, TaskSetLike } from './task.js';

/** The type of `@tag('slow')`: for all that `@task` applies to, task set classes, and functions of task lists. */
export type TagDecorator = TaskDecorator & TagOfClass & TagOfFunction;

type TagOfClass = <C extends TaskSetLike>(value: C, context: { readonly kind: 'class' }) => void;

/** `tag('slow')(browse)` in a list of tasks; returns what it is given. */
type TagOfFunction = <T extends TaskSetLike | ((owner: never) => unknown)>(task: T, context?: never) => T;

const tags = new WeakMap<object, Set<string>>();
const noTags: ReadonlySet<string> = new Set();

/**
 * Adds tags to a task: `@tag('write', 'slow') @task(2) async upload() {…}`; stackable, in any order with `@task`. On a
 * task set, adds them to each task in it. `tag('slow')(browse)` adds them to a function of a task list.
 * @throws {TslocError} `NO_TAG_NAME` without a name, or if a name is not a string
 */
export function tag(...names: string[]): TagDecorator {
  if (names.length === 0 || names.some((name) => typeof name !== 'string')) {
    const got = names.length === 0 ? 'none' : names.map(describeValue).join(', ');
    throw new TslocError('NO_TAG_NAME', `Expected @tag('name') with one string or more, got ${got}.`);
  }
  const position = takePosition();
  const decorate = (...decoratorArguments: unknown[]) => {
    const result = applyDecorator('tag', decoratorArguments, (decorated) => {
      addTags(decorated.target, names);
      recordPosition(decorated, position);
    });
    return decoratorArguments.length === 1 ? decoratorArguments[0] : result;
  };
  return decorate as TagDecorator;
}

/** Adds tags to a method or class. */
export function addTags(target: object, names: Iterable<string>): void {
  tags.set(target, new Set([...tagsOf(target), ...names]));
}

/** The tags of a method or class. */
export function tagsOf(target: object): ReadonlySet<string> {
  return tags.get(target) ?? noTags;
}

/** True if a task with the tags `own` is selected. Exclusion wins; with any included tag, untagged tasks are left out. */
export function matchesTags(
  own: ReadonlySet<string>,
  included: readonly string[],
  excluded: readonly string[],
): boolean {
  if (excluded.some((name) => own.has(name))) return false;
  return included.length === 0 || included.some((name) => own.has(name));
}
