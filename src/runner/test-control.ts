/** Starts tests by a load or a shape, one after another, and ends each when its run time is over or its shape ends. */
import type { Environment } from '../core/environment.js';
import { checkRunTime } from '../core/load.js';
import type { LoadShape } from '../core/shape.js';
import { sleep, steadyEpochSeconds } from '../util/loop/clock.js';
import { followShape } from './follow-shape.js';
import type { LoadRunner } from './load-runner.js';

/** What a test does. */
export interface TestPlan {
  readonly users: number;
  readonly spawnRate: number;
  /** Seconds until the test ends, counted from its start; 0 or null for no limit. */
  readonly runTimeSeconds: number | null;
  /** Determines the load instead; the numbers above are then ignored. */
  readonly shape: LoadShape | null;
}

/** Controls the tests of one run. */
export class TestControl {
  readonly #environment: Environment;
  readonly #runner: LoadRunner;
  /** Aborted when another plan replaces the current one, or its test is stopped. */
  #plan = new AbortController();
  #hasShape = false;
  /** Settles when the latest plan has ended. */
  #latest: Promise<void> = Promise.resolve();
  /** Epoch seconds, of {@link steadyEpochSeconds}, at which the run time ends the test; null if nothing does. */
  endsAt: number | null = null;
  /** The shape that controls the running test; null if none does. */
  followedShape: LoadShape | null = null;

  constructor(environment: Environment, runner: LoadRunner) {
    this.#environment = environment;
    this.#runner = runner;
    // Without a shape, a test that a listener stops and starts again keeps its run time.
    runner.onStopping = () => {
      if (this.#hasShape || !runner.quitsAfterTest) this.cancel();
    };
  }

  /**
   * Starts a test; while one is running, changes its load and its run time. Resolves when the plan has ended or was
   * cancelled. Never stops users itself, unless the run waits for further tests.
   */
  start(plan: TestPlan): Promise<void> {
    this.#latest = this.#execute(plan);
    return this.#latest;
  }

  /** Resolves when the current plan has ended or was cancelled, and no other one has replaced it. */
  async planEnded(): Promise<void> {
    let awaited: Promise<void>;
    do {
      awaited = this.#latest;
      await awaited;
    } while (awaited !== this.#latest);
  }

  /** Cancels the current plan; its users keep running. */
  cancel(): void {
    this.endsAt = null;
    this.followedShape = null;
    this.#plan.abort();
    this.#plan = new AbortController();
  }

  async #execute(plan: TestPlan): Promise<void> {
    this.cancel();
    if (!this.#runner.canStart()) return;
    const { signal } = this.#plan;
    this.#hasShape = plan.shape !== null;
    this.followedShape = plan.shape;
    this.#runner.endsWithoutUsers = !this.#hasShape;
    if (plan.shape === null) await this.#holdLoad(plan, signal);
    else await this.#followShape(plan.shape, signal);
    if (signal.aborted) return;
    this.followedShape = null;
    if (!this.#runner.quitsAfterTest) await this.#runner.stop();
  }

  async #holdLoad({ users, spawnRate, runTimeSeconds }: TestPlan, signal: AbortSignal): Promise<void> {
    const logger = this.#environment.log.logger('locust.main');
    try {
      checkRunTime(runTimeSeconds);
    } catch (thrown) {
      this.#runner.fail(thrown);
      return;
    }
    await this.#runner.begin(users);
    if (signal.aborted) return;
    if (runTimeSeconds) logger.info(`Run time limit set to ${Number(runTimeSeconds.toFixed(3))} seconds`);
    else logger.info('No run time limit set, use CTRL+C to interrupt');
    const rampSeconds = (users - 1 - this.#runner.userCount) / spawnRate;
    if (runTimeSeconds && rampSeconds >= runTimeSeconds)
      logger.warning(
        `The run time is too short for ${users} users: the last one would start after ${rampSeconds.toFixed(0)} seconds.`,
      );
    this.endsAt = runTimeSeconds ? steadyEpochSeconds() + runTimeSeconds : null;
    this.#runner.start({ users, spawnRate }).catch((thrown) => this.#runner.fail(thrown));
    await sleep(runTimeSeconds ? runTimeSeconds * 1000 : Number.POSITIVE_INFINITY, signal).catch(() => {});
    if (!signal.aborted) logger.info(`--run-time limit reached, ${this.#describeEnding()}`);
  }

  async #followShape(shape: LoadShape, signal: AbortSignal): Promise<void> {
    const logger = this.#environment.log.logger('locust.runners');
    this.#warnOfIgnoredOptions(shape);
    shape.runner = this.#runner;
    try {
      await followShape(shape, this.#runner, logger, signal);
    } catch (thrown) {
      this.#runner.fail(thrown);
      return;
    }
    if (!signal.aborted) logger.info(`Shape test completed, ${this.#describeEnding()}`);
  }

  #describeEnding(): string {
    return this.#runner.quitsAfterTest ? 'shutting down' : 'stopping test';
  }

  #warnOfIgnoredOptions(shape: LoadShape): void {
    const logger = this.#environment.log.logger('locust.runners');
    const { numUsers, spawnRate, runTime } = this.#environment.loadOptions;
    const ignored = Object.entries({ '--users': numUsers, '--spawn-rate': spawnRate, '--run-time': runTime });
    const names = ignored.filter(([, value]) => value).map(([name]) => name);
    if (names.length === 0 || (shape.constructor as typeof LoadShape).useCommonOptions) return;
    logger.warning('The shape determines the number of users, and ignores common options.');
    logger.warning(`Ignored: ${names.join(', ')}. A shape with static useCommonOptions = true may read them itself.`);
  }
}
