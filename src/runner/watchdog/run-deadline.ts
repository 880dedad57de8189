/** Until when a run may be blocked: whatever its code does, it should have ended by then. */

import type { Environment } from '../../core/environment.js';
import { prependInternal } from '../../core/events/hook.js';
import { now } from '../../util/loop/clock.js';

/** How long blocking code may delay the end of a run beyond run time and stop timeout, ms. */
const graceMs = 5_000;

/** When a blocked run is overdue. */
export interface BlockLimits {
  /** Whether the run time ends the run. */
  readonly endsWithRunTime: boolean;
  /** How long a run without a time limit may be blocked, ms; null for no limit. */
  readonly maxBlockedMs: number | null;
}

/** How long the event loop may be blocked, ms, where the end cannot be known in advance, as with a load shape. */
export const maxBlockedMs = 60_000;

/** The deadline of one run; of several tests, that of the last one. */
export class RunDeadline {
  readonly #environment: Environment;
  readonly #limits: BlockLimits;
  #dueMs: number | null;

  /** Counts from now on, for listeners that block before the test starts, and again from the start of the test. */
  constructor(environment: Environment, limits: BlockLimits) {
    this.#environment = environment;
    this.#limits = limits;
    this.#dueMs = this.#fromNow();
    environment.events.testStart[prependInternal](this.#restart);
  }

  readonly #restart = (): void => {
    this.#dueMs = this.#fromNow();
  };

  /** True if a run whose event loop has been blocked since `blockedSinceMs`, a time of `now()`, should have ended. */
  isOver(blockedSinceMs: number): boolean {
    const { maxBlockedMs } = this.#limits;
    return now() >= (this.#dueMs ?? blockedSinceMs + (maxBlockedMs ?? Number.POSITIVE_INFINITY));
  }

  /** What to say then. */
  get reason(): string {
    return this.#dueMs === null
      ? 'The event loop is still blocked'
      : 'The run time is over and the event loop is still blocked';
  }

  release(): void {
    this.#environment.events.testStart.removeListener(this.#restart);
  }

  #fromNow(): number | null {
    // Read anew: a listener of `init` may set it.
    const runTime = this.#limits.endsWithRunTime ? this.#environment.parsedOptions.runTime : null;
    return runTime ? now() + runTime * 1000 + this.#environment.longestStopTimeoutMs + graceMs : null;
  }
}
