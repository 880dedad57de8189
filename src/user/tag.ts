/** `@tag`: names for tasks, to run some of them only. */
import { TslocError } from '../util/error.js';
import { markMethod, type TaskDecorator } from './task.js';

const tags = new WeakMap<object, Set<string>>();

/**
 * Gives a task one or more tags: `@tag('write', 'slow') @task(2) async upload() {…}`; stackable, in any order.
 * @throws {TslocError} `NO_TAG_NAME` without a name
 */
export function tag(...names: string[]): TaskDecorator {
  if (names.length === 0 || names.some((name) => typeof name !== 'string')) {
    throw new TslocError('NO_TAG_NAME', "Expected @tag('name') with one name or more, got none.");
  }
  return (method, ...at: unknown[]) => {
    markMethod('tag', [method, ...at], (marked) => {
      tags.set(marked, new Set([...tagsOf(marked), ...names]));
    });
  };
}

/** The tags of a method. */
export function tagsOf(method: object): ReadonlySet<string> {
  return tags.get(method) ?? new Set();
}

/** True if a task with these tags is wanted: exclusion wins; any included tag at all leaves out the untagged. */
export function isWanted(own: ReadonlySet<string>, included: readonly string[], excluded: readonly string[]): boolean {
  if (excluded.some((name) => own.has(name))) return false;
  return included.length === 0 || included.some((name) => own.has(name));
}
