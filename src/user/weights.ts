/** Rules for weights and counts of tasks and user classes: finite, and small enough for a list of that length. */
import { integerBetween, numberBetween } from '../util/rules.js';

/** The weight of a task: tasks are kept in a list, each as many times as its weight. */
export const taskWeightRule = integerBetween(0, 1_000_000);
/** The weight of a user class, or of a transition between tasks. */
export const classWeightRule = numberBetween(0, 1e9);
/** A fixed number of users. */
export const userCountRule = integerBetween(0, 10_000_000);
