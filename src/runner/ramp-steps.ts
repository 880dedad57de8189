/** When the users of a ramp start or stop: the plan, without a clock. */
import type { Load } from '../core/load.js';

/** Locust's step of a ramp. */
export interface Batch {
  /** Users started or stopped in one step. */
  readonly users: number;
  /** Milliseconds from one step to the next. */
  readonly intervalMs: number;
  /** By what part of the time between two changes all of them are later: nodes take turns. From 0 to 1, 0 by default. */
  readonly phase?: number;
}

/** Everything in one step without a pause. */
export const atOnce: Batch = { users: 1, intervalMs: 0 };

/** The steps of a ramp: ⌊rate⌋ users at a time, at least 1, as often as the rate demands. Source: Locust's dispatcher. */
export function batchOf({ spawnRate }: Pick<Load, 'spawnRate'>): Batch {
  const users = Math.max(1, Math.floor(spawnRate));
  return { users, intervalMs: (users / spawnRate) * 1000 };
}

/** The batch of one of `count` nodes that share the changes of a step; `i` is its place in the order of their turns. */
export function batchOfNode({ users, intervalMs }: Batch, i: number, count: number): Batch {
  return { users: Math.ceil(users / count), intervalMs, phase: i / count };
}

/**
 * When each of the `changes` of a step begins, in ms after the step: evenly, at the spawn rate or, if a step has more
 * changes than its batch, faster. Locust starts them all at once, which makes a burst that the host has not caused. At
 * the end of each step the count is Locust's.
 */
export function offsetsWithin(batch: Batch, changes: number): number[] {
  const gapMs = batch.intervalMs / Math.max(batch.users, changes);
  return Array.from({ length: changes }, (_, i) => gapMs * (i + (batch.phase ?? 0)));
}
