/** A task set that runs its tasks in order, in a loop. */
import type { Task } from './task-item.js';
import { tasksFor } from './task-list.js';
import { TaskSet } from './task-set.js';
import type { User } from './user.js';

/**
 * Runs its tasks in order: those of its ancestors, its `static tasks`, its methods, then the sets inside it, each as
 * many times in a row as it weighs. To mix methods and sets, list them in `static tasks`. Locust's SequentialTaskSet.
 */
export class SequentialTaskSet<U extends User = User> extends TaskSet<U> {
  #position = 0;

  protected override pickTask(): Task {
    const tasks = tasksFor(this, this.environment);
    return tasks[this.#position++ % tasks.length] as Task;
  }
}
