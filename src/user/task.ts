/** `@task`: what makes a method a task, and how often it is picked. */
import { TslocError } from '../util/error.js';

/** A method that a user runs. */
export type TaskMethod = (this: never) => unknown;

interface MethodContext {
  readonly kind: string;
  readonly name: string | symbol;
  readonly static?: boolean;
  readonly private?: boolean;
}

/** What `@task(3)` is: fits standard decorators; with `experimentalDecorators` the key comes second. */
export type TaskDecorator = <M extends TaskMethod>(method: M, context: MethodContext) => void;

const weights = new WeakMap<object, number>();

/**
 * Makes a method a task: `@task` or `@task(3)`. A task of weight 3 is picked three times as often as one of 1;
 * one of weight 0 is never picked.
 * @throws {TslocError} `BAD_TASK_WEIGHT` for a weight that is no whole number of 0 or more; `BAD_DECORATOR` on
 * anything but a method
 */
export function task(weight: number): TaskDecorator;
export function task<M extends TaskMethod>(method: M, context: MethodContext): void;
export function task(first: number | TaskMethod, ...place: unknown[]): TaskDecorator | undefined {
  if (typeof first === 'number') {
    if (!Number.isInteger(first) || first < 0) {
      throw new TslocError('BAD_TASK_WEIGHT', `Expected @task(weight) with a whole number of 0 or more, got ${first}.`);
    }
    return (method, ...at: unknown[]) => markMethod('task', [method, ...at], (marked) => weights.set(marked, first));
  }
  if (place.length === 0) {
    throw new TslocError('BAD_DECORATOR', `Expected @task or @task(weight), got @task(${first ?? ''}).`);
  }
  markMethod('task', [first, ...place], (marked) => weights.set(marked, 1));
  return undefined;
}

/** The weight of a decorated method; undefined for any other. */
export function taskWeight(method: object): number | undefined {
  return weights.get(method);
}

const reserved = new Set(['onStart', 'onStop', 'run', 'wait', 'stop', 'sleep', 'constructor']);

/** Finds the method that was decorated, in either style, and lets `set` note what is said of it. */
export function markMethod(decorator: string, decorated: readonly unknown[], set: (method: object) => void): void {
  const [first, place, descriptor] = decorated;
  const standard = typeof place === 'object' && place !== null && 'kind' in place ? (place as MethodContext) : null;
  const legacy = standard === null && typeof first === 'object' && first !== null;
  const name = String(standard?.name ?? place);
  const method = legacy ? methodOf(first, place, descriptor) : first;
  const kind = standard === null ? 'something else' : kindOf(standard);
  if (!(legacy || kind === 'a method') || typeof method !== 'function') {
    throw new TslocError('BAD_DECORATOR', `Expected @${decorator} on a method, got it on ${kind} called '${name}'.`);
  }
  if (reserved.has(name)) {
    const hint = 'The user itself calls it; give the task a name of its own.';
    throw new TslocError('BAD_DECORATOR', `Expected @${decorator} on a method of your own, got it on '${name}'.`, {
      hint,
    });
  }
  set(method);
}

/** A user finds its tasks by their names: one with a name that only its class can see would never be run. */
function kindOf({ kind, name, static: isStatic, private: isPrivate }: MethodContext): string {
  if (isStatic === true) return `a static ${kind}`;
  if (isPrivate === true) return `a private ${kind}`;
  return typeof name === 'symbol' ? `a ${kind} without a name` : `a ${kind}`;
}

function methodOf(prototype: object, key: unknown, descriptor: unknown): unknown {
  if (descriptor !== undefined) return (descriptor as PropertyDescriptor | null)?.value;
  return (prototype as Record<PropertyKey, unknown>)[key as PropertyKey];
}
