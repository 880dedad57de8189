/** Picks tasks by weight: like an index into a list that repeats each task by its weight, without the memory of such a list. */
import type { Random } from '../../util/random.js';
import type { Task, WeightedTask } from './task-item.js';

/** Up to this sum of weights the list itself is kept: reading an item is faster than a search. */
const maxListedTasks = 1024;

/** The tasks of a class or of an instance, prepared once for all picks. */
export class TaskTable {
  /** The sum of the weights. */
  readonly length: number;
  /** Each task, repeated by its weight; above `maxListedTasks` each task once. */
  readonly #tasks: readonly Task[];
  /** For each task, the index after its last repetition; null if `#tasks` has the repetitions. */
  readonly #ends: readonly number[] | null;

  /** @param weighted with weights of 1 or more */
  constructor(weighted: readonly WeightedTask[]) {
    let length = 0;
    const ends = weighted.map(({ weight }) => {
      length += weight;
      return length;
    });
    this.length = length;
    const isListed = length <= maxListedTasks;
    this.#tasks = weighted.flatMap(({ task, weight }) => new Array<Task>(isListed ? weight : 1).fill(task));
    this.#ends = isListed ? null : ends;
  }

  /** Picks a task by weight with one random number r, 0 ≤ r < 1: the one at index ⌊r · length⌋. */
  pick(random: Random): Task {
    if (this.#ends === null) return random.pick(this.#tasks);
    return this.at(random.integer(0, this.length - 1));
  }

  /** The task at an index, 0 ≤ index < length. */
  at(index: number): Task {
    return this.#tasks[this.#ends === null ? index : countUpTo(index, this.#ends)] as Task;
  }
}

/** How many of `ends`, which are in ascending order, are at or below `index`. */
function countUpTo(index: number, ends: readonly number[]): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}
