/** `@tag`: names for tasks, to run some of them only. */
import { TslocError } from '../util/error.js';
import { noteDecorated } from './decorated.js';
import type { TaskDecorator, TaskSetLike } from './task.js';

/** What `@tag('slow')` is: as `@task`, and on a class of task sets too. */
export interface TagDecorator extends TaskDecorator {
  <C extends TaskSetLike>(value: C, context: { readonly kind: 'class' }): void;
  <C extends TaskSetLike>(value: C): void;
}

const tags = new WeakMap<object, Set<string>>();

/**
 * Gives a task one or more tags: `@tag('write', 'slow') @task(2) async upload() {…}`; stackable, in any order. On a
 * task set, it gives them to each task in it.
 * @throws {TslocError} `NO_TAG_NAME` without a name
 */
export function tag(...names: string[]): TagDecorator {
  if (names.length === 0 || names.some((name) => typeof name !== 'string')) {
    throw new TslocError('NO_TAG_NAME', "Expected @tag('name') with one name or more, got none.");
  }
  const decorate = (...given: unknown[]) => noteDecorated('tag', given, ({ target }) => addTags(target, names));
  return decorate as TagDecorator;
}

/** Gives a method or class more tags. */
export function addTags(target: object, names: Iterable<string>): void {
  tags.set(target, new Set([...tagsOf(target), ...names]));
}

/** The tags of a method or class. */
export function tagsOf(target: object): ReadonlySet<string> {
  return tags.get(target) ?? new Set();
}

/** True if a task with these tags is wanted: exclusion wins; any included tag at all leaves out the untagged. */
export function isWanted(own: ReadonlySet<string>, included: readonly string[], excluded: readonly string[]): boolean {
  if (excluded.some((name) => own.has(name))) return false;
  return included.length === 0 || included.some((name) => own.has(name));
}
