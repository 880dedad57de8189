/** Locust's `update_user_class`: the page of a master has changed attributes of a class, or which of its tasks run. */
import type { ClassEditor } from '../../user/classes/class-editor.js';
import { readList, readMap, readText } from '../messages/wire-values.js';

/** Applies the data of the message. @throws {TslocError} `BAD_MESSAGE`, `UNKNOWN_USER` */
export function updateClass(classes: ClassEditor, data: unknown): void {
  const { user_class_name: name, tasks, ...attributes } = readMap(data, 'update_user_class');
  const kept = tasks === undefined || tasks === null ? undefined : readList(tasks, 'tasks').map(String);
  classes.update(readText(name, 'user_class_name'), attributes, kept);
}
