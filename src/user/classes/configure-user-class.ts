/** Changes attributes and tasks of a user class from outside its file: `--config-users`, scenarios and the web page. */

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

/** Locust's `fixed_count` is `fixedCount`; names that the class does not have in camelCase are used unchanged. */
function attributeName(userClass: UserClass, key: string): string {
  const camelCase = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return camelCase in userClass ? camelCase : key;
}
