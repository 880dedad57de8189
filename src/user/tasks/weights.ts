/** Rules for weights and counts of tasks and user classes: finite and bounded. */
import { integerBetween, numberBetween } from '../../util/rules.js';

/** The weight of a task. Random numbers have 32 bits: four such weights add up to less than 2³². */
export const taskWeightRule = integerBetween(0, 1_000_000_000);
/** The weight of a user class, or of a transition between tasks. */
export const classWeightRule = numberBetween(0, 1e9);
/** A fixed number of users. */
export const userCountRule = integerBetween(0, 10_000_000);
