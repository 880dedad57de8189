/** When users of a ramp start or stop: the plan, without a clock. */
import type { Load } from '../core/load.js';

/** Locust's step of a ramp. */
export interface Batch {
  /** Users started or stopped in one step. */
  readonly users: number;
  /** Milliseconds from one step to the next. */
  readonly interval: number;
}

/** The steps of a ramp: whole users, ⌊rate⌋ at a time, as often as the rate asks for. Source: Locust's dispatcher. */
export function batchOf({ spawnRate }: Pick<Load, 'spawnRate'>): Batch {
  const users = Math.max(1, Math.floor(spawnRate));
  return { users, interval: (users / spawnRate) * 1000 };
}

/**
 * When each of the `changes` of a step begins, in ms after the step: evenly, at the spawn rate or, if a step has more
 * to do than its share, faster. Locust starts them all at once; a burst of our own making is not the host's fault. At
 * the end of each step the count is Locust's.
 */
export function offsetsWithin(batch: Batch, changes: number): number[] {
  const gap = batch.interval / Math.max(batch.users, changes);
  return Array.from({ length: changes }, (_, i) => gap * i);
}
