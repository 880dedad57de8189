/** The fleet of this process: runs users on its event loop. */
import { type Actor, type ActorClass, checkActor, stopTimeoutOf } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { isSignal, StopTest } from '../core/signals.js';
import { messageWithCode, TslocError } from '../util/error.js';
import { now } from '../util/loop/clock.js';
import { Yielder } from '../util/loop/yielder.js';
import type { Fleet } from './fleet.js';
import { type Batch, offsetsWithin } from './ramp-steps.js';
import { type RunningUser, stopUsers } from './stop-users.js';
import type { Shares } from './users-dispatcher.js';

/** One node. */
export class LocalFleet implements Fleet {
  readonly nodes: readonly string[];
  onNodesChanged: (() => void) | null = null;
  onEmptied: (() => void) | null = null;
  /** Called after each change of {@link counts} or {@link activeCount}. */
  onCountsChanged: (() => void) | null = null;
  readonly #environment: Environment;
  /** By class name, oldest first, without those that are stopping. */
  readonly #active = new Map<string, Set<RunningUser>>();
  readonly #stopping = new Set<RunningUser>();
  /** Users that have done all of their iterations, by class name: they are not replaced. */
  readonly #finished = new Map<string, number>();
  readonly #stops = new Set<Promise<void>>();
  readonly #abandoned = new Set<RunningUser>();

  /** `node` is its name in {@link Shares}. */
  constructor(environment: Environment, node = 'local') {
    this.#environment = environment;
    this.nodes = [node];
  }

  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { name } of this.#environment.userClasses) counts.set(name, this.#activeOf(name).size);
    for (const { userClass } of this.#stopping) counts.set(userClass.name, (counts.get(userClass.name) ?? 0) + 1);
    return counts;
  }

  /** Users that are not stopping. */
  get activeCount(): number {
    let count = 0;
    for (const { size } of this.#active.values()) count += size;
    return count;
  }

  get isEmpty(): boolean {
    return [...this.#active.values()].every(({ size }) => size === 0);
  }

  get isExhausted(): boolean {
    return this.isEmpty && [...this.#finished.values()].some((count) => count > 0);
  }

  async apply(shares: Shares, batch: Batch, startedAt: number, signal: AbortSignal): Promise<void> {
    const changes = this.#planChanges(shares.get(this.nodes[0] as string) ?? new Map());
    const offsets = offsetsWithin(batch, changes.length);
    const yielder = new Yielder();
    for (const [i, change] of changes.entries()) {
      const waitMs = startedAt + (offsets[i] as number) - now();
      if (waitMs > 0 || yielder.isDue) await yielder.yield(waitMs, signal);
      signal.throwIfAborted();
      change();
    }
  }

  async stopAll(graceMs: number, onStuck?: () => void): Promise<void> {
    const active = [...this.#active.values()].flatMap((users) => [...users]);
    this.#stopUsers(active, graceMs, onStuck);
    await Promise.all(this.#stops);
    for (const { actor } of this.#abandoned) actor.abandon?.();
    this.#finished.clear();
  }

  /** Starts before stops, class by class in order of names, as Locust does. */
  #planChanges(wanted: ReadonlyMap<string, number>): (() => void)[] {
    const starts: (() => void)[] = [];
    const stops: (() => void)[] = [];
    for (const userClass of this.#environment.userClasses.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = userClass;
      const missing = (wanted.get(name) ?? 0) - this.#activeOf(name).size - this.#finishedOf(name);
      for (let i = 0; i < missing; i++) starts.push(() => this.#spawn(userClass));
      // One iterator, from which each stop takes the next user: some may have died in the meantime.
      const newestFirst = missing < 0 ? [...this.#activeOf(name)].reverse().values() : [];
      for (let i = 0; i < -missing; i++) stops.push(() => this.#stopNext(name, newestFirst));
    }
    return [...starts, ...stops];
  }

  #spawn(userClass: ActorClass<Environment>): void {
    const actor = this.#construct(userClass);
    if (actor === null) return;
    const running: RunningUser = { actor, userClass, done: actor.run().then(() => this.#remove(running)) };
    this.#activeOf(userClass.name).add(running);
    this.onCountsChanged?.();
  }

  #construct(userClass: ActorClass<Environment>): Actor | null {
    try {
      const actor = new userClass(this.#environment);
      actor[checkActor]?.();
      return actor;
    } catch (thrown) {
      if (isSignal(thrown) && thrown instanceof StopTest) {
        this.#environment.endTest(thrown);
        return null;
      }
      const logger = this.#environment.log.logger('locust.runners');
      this.#environment.unhandledError = true;
      if (TslocError.is(thrown)) this.#environment.fatalError ??= thrown;
      else logger.critical(`Class ${userClass.name} could not be constructed: ${messageWithCode(thrown)}`);
      this.#environment.runner?.endTest();
      return null;
    }
  }

  /** Gives up the place of a finished user, else stops the next of `users` that is still active. */
  #stopNext(name: string, users: Iterable<RunningUser>): void {
    if (this.#finishedOf(name) > 0) {
      this.#finished.set(name, this.#finishedOf(name) - 1);
      return;
    }
    for (const running of users) {
      if (!this.#activeOf(name).has(running)) continue;
      this.#stopUsers([running], this.#environment.stopTimeoutMs);
      return;
    }
  }

  /** Stops users together where their time is the same: that of their class, else `defaultMs`. */
  #stopUsers(users: readonly RunningUser[], defaultMs: number, onStuck?: () => void): void {
    const graceOf = ({ userClass }: RunningUser) => stopTimeoutOf(userClass, defaultMs);
    for (const graceMs of new Set(users.map(graceOf)))
      this.#stopGroup(
        users.filter((running) => graceOf(running) === graceMs),
        graceMs,
        onStuck,
      );
  }

  #stopGroup(group: readonly RunningUser[], graceMs: number, onStuck?: () => void): void {
    for (const running of group) {
      this.#activeOf(running.userClass.name).delete(running);
      this.#stopping.add(running);
    }
    this.onCountsChanged?.();
    const logger = this.#environment.log.logger('locust.runners');
    const stop = stopUsers(group, graceMs, logger, onStuck).then((abandoned) => {
      for (const running of group) this.#stopping.delete(running);
      for (const running of abandoned) this.#abandoned.add(running);
      this.#stops.delete(stop);
      this.onCountsChanged?.();
    });
    this.#stops.add(stop);
  }

  #remove(running: RunningUser): void {
    const { name } = running.userClass;
    const wasActive = this.#activeOf(name).delete(running);
    if (wasActive && running.actor.isExhausted) this.#finished.set(name, this.#finishedOf(name) + 1);
    this.#stopping.delete(running);
    this.#abandoned.delete(running);
    this.onCountsChanged?.();
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
