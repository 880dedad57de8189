/** `@task`: what makes a method, or a task set inside a class, a task, and how often it is picked. */
import { TslocError } from '../util/error.js';
import { type Decorated, misplaced, noteDecorated, type ReservedName } from './decorated.js';

/** A method that a user runs. */
export type TaskMethod = (this: never) => unknown;

/** A class of task sets: what these have, and no other class. */
export type TaskSetLike = abstract new (parent: never) => { interrupt(reschedule?: boolean): never };

interface MethodPlace<N> {
  readonly kind: 'method';
  readonly name: N;
  readonly static?: false;
}

/** What `@task(3)` is: fits methods and static members, standard decorators and `experimentalDecorators`. */
export interface TaskDecorator {
  <M extends TaskMethod, N extends string | symbol>(
    method: M,
    context: MethodPlace<N & (N extends ReservedName ? never : unknown)>,
  ): void;
  <H, C extends TaskSetLike>(
    value: undefined,
    context: ClassFieldDecoratorContext<H, C> & { readonly static: true },
  ): void;
  (holder: object, name: string | symbol, descriptor?: PropertyDescriptor): void;
}

const methodWeights = new WeakMap<object, number>();
const memberWeights = new WeakMap<object, Map<string, number>>();

/**
 * Makes a method a task, or a task set: `@task` or `@task(3)`. A task of weight 3 is picked three times as often as one
 * of 1; one of weight 0 is never picked.
 * @throws {TslocError} `BAD_TASK_WEIGHT` for a weight that is no whole number of 0 or more; `BAD_DECORATOR` on
 * anything but a method or a static member that is a task set
 */
export const task: ((weight: number) => TaskDecorator) & TaskDecorator = ((first: unknown, ...place: unknown[]) => {
  if (typeof first !== 'number' && place.length === 0) {
    throw new TslocError('BAD_DECORATOR', `Expected @task or @task(weight), got @task(${first ?? ''}).`);
  }
  if (typeof first !== 'number')
    return noteDecorated('task', [first, ...place], (decorated) => setWeight(decorated, 1));
  if (!Number.isInteger(first) || first < 0) {
    throw new TslocError('BAD_TASK_WEIGHT', `Expected @task(weight) with a whole number of 0 or more, got ${first}.`);
  }
  return (...given: unknown[]) => noteDecorated('task', given, (decorated) => setWeight(decorated, first));
}) as never;

/** The weight of a decorated method; undefined for any other. */
export function taskWeight(method: object): number | undefined {
  return methodWeights.get(method);
}

/** The weights of a class's own static members that were decorated, by name, in order. */
export function memberTaskWeights(holder: object): ReadonlyMap<string, number> {
  return memberWeights.get(holder) ?? new Map();
}

function setWeight({ target, name, place, holder }: Decorated, weight: number): void {
  if (place === 'class') throw misplaced('task', 'a class', name);
  if (holder === null) {
    methodWeights.set(target, weight);
    return;
  }
  const weights = memberWeights.get(holder) ?? new Map<string, number>();
  memberWeights.set(holder, weights.set(name, weight));
}
