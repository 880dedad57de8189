/** The names of a class's tasks for the web page, as in Locust's JSON. */
import type { WeightedTask } from './task-item.js';

/** Above this sum of weights, names are not repeated: the JSON would be too large. */
const maxRepeatedNames = 1000;

/** Each name, repeated by its task's weight; once if the weights add up to more than 1,000. */
export function taskNames(tasks: readonly WeightedTask[]): string[] {
  const isRepeated = tasks.reduce((sum, { weight }) => sum + weight, 0) <= maxRepeatedNames;
  return tasks.flatMap(({ task, weight }) => new Array<string>(isRepeated ? weight : 1).fill(task.name));
}
