/** Changes the user classes of a run repeatedly: tasks that were left out before can be selected again. */
import { TslocError } from '../../util/error.js';
import { describeValue } from '../../util/rules.js';
import { collectTasks } from '../tasks/collect-tasks.js';
import { replaceTasks } from '../tasks/replace-tasks.js';
import type { WeightedTask } from '../tasks/task-item.js';
import type { UserClass } from './check.js';
import { checkAttributes, configureUserClass } from './configure-user-class.js';

/** Create it before the first change: it keeps the tasks that the classes have at that moment. */
export class ClassEditor {
  readonly #userClasses: readonly UserClass[];
  readonly #tasks: ReadonlyMap<string, readonly WeightedTask[]>;

  constructor(userClasses: readonly UserClass[]) {
    this.#userClasses = userClasses;
    this.#tasks = new Map(userClasses.map((userClass) => [userClass.name, collectTasks(userClass)]));
  }

  /** The tasks that a class had when this editor was created. */
  tasksOf(name: string): readonly WeightedTask[] {
    return this.#tasks.get(name) ?? [];
  }

  /**
   * Sets the attributes that are not undefined, and keeps only the tasks with these names. Changes nothing if it throws.
   * @throws {TslocError} `UNKNOWN_USER`; `BAD_TASK_LIST` if no task would be left; and what the class refuses
   */
  update(name: string, attributes: Readonly<Record<string, unknown>>, tasks?: readonly string[]): void {
    const userClass = this.#userClasses.find((one) => one.name === name);
    if (userClass === undefined) {
      const hint = `Available: ${this.#userClasses.map((one) => one.name).join(', ')}`;
      throw new TslocError('UNKNOWN_USER', `Unknown User(s): ${name}`, { hint });
    }
    const given = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
    checkAttributes(userClass, given);
    const kept = tasks && this.#select(name, tasks);
    configureUserClass(userClass, given);
    if (kept !== undefined) replaceTasks(userClass, kept);
  }

  #select(name: string, tasks: readonly string[]): readonly WeightedTask[] {
    const known = this.tasksOf(name);
    const kept = known.filter(({ task }) => tasks.includes(task.name));
    if (kept.length > 0 || known.length === 0) return kept;
    const names = [...new Set(known.map(({ task }) => task.name))].join(', ');
    throw new TslocError('BAD_TASK_LIST', `Expected tasks of ${name}: ${names}; got ${describeValue(tasks)}.`);
  }
}
