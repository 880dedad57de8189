/** The users of this process. */
import { type Actor, type ActorClass, checkActor } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { StopTest } from '../core/signals.js';
import { messageOf, TslocError } from '../util/error.js';
import { now } from '../util/loop/clock.js';
import { Yielder } from '../util/loop/yielder.js';
import type { Fleet } from './fleet.js';
import { type Batch, offsetsWithin } from './ramp.js';
import { type RunningUser, stopUsers } from './stop-users.js';
import type { Shares } from './users-dispatcher.js';

const node = 'local';

/** Runs actors on this process's event loop. */
export class LocalFleet implements Fleet {
  readonly nodes = [node];
  onEmptied: (() => void) | null = null;
  readonly #environment: Environment;
  /** By class name, oldest first; those asked to stop are not in it. */
  readonly #active = new Map<string, Set<RunningUser>>();
  readonly #leaving = new Set<RunningUser>();
  /** How many have done all that they may, by class name: nobody takes their places. */
  readonly #finished = new Map<string, number>();
  readonly #retirements = new Set<Promise<void>>();
  readonly #leftBehind = new Set<RunningUser>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { name } of this.#environment.userClasses) counts.set(name, this.#activeOf(name).size);
    for (const { userClass } of this.#leaving) counts.set(userClass.name, (counts.get(userClass.name) ?? 0) + 1);
    return counts;
  }

  get isEmpty(): boolean {
    return [...this.#active.values()].every(({ size }) => size === 0);
  }

  get isFinished(): boolean {
    return this.isEmpty && [...this.#finished.values()].some((count) => count > 0);
  }

  async apply(shares: Shares, batch: Batch, startedAt: number, signal: AbortSignal): Promise<void> {
    const changes = this.#changesTo(shares.get(node) ?? new Map());
    const offsets = offsetsWithin(batch, changes.length);
    const turns = new Yielder();
    for (const [i, change] of changes.entries()) {
      const wait = startedAt + (offsets[i] as number) - now();
      if (wait > 0 || turns.isDue) await turns.yield(wait, signal);
      signal.throwIfAborted();
      change();
    }
  }

  async stopAll(grace: number, onStuck?: () => void): Promise<void> {
    const everybody = [...this.#active.values()].flatMap((users) => [...users]);
    this.#retire(everybody, grace, onStuck);
    await Promise.all(this.#retirements);
    for (const { actor } of this.#leftBehind) actor.abandon?.();
  }

  /** Starts first, then stops, class by class in order of names. */
  #changesTo(wanted: ReadonlyMap<string, number>): (() => void)[] {
    const starts: (() => void)[] = [];
    const stops: (() => void)[] = [];
    for (const userClass of this.#environment.userClasses.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = userClass;
      const missing = (wanted.get(name) ?? 0) - this.#activeOf(name).size - this.#finishedOf(name);
      for (let i = 0; i < missing; i++) starts.push(() => this.#spawn(userClass));
      // One iterator, from which each stop takes the next: users may have died when its time comes.
      const newestFirst = missing < 0 ? [...this.#activeOf(name)].reverse().values() : [];
      for (let i = 0; i < -missing; i++) stops.push(() => this.#stopNext(name, newestFirst));
    }
    return [...starts, ...stops];
  }

  #spawn(userClass: ActorClass<Environment>): void {
    const actor = this.#construct(userClass);
    if (actor === null) return;
    const running: RunningUser = { actor, userClass, done: actor.run().then(() => this.#forget(running)) };
    this.#activeOf(userClass.name).add(running);
  }

  #construct(userClass: ActorClass<Environment>): Actor | null {
    try {
      const actor = new userClass(this.#environment);
      actor[checkActor]?.();
      return actor;
    } catch (thrown) {
      if (thrown instanceof StopTest) {
        this.#environment.endTest(thrown);
        return null;
      }
      const logger = this.#environment.log.logger('locust.runners');
      this.#environment.unhandledError = true;
      if (TslocError.is(thrown)) this.#environment.fatalError ??= thrown;
      else logger.critical(`Class ${userClass.name} could not be constructed: ${messageOf(thrown)}`);
      this.#environment.runner?.quit();
      return null;
    }
  }

  /** Takes away a place that nobody fills any more, else stops the next of `users` that is still active. */
  #stopNext(name: string, users: Iterable<RunningUser>): void {
    if (this.#finishedOf(name) > 0) {
      this.#finished.set(name, this.#finishedOf(name) - 1);
      return;
    }
    for (const running of users) {
      if (!this.#activeOf(name).has(running)) continue;
      this.#retire([running], this.#environment.stopTimeout);
      return;
    }
  }

  #retire(group: readonly RunningUser[], grace: number, onStuck?: () => void): void {
    for (const running of group) {
      this.#activeOf(running.userClass.name).delete(running);
      this.#leaving.add(running);
    }
    const logger = this.#environment.log.logger('locust.runners');
    const retirement = stopUsers(group, grace, logger, onStuck).then((stuck) => {
      for (const running of group) this.#leaving.delete(running);
      for (const running of stuck) this.#leftBehind.add(running);
      this.#retirements.delete(retirement);
    });
    this.#retirements.add(retirement);
  }

  #forget(running: RunningUser): void {
    const { name } = running.userClass;
    const wasActive = this.#activeOf(name).delete(running);
    if (wasActive && running.actor.isFinished) this.#finished.set(name, this.#finishedOf(name) + 1);
    this.#leaving.delete(running);
    this.#leftBehind.delete(running);
    if (this.isEmpty) this.onEmptied?.();
  }

  #finishedOf(name: string): number {
    return this.#finished.get(name) ?? 0;
  }

  #activeOf(name: string): Set<RunningUser> {
    let users = this.#active.get(name);
    if (users === undefined) {
      users = new Set();
      this.#active.set(name, users);
    }
    return users;
  }
}
