/** The contract of a fleet: it starts and stops users, in this process or on other nodes. */
import type { Environment } from '../core/environment.js';
import type { WorkerInfo } from '../core/runner.js';
import type { Batch } from './ramp-steps.js';
import type { Shares } from './users-dispatcher.js';

/** Makes the fleet of a run. */
export type FleetFactory = (environment: Environment) => Fleet;

/** Nodes with users. A fleet serves one test after another; {@link Fleet.stopAll} is the end of each. */
export interface Fleet {
  /** The nodes that can have users now, in the order in which they get them. */
  readonly nodes: readonly string[];
  /** The workers of a master by id, those that are missing included; kept up to date. Absent where users run in this process. */
  readonly workers?: ReadonlyMap<string, WorkerInfo>;
  /** Called after a node has joined or left and {@link nodes} is updated; not for one that is silent and may return. */
  onNodesChanged: (() => void) | null;
  /** Users that exist, those that are stopping included, by class name. */
  counts(): ReadonlyMap<string, number>;
  /**
   * Starts and stops users until there are as many as `shares` says, evenly over the interval of `batch`, which began
   * at `startedAt`. Users that have died are started again. Resolves when the last change has begun.
   * @throws the reason of `signal`
   */
  apply(shares: Shares, batch: Batch, startedAt: number, signal: AbortSignal): Promise<void>;
  /**
   * Resolves when every node has reported how many users it has after the last changes, or has taken too long; absent
   * where {@link counts} is always right.
   */
  settle?(): Promise<void>;
  /** Whether no user is active. */
  readonly isEmpty: boolean;
  /** Whether no user is active, and at least one ended because its iterations or rows were exhausted. */
  readonly isExhausted: boolean;
  /** Called when the last active user has ended by itself. */
  onEmptied: (() => void) | null;
  /**
   * Stops all users, with up to `graceMs`, or the stop timeout of their class, to finish the current task; resolves when
   * all have ended. Users that do not react are abandoned: they cannot report anything from then on. `onStuck` is called
   * if a task does not react.
   */
  stopAll(graceMs: number, onStuck?: () => void): Promise<void>;
}
