/** One test of a worker: it begins once, however many jobs come meanwhile. */
import { type ActorClass, prepareClass } from '../../core/actor.js';
import type { Environment } from '../../core/environment.js';

/** From its first job until its users have stopped. */
export class WorkerTest {
  /** Resolves when the listeners of `testStart` have ended, also if the test is over before. */
  readonly begun: Promise<void>;
  /** `waiting`: listeners of the test before it are still running; `beginning`: its own are. */
  state: 'waiting' | 'beginning' | 'begun' | 'cancelled' = 'waiting';
  readonly #environment: Environment;
  readonly #prepared = new Set<ActorClass<Environment>>();

  /** `earlier` is the test before: the listeners of its `testStart` may outlast it. */
  constructor(environment: Environment, earlier: WorkerTest | null) {
    this.#environment = environment;
    this.begun = this.#begin(earlier);
  }

  /** The test is stopped while it waits: it does not begin. */
  cancel(): void {
    this.state = 'cancelled';
  }

  /** Prepares the classes that get their first users now. @throws {TslocError} what keeps users of a class from running */
  prepare(userCounts: ReadonlyMap<string, number>): void {
    for (const userClass of this.#environment.userClasses) {
      if ((userCounts.get(userClass.name) ?? 0) === 0 || this.#prepared.has(userClass)) continue;
      this.#prepared.add(userClass);
      userClass[prepareClass]?.(this.#environment);
    }
  }

  async #begin(earlier: WorkerTest | null): Promise<void> {
    await earlier?.begun;
    if (this.state === 'cancelled') return;
    const environment = this.#environment;
    this.state = 'beginning';
    environment.beginTest();
    await environment.events.testStart.fireAndWait({ environment });
    this.state = 'begun';
  }
}
