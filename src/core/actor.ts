/** What a runner runs, without knowing that it is a user. */

/** A method of an actor that looks it over before it lives; a symbol, so that no task can be called the same. */
export const checkActor: unique symbol = Symbol('checkActor');

/** A static method of a class that checks its attributes before a run. */
export const checkClass: unique symbol = Symbol('checkClass');

/** A static method of a class that makes it ready for a run: after the `init` listeners, before its first actor. */
export const prepareClass: unique symbol = Symbol('prepareClass');

/** Something that lives until it is stopped. */
export interface Actor {
  /** @throws {TslocError} what makes it impossible to run */
  [checkActor]?(): void;
  /** Lives; resolves when all it had to do is done, its goodbye included. Never rejects. */
  run(): Promise<void>;
  /** With `force` it ends at once, else after the task at hand; one that waits ends at once in any case. */
  stop(force: boolean): void;
  /** It did not end in time, and the test is over: whatever it still does is to reach nobody. */
  abandon?(): void;
  /** What it is doing, to name one that does not end: `task analyzeAudio`. */
  readonly activity: string;
  /** True once it only says goodbye: it deserves more patience than one that ignores its end. */
  readonly isInOnStop: boolean;
  /** True if it ended because it had done all that it may: nobody takes its place. */
  readonly isFinished: boolean;
}

/** A class of actors, each made for an environment E, and its share among the others. */
export interface ActorClass<E> {
  /** Unique among the classes of a run. */
  readonly name: string;
  /** Its share of the users, against the weights of the other classes. */
  weight: number;
  /** If above 0: exactly this many, before any weighted one. */
  fixedCount: number;
  /** Where its requests go. */
  host: string | null;
  readonly prototype: object;
  /** @throws {TslocError} what is wrong with its attributes */
  [checkClass]?(): void;
  /** @throws {TslocError} what would keep its actors from running in this environment */
  [prepareClass]?(environment: E): void;
  new (environment: E): Actor;
}
