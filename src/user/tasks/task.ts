/** `@task`: makes a method or a nested task set a task, with a weight. */
import { TslocError } from '../../util/error.js';
import { recordPosition, takePosition } from './declaration-order.js';
import { applyDecorator, type Decorated, misplacedDecoratorError, type ReservedName } from './decorated.js';
import { DecoratedValues } from './decorated-values.js';
import { taskWeightRule } from './weights.js';

/** A method that a user runs. */
export type TaskMethod = (this: never) => unknown;

/** A task set class, recognized by its `interrupt` method. */
export type TaskSetLike = abstract new (parent: never) => { interrupt(reschedule?: boolean): never };

interface MethodContext<N> {
  readonly kind: 'method';
  readonly name: N;
  readonly static?: false;
}

/** The type of `@task(3)`: fits methods and static members, as a standard or a legacy decorator. */
export interface TaskDecorator {
  <M extends TaskMethod, N extends string | symbol>(
    method: M,
    context: MethodContext<N & (N extends ReservedName ? never : unknown)>,
  ): void;
  <H, C extends TaskSetLike>(
    value: undefined,
    context: ClassFieldDecoratorContext<H, C> & { readonly static: true },
  ): void;
  (target: object, name: string | symbol, descriptor?: PropertyDescriptor): void;
}

const weights = new DecoratedValues<number>();

/**
 * Makes a method or a nested task set a task: `@task`, `@task()` or `@task(3)`. A task of weight 3 is picked three times
 * as often as one of weight 1; a task of weight 0 is never picked. The forms with parentheses also record the order of
 * methods and nested sets.
 * @throws {TslocError} `BAD_TASK_WEIGHT` unless the weight is a whole number from 0 to 1,000,000,000; `BAD_DECORATOR` on
 * anything but a method or a static member that is a task set
 */
export const task: TaskDecorator & ((weight: number) => TaskDecorator) & (() => TaskDecorator) = ((
  ...given: unknown[]
) => {
  if (given.length > 1)
    return applyDecorator('task', given, (decorated) => {
      setWeight(decorated, 1);
      recordPosition(decorated, Number.NaN);
    });
  const [weight] = given.length === 0 ? [1] : given;
  if (typeof weight !== 'number') {
    throw new TslocError('BAD_DECORATOR', `Expected @task, @task() or @task(weight), got @task(${weight}).`);
  }
  if (!taskWeightRule.accepts(weight))
    throw new TslocError('BAD_TASK_WEIGHT', `Expected @task(weight) with ${taskWeightRule.expected}, got ${weight}.`);
  const position = takePosition();
  return (...decoratorArguments: unknown[]) =>
    applyDecorator('task', decoratorArguments, (decorated) => {
      setWeight(decorated, weight);
      recordPosition(decorated, position);
    });
}) as never;

/** The weight of a decorated method; undefined for other methods. */
export function taskWeight(method: object): number | undefined {
  return weights.ofMethod(method);
}

/** The weights of a class's own decorated static members, by name, in order of declaration. */
export function memberTaskWeights(ownerClass: object): ReadonlyMap<string, number> {
  return weights.ofMembers(ownerClass);
}

function setWeight(decorated: Decorated, weight: number): void {
  if (decorated.kind === 'class') throw misplacedDecoratorError('task', 'a class', decorated.name);
  weights.set(decorated, weight);
}
