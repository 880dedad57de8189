/** The contract between a runner and its users: the runner knows actors only. */
import { numberBetween } from '../util/rules.js';

/** A method of an actor that checks it before it runs; a symbol, so that no task can have the same name. */
export const checkActor: unique symbol = Symbol('checkActor');

/** A static method of a class that checks its attributes before a run. */
export const checkClass: unique symbol = Symbol('checkClass');

/** A static method of a class that makes it ready for a run: after the `init` listeners, before its first actor. */
export const prepareClass: unique symbol = Symbol('prepareClass');

/** Something that runs until it is stopped. */
export interface Actor {
  /** @throws {TslocError} what prevents it from running */
  [checkActor]?(): void;
  /** Resolves when it has ended, `onStop` included. Never rejects. */
  run(): Promise<void>;
  /** With `force` it ends at once, else after the current task; one that waits ends at once in any case. */
  stop(force: boolean): void;
  /** Called if it did not end in time, and the test is over: from now on it must not report anything. */
  abandon?(): void;
  /** What it is doing, for messages about one that does not end: `task analyzeAudio`. */
  readonly activity: string;
  /** Whether it has reacted to its stop: `onStop` may take longer than a task that ignores the stop. */
  readonly isInOnStop: boolean;
  /** Whether it ended because its iterations or rows are exhausted: it is not replaced. False for a user that was stopped. */
  readonly isExhausted: boolean;
}

/** A class of actors, created for an environment E, and its share of the users. */
export interface ActorClass<E> {
  /** Unique among the classes of a run. */
  readonly name: string;
  /** Its share of the users, against the weights of the other classes. */
  weight: number;
  /** If above 0: exactly this many, before any weighted one. */
  fixedCount: number;
  /** Where its requests go. */
  host: string | null;
  /** Seconds, in place of `--stop-timeout`; without a number, `--stop-timeout` applies. */
  stopTimeout?: number | null;
  readonly prototype: object;
  /** @throws {TslocError} what is wrong with its attributes */
  [checkClass]?(): void;
  /** @throws {TslocError} what would keep its actors from running in this environment */
  [prepareClass]?(environment: E): void;
  new (environment: E): Actor;
}

/** 24 days, about the longest delay of a Node timer; longer than any run. */
const maxStopTimeoutSeconds = 86_400 * 24;

/** The rule for a stop timeout of a run or of a class. */
export const stopTimeoutRule = numberBetween(0, maxStopTimeoutSeconds);

/** How long a stopping user of a class may take to finish its task, ms; `defaultMs` is that of the run. */
export function stopTimeoutOf({ stopTimeout }: { stopTimeout?: number | null }, defaultMs: number): number {
  return typeof stopTimeout === 'number' ? stopTimeout * 1000 : defaultMs;
}
