/** Makes a user class run each of its tasks once, those of its task sets too, and then stop. */
import type { Options } from '../../core/options/options.js';
import { InterruptTaskSet, StopUser } from '../../core/signals.js';
import { collectTasks } from '../../user/tasks/collect-tasks.js';
import { chainOf, MarkovTaskSet } from '../../user/tasks/markov.js';
import { matchesTags } from '../../user/tasks/tag.js';
import type { Task } from '../../user/tasks/task-item.js';
import { constant } from '../../user/wait.js';

/** A class with tasks: of users, or a task set. */
interface TaskClass {
  readonly prototype: object;
  readonly name: string;
}

/** Which tasks run. */
type TagOptions = Pick<Options, 'tags' | 'excludeTags'>;

/** The tasks of a class that have not run yet. */
interface Queue {
  readonly tasks: Task[];
  /** How many there were when the class was entered last. */
  atEntry: number;
}

/**
 * In declaration order, without waits. A task set that a task interrupts is entered again while it has tasks left; the
 * tasks of a set that two classes use run once. Changes the classes.
 */
export function runTasksInOrder(userClass: TaskClass, selected: TagOptions): void {
  const queues = new Map<unknown, Queue>();
  const prepare = (taskClass: TaskClass, path: readonly unknown[]) => {
    if (queues.has(taskClass)) return;
    const inside = [...path, taskClass];
    // A set that contains itself would be entered forever.
    const tasks = tasksIn(taskClass, selected).filter(({ taskSet }) => !inside.includes(taskSet));
    queues.set(taskClass, { tasks, atEntry: Number.POSITIVE_INFINITY });
    const value = () => takeNext(tasks, queues, path.length === 0);
    Object.defineProperty(taskClass.prototype, 'getNextTask', { value, configurable: true });
    Object.assign(taskClass, { waitTime: constant(0) });
    for (const { taskSet } of tasks) if (taskSet !== null) prepare(taskSet as unknown as TaskClass, inside);
  };
  prepare(userClass, []);
}

/** Tags do not select tasks of Markov chains, as in a run. A set of which no task is selected is not entered. */
function tasksIn(taskClass: TaskClass, { tags, excludeTags }: TagOptions): Task[] {
  if (!(taskClass.prototype instanceof MarkovTaskSet))
    return collectTasks(taskClass)
      .map(({ task }) => task)
      .filter((task) => task.taskSet !== null || matchesTags(task.tags, tags, excludeTags));
  return [...chainOf(taskClass as typeof MarkovTaskSet).tasks.values()].map(({ task }) => task);
}

/** Removes it from `tasks`; a task set stays until its own tasks have run. */
function takeNext(tasks: Task[], queues: ReadonlyMap<unknown, Queue>, isUser: boolean): Task {
  for (let next = tasks[0]; next !== undefined; next = tasks[0]) {
    if (next.taskSet !== null && enter(queues.get(next.taskSet))) return next;
    tasks.shift();
    if (next.taskSet === null) return next;
  }
  throw isUser ? new StopUser('Every task has run.') : new InterruptTaskSet();
}

/** False once it has no task left, or ran none when it was entered last: its `onStart` may leave it. */
function enter(queue: Queue | undefined): boolean {
  if (queue === undefined || queue.tasks.length === 0 || queue.tasks.length === queue.atEntry) return false;
  queue.atEntry = queue.tasks.length;
  return true;
}
