/** Actors without a user: each runs until its test or its behaviour ends it. */
import type { Actor, ActorClass } from '../../../src/core/actor.js';
import type { Environment } from '../../../src/core/environment.js';
import { now } from '../../../src/util/loop/clock.js';

/** What an actor does when it is stopped. */
export type Manner = (actor: StageActor, force: boolean) => void;

/** Ends at once when it is stopped. */
export const obedient: Manner = (actor) => actor.finish();
/** Continues its task until it is stopped with force. */
export const busy: Manner = (actor, force) => {
  if (force) actor.finish();
};
/** Never ends. */
export const deaf: Manner = () => {};
/** After a stop with force, runs an onStop that the test must finish. */
export const polite: Manner = (actor, force) => {
  actor.isInOnStop ||= force;
};

/** An actor that records its creation, and each stop. */
export class StageActor implements Actor {
  readonly className: string;
  readonly bornAt = now();
  readonly stops: { readonly at: number; readonly force: boolean }[] = [];
  activity = 'task browse';
  isInOnStop = false;
  isExhausted = false;
  isGone = false;
  isAbandoned = false;
  readonly #manner: Manner;
  readonly #life: Promise<void>;
  #end = () => {};

  constructor(className: string, manner: Manner) {
    this.className = className;
    this.#manner = manner;
    this.#life = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  run(): Promise<void> {
    return this.#life;
  }

  stop(force: boolean): void {
    this.stops.push({ at: now(), force });
    this.#manner(this, force);
  }

  abandon(): void {
    this.isAbandoned = true;
  }

  finish(): void {
    this.isGone = true;
    this.#end();
  }
}

/** The actors of a test, of all its classes, in order of creation. */
export class Stage {
  readonly actors: StageActor[] = [];

  /** A class whose actors are added to this stage; `born` is called for each, and may throw. */
  actorClass(
    name: string,
    given: { weight?: number; fixedCount?: number; manner?: Manner; born?: (actor: StageActor) => void } = {},
  ): ActorClass<Environment> {
    const { actors } = this;
    const { weight = 1, fixedCount = 0, manner = obedient, born = () => {} } = given;
    class Member extends StageActor {
      static readonly weight = weight;
      static readonly fixedCount = fixedCount;
      static readonly host = null;
      constructor(_environment: Environment) {
        super(name, manner);
        actors.push(this);
        born(this);
      }
    }
    return Object.defineProperty(Member, 'name', { value: name });
  }

  get alive(): StageActor[] {
    return this.actors.filter(({ isGone }) => !isGone);
  }
}
