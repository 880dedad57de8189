/** Changes the classes of a run again and again: the tasks that their files gave them are not forgotten. */
import { TslocError } from '../util/error.js';
import type { UserClass } from './check.js';
import { configureUserClass } from './configure-user-class.js';
import { replaceTasks } from './replace-tasks.js';
import type { Task } from './task-item.js';
import { collectTasks } from './task-list.js';

/** To be created before the first change. */
export class ClassEditor {
  readonly #userClasses: readonly UserClass[];
  readonly #tasks: ReadonlyMap<string, readonly Task[]>;

  constructor(userClasses: readonly UserClass[]) {
    this.#userClasses = userClasses;
    this.#tasks = new Map(userClasses.map((userClass) => [userClass.name, collectTasks(userClass)]));
  }

  /** The tasks of a class as its file has them. */
  tasksOf(name: string): readonly Task[] {
    return this.#tasks.get(name) ?? [];
  }

  /** Sets attributes, those that are undefined aside, and keeps the tasks of these names. @throws {TslocError} `UNKNOWN_USER` */
  update(name: string, attributes: Readonly<Record<string, unknown>>, tasks?: readonly string[]): void {
    const userClass = this.#userClasses.find((one) => one.name === name);
    if (userClass === undefined) {
      const hint = `Available: ${this.#userClasses.map((one) => one.name).join(', ')}`;
      throw new TslocError('UNKNOWN_USER', `Unknown User(s): ${name}`, { hint });
    }
    const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
    configureUserClass(userClass, Object.fromEntries(given));
    if (tasks === undefined) return;
    replaceTasks(
      userClass,
      this.tasksOf(name).filter((task) => tasks.includes(task.name)),
    );
  }
}
