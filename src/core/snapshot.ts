/** A run at one instant: frozen plain data for reporters and judges. */
import { type StatsView, viewStats } from '../stats/view.js';
import { steadyEpochSeconds } from '../util/loop/clock.js';
import type { Environment } from './environment.js';
import type { RunnerState } from './runner.js';

/** State, users and statistics of the current test. */
export interface Snapshot {
  /** Epoch seconds. */
  readonly at: number;
  readonly state: RunnerState;
  /** Users running. */
  readonly userCount: number;
  /** Users that the load asks for. */
  readonly targetUserCount: number;
  /** `reachedUserCount` of the runner; at the end, that until the stop. */
  readonly reachedUserCount: number;
  /** Users running, by class name. */
  readonly userClassesCount: Readonly<Record<string, number>>;
  /** Requests of the built-in clients that were sent and are not in the statistics; at the end, those that never will be. */
  readonly requestsInFlight: number;
  /** Tasks that users have started. */
  readonly iterations: number;
  readonly stats: StatsView;
}

/** The snapshot of `environment` at the epoch second `at`. */
export function takeSnapshot(environment: Environment, at = steadyEpochSeconds()): Snapshot {
  const { runner, stats, requestsInFlight, iterations } = environment;
  return Object.freeze({
    at,
    state: runner?.state ?? 'ready',
    userCount: runner?.userCount ?? 0,
    targetUserCount: runner?.targetUserCount ?? 0,
    reachedUserCount: runner?.reachedUserCount ?? 0,
    userClassesCount: Object.freeze(Object.fromEntries(runner?.userClassesCount ?? [])),
    requestsInFlight: requestsInFlight.count,
    iterations: iterations.started,
    stats: viewStats(stats, at),
  });
}
