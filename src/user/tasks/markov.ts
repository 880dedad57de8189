/** A task set whose next task is drawn by the weights of the current task's transitions: a Markov chain. */
import { TslocError } from '../../util/error.js';
import type { User } from '../user.js';
import { recordPosition, sortByDeclaration, takePosition } from './declaration-order.js';
import { applyDecorator, misplacedDecoratorError } from './decorated.js';
import { originalsOf } from './decorated-originals.js';
import { DecoratedValues } from './decorated-values.js';
import { tagsOf } from './tag.js';
import type { TaskDecorator } from './task.js';
import { isTaskSetClass, type Task, type TaskItem, taskOf, taskOfSet } from './task-item.js';
import { defaultGetNextTask, ignoresTags } from './task-list.js';
import { TaskSet } from './task-set.js';
import { classWeightRule } from './weights.js';

/** Weights of the next tasks, by name of method or task set. */
type Transitions = ReadonlyMap<string, number>;

/** What `@transitions` takes: `{ browse: 3, leave: 1 }`, or `['browse', ['leave', 2]]`. */
export type TransitionList = Readonly<Record<string, number>> | readonly (string | readonly [string, number])[];

const recorded = new DecoratedValues<Transitions>();

/** Makes `name` a possible next task, with its weight among the others. Stackable. */
export function transition(name: string, weight = 1): TaskDecorator {
  return transitions([[name, weight]]);
}

/** Makes each of these a possible next task, with its weight. */
export function transitions(list: TransitionList): TaskDecorator {
  const pairs = Array.isArray(list)
    ? list.map((one) => (typeof one === 'string' ? [one, 1] : one))
    : Object.entries(list);
  for (const [name, weight] of pairs) {
    if (typeof name === 'string' && weight > 0 && classWeightRule.accepts(weight)) continue;
    throw new TslocError(
      'BAD_TRANSITION',
      `Expected a name and a weight above 0 in @transition, got ${name}: ${weight}.`,
    );
  }
  const position = takePosition();
  const decorate = (...decoratorArguments: unknown[]) =>
    applyDecorator('transition', decoratorArguments, (decorated) => {
      if (decorated.kind === 'class') throw misplacedDecoratorError('transition', 'a class', decorated.name);
      recordPosition(decorated, position);
      recorded.set(decorated, new Map([...pairs, ...(recorded.get(decorated) ?? [])] as [string, number][]));
    });
  return decorate as TaskDecorator;
}

interface Chain {
  readonly first: string;
  readonly tasks: ReadonlyMap<string, { readonly task: Task; readonly next: Transitions }>;
}

/**
 * Starts with the first method or task set that has transitions, in declaration order. The next task is drawn
 * before the current one runs. Ignores weights of `@task` and transitions of base classes. Locust's MarkovTaskSet.
 */
export class MarkovTaskSet<U extends User = User> extends TaskSet<U> {
  #next: string | null = null;

  override getNextTask(): Task | TaskItem {
    const chain = chainOf(this.constructor as typeof MarkovTaskSet);
    const current = chain.tasks.get(this.#next ?? chain.first) as { task: Task; next: Transitions };
    this.#next = this.random.weighted(Object.fromEntries(current.next));
    return current.task;
  }
}

Object.defineProperties(MarkovTaskSet.prototype, {
  [ignoresTags]: { value: true },
  [defaultGetNextTask]: { value: MarkovTaskSet.prototype.getNextTask },
});

const chains = new WeakMap<object, Chain>();

/**
 * The chain of a class; cached. @throws {TslocError} `BAD_TRANSITION`: no task with transitions, a transition to a task
 * that does not exist or has no transitions, or a tagged task; `UNKNOWN_TASK_ORDER`
 */
export function chainOf(taskSet: typeof MarkovTaskSet): Chain {
  const known = chains.get(taskSet);
  if (known !== undefined) return known;
  const chain = buildChain(taskSet);
  chains.set(taskSet, chain);
  return chain;
}

/** Tasks that transitions from the first task never reach. */
export function unreachableTasks({ first, tasks }: Chain): string[] {
  const reachable = new Set([first]);
  for (const name of reachable) for (const next of tasks.get(name)?.next.keys() ?? []) reachable.add(next);
  return [...tasks.keys()].filter((name) => !reachable.has(name));
}

type State = Chain['tasks'] extends ReadonlyMap<string, infer S> ? S : never;

function buildChain(taskSet: typeof MarkovTaskSet): Chain {
  const [methods, members] = [methodStates(taskSet), taskSetStates(taskSet)];
  const tasks = new Map(sortByDeclaration(taskSet, { methods, members }, ([name]) => name));
  const [first] = tasks.keys();
  if (first === undefined) throw transitionError(taskSet, 'a method with @transition', 'none');
  for (const [name, { task, next }] of tasks) {
    if (task.tags.size > 0) throw transitionError(taskSet, 'no tags on the tasks', `one on '${name}'`);
    for (const target of next.keys()) if (!tasks.has(target)) throw unknownTargetError(taskSet, name, target);
  }
  return { first, tasks };
}

function methodStates(taskSet: typeof MarkovTaskSet): [string, State][] {
  return Object.getOwnPropertyNames(taskSet.prototype).flatMap((name) => {
    const originals = originalsOf(taskSet, name);
    const next = new Map(originals.toReversed().flatMap((original) => [...(recorded.ofMethod(original) ?? [])]));
    if (next.size === 0) return [];
    const tags = new Set(originals.flatMap((original) => [...tagsOf(original)]));
    return [[name, { task: { ...taskOf(originals.at(-1) as () => unknown), name, tags }, next }]];
  });
}

function taskSetStates(taskSet: typeof MarkovTaskSet): [string, State][] {
  return [...recorded.ofMembers(taskSet)].map(([name, next]) => {
    const member = (taskSet as unknown as Record<string, unknown>)[name];
    if (!isTaskSetClass(member))
      throw transitionError(taskSet, '@transition on a method or a task set', `it on '${name}'`);
    return [name, { task: taskOfSet(name, member), next }];
  });
}

function unknownTargetError(taskSet: typeof MarkovTaskSet, from: string, target: string): TslocError {
  const exists =
    target !== 'constructor' && (Object.hasOwn(taskSet.prototype, target) || Object.hasOwn(taskSet, target));
  return transitionError(
    taskSet,
    `the transition from '${from}' to lead to a method with transitions`,
    exists ? `'${target}', which has none` : `'${target}', which does not exist`,
  );
}

function transitionError(taskSet: { readonly name: string }, expected: string, found: string): TslocError {
  return new TslocError('BAD_TRANSITION', `Expected ${expected} in class ${taskSet.name}, got ${found}.`);
}
