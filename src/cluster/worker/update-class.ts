/** Locust's `update_user_class`: the page of a master has changed attributes of a class, or which of its tasks run. */
import type { ClassEditor } from '../../user/classes/class-editor.js';
import type { Logger } from '../../util/log/log.js';
import { camelCase } from '../messages/shared-options.js';
import { readList, readMap, readText } from '../messages/wire-values.js';

/** Applies the data of the message. @throws {TslocError} `BAD_MESSAGE`, `UNKNOWN_USER` */
export function updateClass(classes: ClassEditor, data: unknown, logger: Logger): void {
  const { user_class_name: name, tasks, ...attributes } = readMap(data, 'update_user_class');
  const userClass = readText(name, 'user_class_name');
  const given = tasks === undefined || tasks === null ? undefined : readList(tasks, 'tasks').map(String);
  classes.update(userClass, attributes, given && knownTasks(classes, userClass, given, logger));
}

/** The tasks that a master of Python names, also in its spelling; undefined, which keeps all, if the class has none of them. */
function knownTasks(
  classes: ClassEditor,
  userClass: string,
  given: readonly string[],
  logger: Logger,
): readonly string[] | undefined {
  const names = new Set([...given, ...given.map(camelCase)]);
  const known = classes.tasksOf(userClass).filter(({ task }) => names.has(task.name));
  if (known.length > 0) return known.map(({ task }) => task.name);
  logger.warning(`${userClass} has none of the tasks that the master has selected: its tasks stay as they are.`);
  return undefined;
}
