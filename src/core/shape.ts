/** A load that changes over time: Locust's LoadTestShape. */
import { now } from '../util/loop/clock.js';
import type { Environment } from './environment.js';
import type { Runner } from './runner.js';

/** Users and spawn rate; with classes, added users come from these alone. */
export type Tick = readonly [
  users: number,
  spawnRate: number,
  userClasses?: readonly { readonly name: string }[] | null,
];

/** Its `tick` determines the load once a second. */
export abstract class LoadShape {
  /** Whether this is a base class, which the command does not run; a subclass does not inherit it. */
  static abstract = true;
  /** Whether the shape itself reads `--users`, `--spawn-rate` and `--run-time`; else they are ignored with a warning. */
  static useCommonOptions = false;

  /** The runner that follows the shape; set before the first tick. */
  runner: Runner<Environment> | null = null;
  #startedAt = now();

  /** The load from now on, or null to end the test. Called at 0 s, then each second. */
  abstract tick(): Tick | null | Promise<Tick | null>;

  /** Seconds since the shape started. */
  getRunTime(): number {
    return (now() - this.#startedAt) / 1000;
  }

  /** Restarts the clock of {@link getRunTime}; the runner does so when it starts the shape. */
  resetTime(): void {
    this.#startedAt = now();
  }

  /** Users running now. */
  getCurrentUserCount(): number {
    return this.runner?.userCount ?? 0;
  }
}
