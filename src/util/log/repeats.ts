/** Limits how often the log repeats what may happen thousands of times a second. */

/** Whether the log gets the event of this number, counted from 1: the 1st, 10th, 100th… */
export function isLogged(count: number): boolean {
  return Number.isInteger(Math.log10(count));
}
