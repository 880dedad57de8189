/** A load that changes over time: what a locustfile's LoadTestShape is. */
import { now } from '../util/loop/clock.js';
import type { Environment } from './environment.js';
import type { Runner } from './runner.js';

/** Users and spawn rate; with names of classes, users that are added come from those alone. */
export type Tick = readonly [
  users: number,
  spawnRate: number,
  userClasses?: readonly { readonly name: string }[] | null,
];

/** Asked once a second how many users there should be. Locust's LoadTestShape. */
export abstract class LoadShape {
  /** True keeps a class from being used; a subclass does not inherit it. */
  static abstract = true;
  /** True if the shape itself reads `--users`, `--spawn-rate` and `--run-time`; else they are ignored with a warning. */
  static useCommonOptions = false;

  /** The runner that follows the shape; set before the first tick. */
  runner: Runner<Environment> | null = null;
  #startedAt = now();

  /** The load from now on, or null to end the test. Asked at 0 s, then each second. */
  abstract tick(): Tick | null | Promise<Tick | null>;

  /** Seconds since the shape started. */
  getRunTime(): number {
    return (now() - this.#startedAt) / 1000;
  }

  /** Starts the clock of {@link getRunTime} anew; the runner does so when it starts the shape. */
  resetTime(): void {
    this.#startedAt = now();
  }

  /** Users running now. */
  getCurrentUserCount(): number {
    return this.runner?.userCount ?? 0;
  }
}
