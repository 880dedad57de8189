/** Makes users exist as asked: in this process, or elsewhere. */

import type { Batch } from './ramp.js';
import type { Shares } from './users-dispatcher.js';

/** Something that has users. */
export interface Fleet {
  /** Who can have users, in the order in which they get them. */
  readonly nodes: readonly string[];
  /** Users that exist, those that are ending included, by class name. */
  counts(): ReadonlyMap<string, number>;
  /**
   * Starts and stops users until there are as many as `shares` says, evenly over the interval of `batch`, which began
   * at `startedAt`. Users that have died are made again. Resolves when the last change has begun.
   * @throws the reason of `signal`
   */
  apply(shares: Shares, batch: Batch, startedAt: number, signal: AbortSignal): Promise<void>;
  /** True if no user is active. */
  readonly isEmpty: boolean;
  /** True if no user is active and at least one has done all that it may. */
  readonly isFinished: boolean;
  /** Called when the last active user has ended by itself. */
  onEmptied: (() => void) | null;
  /**
   * Stops everybody, with up to `grace` ms to finish the task at hand; resolves when all are gone. Those that are left
   * behind can reach nobody from then on. `onStuck` is called if a task does not react.
   */
  stopAll(grace: number, onStuck?: () => void): Promise<void>;
}
