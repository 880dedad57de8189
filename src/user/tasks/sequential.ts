/** A task set that runs its tasks in order, in a loop. */

import type { User } from '../user.js';
import { runsInOrder } from './collect-tasks.js';
import type { Task, TaskItem } from './task-item.js';
import { defaultGetNextTask, tasksFor } from './task-list.js';
import { TaskSet } from './task-set.js';

/**
 * Runs its tasks in order: those of its base classes, its `static tasks`, then its decorated methods and task sets in
 * declaration order, each as many times in a row as its weight. A class with both methods and sets needs parentheses,
 * `@task()`, on all of them: with bare `@task` their order is unknown. Locust's SequentialTaskSet.
 */
export class SequentialTaskSet<U extends User = User> extends TaskSet<U> {
  #position = 0;

  override getNextTask(): Task | TaskItem {
    const tasks = tasksFor(this, this.environment);
    return tasks.at(this.#position++ % tasks.length);
  }
}

Object.defineProperties(SequentialTaskSet.prototype, {
  [runsInOrder]: { value: true },
  [defaultGetNextTask]: { value: SequentialTaskSet.prototype.getNextTask },
});
