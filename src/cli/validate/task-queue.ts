/** Makes a user class run each of its tasks once, those of its task sets too, and then stop. */
import type { Options } from '../../core/options/options.js';
import { InterruptTaskSet, StopUser } from '../../core/signals.js';
import { nextTask, nextWaitSeconds } from '../../user/hooks.js';
import { collectTasks } from '../../user/tasks/collect-tasks.js';
import { chainOf, MarkovTaskSet } from '../../user/tasks/markov.js';
import { matchesTags } from '../../user/tasks/tag.js';
import { type Task, type TaskItem, toTask } from '../../user/tasks/task-item.js';
import { overridesGetNextTask } from '../../user/tasks/task-list.js';
import { saveMember } from '../../util/save-member.js';

/** A class with tasks: of users, or a task set. */
interface TaskClass {
  readonly prototype: object;
  readonly name: string;
}

/** The user or task set that runs a task. */
interface TaskOwner {
  getNextTask(): Task | TaskItem;
}

/** Which tasks run. */
type TagOptions = Pick<Options, 'tags' | 'excludeTags'>;

/** A task that will run. */
interface QueuedTask {
  readonly taskSet: Task['taskSet'];
  readonly taskFor: (owner: TaskOwner) => Task;
}

/** The tasks of a class that have not run yet. */
interface Queue {
  readonly tasks: QueuedTask[];
  /** How many there were when the class was entered last. */
  atEntry: number;
}

/**
 * In declaration order, without waits. A task set that a task interrupts is entered again while it has tasks left; the
 * tasks of a set that two classes use run once. Of a class without tasks for the tags, its own `getNextTask()` is called
 * once. Scheduled tasks do not run. Changes the classes, until the returned function is called.
 */
export function runTasksInOrder(userClass: TaskClass, selected: TagOptions): () => void {
  const queues = new Map<unknown, Queue>();
  const undo: (() => void)[] = [];
  const prepare = (taskClass: TaskClass, path: readonly unknown[]) => {
    if (queues.has(taskClass)) return;
    const inside = [...path, taskClass];
    const prepareSet = (taskSet: Task['taskSet']) => taskSet !== null && prepare(taskSet as never, inside);
    // A set that contains itself would be entered forever.
    const found = tasksIn(taskClass, selected).filter(({ taskSet }) => !inside.includes(taskSet));
    const tasks: QueuedTask[] = found.map((task) => ({ taskSet: task.taskSet, taskFor: () => task }));
    if (tasks.length === 0 && overridesGetNextTask(taskClass)) tasks.push(ownTask(prepareSet));
    queues.set(taskClass, { tasks, atEntry: Number.POSITIVE_INFINITY });
    const takeTask = function (this: TaskOwner) {
      return takeNext(tasks, queues, path.length === 0).taskFor(this);
    };
    undo.push(replaceMember(taskClass.prototype, nextTask, takeTask));
    undo.push(replaceMember(taskClass.prototype, nextWaitSeconds, () => 0));
    for (const { taskSet } of tasks) prepareSet(taskSet);
  };
  prepare(userClass, []);
  return () => {
    for (const restore of undo) restore();
  };
}

/** Tags do not select tasks of Markov chains, as in a run. A set of which no task is selected is not entered. */
function tasksIn(taskClass: TaskClass, { tags, excludeTags }: TagOptions): Task[] {
  if (!(taskClass.prototype instanceof MarkovTaskSet))
    return collectTasks(taskClass)
      .map(({ task }) => task)
      .filter((task) => task.taskSet !== null || matchesTags(task.tags, tags, excludeTags));
  return [...chainOf(taskClass as typeof MarkovTaskSet).tasks.values()].map(({ task }) => task);
}

/** The task that the class's own `getNextTask()` chooses; `prepareSet` gets it first, if it is a task set. */
function ownTask(prepareSet: (taskSet: Task['taskSet']) => void): QueuedTask {
  const taskFor = (owner: TaskOwner) => {
    const task = toTask(owner.getNextTask());
    prepareSet(task.taskSet);
    return task;
  };
  return { taskSet: null, taskFor };
}

/** Returns a function that restores it. */
function replaceMember(prototype: object, name: PropertyKey, value: unknown): () => void {
  const restore = saveMember(prototype, name);
  Object.defineProperty(prototype, name, { value, configurable: true });
  return restore;
}

/** Removes it from `tasks`; a task set stays until its own tasks have run. */
function takeNext(tasks: QueuedTask[], queues: ReadonlyMap<unknown, Queue>, isUser: boolean): QueuedTask {
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
