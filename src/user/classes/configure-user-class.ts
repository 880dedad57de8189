/** Changes attributes and tasks of a user class from outside its file: `--config-users`, scenarios and the web page. */
import { checkClass } from '../../core/actor.js';
import { collectTasks } from '../tasks/collect-tasks.js';
import { replaceTasks } from '../tasks/replace-tasks.js';
import type { UserClass } from './check.js';

/** Sets static attributes, in Locust's or tsloc's spelling, and keeps only the tasks with these names and their weights. */
export function configureUserClass(
  userClass: UserClass,
  attributes: Readonly<Record<string, unknown>>,
  tasks?: readonly string[],
): void {
  for (const [key, value] of Object.entries(attributes))
    Object.assign(userClass, { [attributeName(userClass, key)]: value });
  if (tasks === undefined) return;
  const kept = collectTasks(userClass).filter(({ task }) => tasks.includes(task.name));
  replaceTasks(userClass, kept);
}

/**
 * Checks attributes by setting them in a subclass, so that the class itself keeps its own.
 * @throws {TslocError} what the class refuses
 * @throws {TypeError} for what no class can change, such as `prototype`
 */
export function checkAttributes(userClass: UserClass, attributes: Readonly<Record<string, unknown>>): void {
  const trial = class extends userClass {};
  Object.defineProperty(trial, 'name', { value: userClass.name });
  configureUserClass(trial, attributes);
  trial[checkClass]();
}

/** Locust's `fixed_count` is `fixedCount`; names that the class does not have in camelCase are used unchanged. */
function attributeName(userClass: UserClass, key: string): string {
  const camelCase = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return camelCase in userClass ? camelCase : key;
}
