/** One ramp: moves a fleet to a load step by step, and redistributes users when nodes join or leave. */
import type { Load } from '../core/load.js';
import { now, sleep } from '../util/loop/clock.js';
import type { Fleet } from './fleet.js';
import { atOnce, type Batch, batchOf } from './ramp-steps.js';
import type { UsersDispatcher } from './users-dispatcher.js';

/** Runs once. */
export class Ramp {
  readonly #fleet: Fleet;
  readonly #dispatcher: UsersDispatcher;
  readonly #load: Load;
  #isRunning = false;
  #isCancelled = false;
  #isRedistributionDue = false;
  /** Interrupts the current wait or step. */
  #step = new AbortController();

  constructor(fleet: Fleet, dispatcher: UsersDispatcher, load: Load) {
    this.#fleet = fleet;
    this.#dispatcher = dispatcher;
    this.#load = load;
  }

  /** True from {@link run} on until it resolves. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Resolves with true when the last change has begun, with false if it was cancelled. @throws what the fleet throws */
  async run(): Promise<boolean> {
    this.#isRunning = true;
    try {
      await this.#run();
    } catch (thrown) {
      if (!this.#isCancelled) throw thrown;
    } finally {
      this.#isRunning = false;
    }
    return !this.#isCancelled;
  }

  /** Stops the ramp; the users that it has started stay. */
  cancel(): void {
    this.#isCancelled = true;
    this.#step.abort();
  }

  /** Applies the shares of the dispatcher at once, because they have changed; then the ramp continues. */
  redistribute(): void {
    this.#isRedistributionDue = true;
    this.#step.abort();
  }

  async #run(): Promise<void> {
    const batch = batchOf(this.#load);
    const startedAt = now();
    for (let step = 0; ; step++) {
      const due = startedAt + step * batch.intervalMs;
      await this.#runInterruptibly((signal) => this.#prepareStep(due, signal));
      const hasMoved = this.#dispatcher.moveTowards(this.#load.users, batch.users);
      await this.#runInterruptibly((signal) => this.#apply(batch, due, signal));
      const isComplete = !hasMoved || this.#dispatcher.count === this.#load.users;
      if (!isComplete || this.#isRedistributionDue) continue;
      this.#isRunning = false; // at once: a redistribution from now on needs a new ramp
      return;
    }
  }

  /** A fleet does not announce nodes that are silent and may return: the others get their users with the next step. */
  async #prepareStep(due: number, signal: AbortSignal): Promise<void> {
    await sleep(due - now(), signal);
    if (this.#dispatcher.updateNodes(this.#fleet.nodes)) await this.#apply(atOnce, now(), signal);
  }

  /** Does `work` to its end, with redistributions in between. */
  async #runInterruptibly(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    for (;;) {
      const { signal } = this.#newStep();
      try {
        if (this.#isRedistributionDue) await this.#redistribute(signal);
        await work(signal);
        return;
      } catch (thrown) {
        if (!signal.aborted || this.#isCancelled) throw thrown;
      }
    }
  }

  #newStep(): AbortController {
    this.#step = new AbortController();
    if (this.#isCancelled) this.#step.abort();
    return this.#step;
  }

  async #redistribute(signal: AbortSignal): Promise<void> {
    this.#isRedistributionDue = false;
    await this.#apply(atOnce, now(), signal);
  }

  #apply(batch: Batch, startedAt: number, signal: AbortSignal): Promise<void> {
    return this.#fleet.apply(this.#dispatcher.shares(), batch, startedAt, signal);
  }
}
