/** A simulated person: starts, does tasks with waits between them until it is stopped, and says goodbye. */
import { type Actor, checkActor } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { isSignal, RescheduleTaskImmediately, StopUser } from '../core/signals.js';
import { currentTurn, now, sleep } from '../util/clock.js';
import { TslocError } from '../util/error.js';
import type { Random } from '../util/random.js';
import { checkFields } from './spelling.js';
import { type Task, tasksOf } from './task-list.js';
import { constant, type WaitTime } from './wait.js';

// The turns of a user's life, for kinds of users that have a client; symbols, so that no task can be called the same.
/** A task has ended. */
export const afterTask: unique symbol = Symbol('afterTask');
/** The user must end at once: pending work is to reject with the reason. */
export const killed: unique symbol = Symbol('killed');
/** `onStop` is next: what was cut off works again. */
export const leaving: unique symbol = Symbol('leaving');
/** It is over. */
export const gone: unique symbol = Symbol('gone');

/** How a part of a life ended: by itself, by a signal or a kill, or by an error. */
type End = 'done' | 'stopped' | 'failed';

/** The base of every user class. Locust's User. */
export class User implements Actor {
  /** Its share of the users, against the other classes. */
  static weight = 1;
  /** If above 0: exactly this many users of the class, before any that come by weight. */
  static fixedCount = 0;
  /** Where its requests go; `--host` overrides it. */
  static host: string | null = null;
  /** True keeps a class from being run; a subclass does not inherit it. */
  static abstract = true;
  /** The wait after each task. */
  static waitTime: WaitTime = constant(0);

  readonly environment: Environment;
  /** This user's own seeded randomness: the same seed gives it the same numbers. */
  readonly random: Random;
  readonly createdAt = now();
  activity = 'onStart';
  isLeaving = false;
  #stopper = new AbortController();
  #waiting = false;
  #stopping = false;
  #wasKilled = false;
  /** A task that awaited an answer has let everybody else run: a wait of 0 after it need not do so again. */
  #taskTookTurn = false;

  constructor(environment: Environment) {
    this.environment = environment;
    this.random = environment.randomForUser(this.constructor.name);
  }

  /** Runs before the first task. */
  onStart(): unknown {
    return undefined;
  }

  /** Runs when the user was stopped, or stopped itself; not when its `onStart` has failed. */
  onStop(): unknown {
    return undefined;
  }

  /** Waits as between two tasks. @throws {StopUser} when the user is asked to stop */
  async wait(): Promise<void> {
    if (this.#stopping) throw new StopUser();
    const { waitTime } = this.constructor as typeof User;
    const seconds = waitTime(this);
    const hadTurn = this.#taskTookTurn;
    this.#taskTookTurn = false;
    if (hadTurn && !(seconds > 0)) return;
    this.#waiting = true;
    await sleep(seconds * 1000, this.signal);
    this.#waiting = false;
    if (this.#stopping) throw new StopUser();
  }

  /** Sleeps inside a task. @throws {StopUser} when the user has to end at once */
  sleep(seconds: number): Promise<void> {
    return sleep(seconds * 1000, this.signal);
  }

  /** Aborted when the user has to end at once: for clients of your own. */
  get signal(): AbortSignal {
    return this.#stopper.signal;
  }

  /** Ends the user: at once with `force` or while it waits, else when the task at hand is done. */
  stop(force: boolean): void {
    this.#stopping = true;
    if (!(force || this.#waiting) || this.#wasKilled) return;
    this.#wasKilled = true;
    const reason = new StopUser();
    this[killed](reason);
    this.#stopper.abort(reason);
  }

  /** The whole life; never rejects. Not to be overridden. */
  async run(): Promise<void> {
    const start = await this.#attempt(() => this.onStart());
    const end = start === 'done' ? await this.#work() : start;
    this.isLeaving = true;
    this.activity = 'onStop';
    if (this.#wasKilled) this.#stopper = new AbortController();
    this[leaving]();
    if (end !== 'failed') await this.#attempt(() => this.onStop());
    this[gone]();
  }

  [checkActor](): void {
    checkFields(this);
  }

  [afterTask](): void {}
  [killed](_reason: Error): void {}
  [leaving](): void {}
  [gone](): void {}

  async #work(): Promise<End> {
    const tasks = tasksOf(this.constructor, this.environment);
    const self = this as unknown as Record<string, () => unknown>;
    await null; // so that an error has the same frames in the first task as in all others, and one row
    while (!this.#stopping) {
      try {
        const task = this.#pick(tasks);
        this.activity = task.activity;
        const turn = currentTurn();
        await self[task.name]?.();
        this[afterTask]();
        this.#taskTookTurn = turn !== currentTurn();
        await this.wait();
      } catch (thrown) {
        const end = await this.#recover(this.#settled(thrown));
        if (end !== 'done') return end;
      }
    }
    return 'stopped';
  }

  #pick(tasks: readonly Task[]): Task {
    if (tasks.length > 0) return this.random.pick(tasks);
    throw new TslocError('NO_TASKS', `Expected class ${this.constructor.name} to have a task left to run, got none.`);
  }

  /** After a task threw: waits as its kind asks for; the user goes on if that is done. */
  async #recover(thrown: unknown): Promise<End> {
    if (this.signal.aborted || thrown instanceof StopUser) return 'stopped';
    if (!isSignal(thrown) && !this.#report(thrown)) return 'stopped';
    return this.#attempt(() => (thrown instanceof RescheduleTaskImmediately ? sleep(0) : this.wait()));
  }

  /** What else `action` throws than a signal is reported, unless the user was killed meanwhile. */
  async #attempt(action: () => unknown): Promise<End> {
    try {
      await action();
      this[afterTask]();
      return 'done';
    } catch (thrown) {
      const reason = this.#settled(thrown);
      if (isSignal(reason) || this.signal.aborted) return 'stopped';
      this.#report(reason);
      return 'failed';
    }
  }

  /** Why a task ended that threw; what it has left open is closed, and a listener that throws a signal then wins. */
  #settled(thrown: unknown): unknown {
    try {
      this[afterTask]();
      return thrown;
    } catch (signal) {
      return signal;
    }
  }

  /** False if a listener threw a signal: the user is to end. */
  #report(thrown: unknown): boolean {
    try {
      this.environment.events.userError.fire({ userInstance: this, exception: thrown });
      return true;
    } catch {
      return false;
    }
  }
}
