/** A set of tasks that follow each other by chance: a Markov chain. */
import { TslocError } from '../util/error.js';
import { misplaced, noteDecorated } from './decorated.js';
import type { TaskDecorator } from './task.js';
import { keepsItsTasks, type Task, taskOf } from './task-list.js';
import { TaskSet } from './task-set.js';
import type { User } from './user.js';

/** Weights of what may come next, by name of method. */
type Transitions = ReadonlyMap<string, number>;

/** What `@transitions` takes: `{ browse: 3, leave: 1 }`, or `['browse', ['leave', 2]]`. */
export type TransitionList = Readonly<Record<string, number>> | readonly (string | readonly [string, number])[];

const transitionsOf = new WeakMap<object, Transitions>();

/** After this task, `name` may come next; the more often, the higher its weight among the others. Stackable. */
export function transition(name: string, weight = 1): TaskDecorator {
  return transitions([[name, weight]]);
}

/** After this task, one of these comes next, each as often as it weighs. */
export function transitions(list: TransitionList): TaskDecorator {
  const pairs = Array.isArray(list)
    ? list.map((one) => (typeof one === 'string' ? [one, 1] : one))
    : Object.entries(list);
  for (const [name, weight] of pairs) {
    if (typeof name === 'string' && weight > 0) continue;
    throw new TslocError(
      'BAD_TRANSITION',
      `Expected a name and a weight above 0 in @transition, got ${name}: ${weight}.`,
    );
  }
  const decorate = (...given: unknown[]) =>
    noteDecorated('transition', given, ({ target, name, place }) => {
      if (place !== 'method') throw misplaced('transition', `a ${place}`, name);
      transitionsOf.set(target, new Map([...pairs, ...(transitionsOf.get(target) ?? [])] as [string, number][]));
    });
  return decorate as TaskDecorator;
}

interface Chain {
  readonly first: string;
  readonly tasks: ReadonlyMap<string, { readonly task: Task; readonly next: Transitions }>;
}

/**
 * Begins with its first method that has transitions; each draws its successor before it runs. Weights of `@task` and
 * transitions of ancestors do not count. Locust's MarkovTaskSet.
 */
export class MarkovTaskSet<U extends User = User> extends TaskSet<U> {
  #next: string | null = null;

  protected override pickTask(): Task {
    const chain = chainOf(this.constructor as typeof MarkovTaskSet);
    const current = chain.tasks.get(this.#next ?? chain.first) as { task: Task; next: Transitions };
    this.#next = this.random.weighted(Object.fromEntries(current.next));
    return current.task;
  }
}

Object.defineProperty(MarkovTaskSet.prototype, keepsItsTasks, { value: true });

const chains = new WeakMap<object, Chain>();

/**
 * The chain of a class, checked once. @throws {TslocError} `BAD_TRANSITION`: no task with transitions, one that leads
 * to nothing, to a method without transitions of its own, or one that is tagged
 */
export function chainOf(taskSet: typeof MarkovTaskSet): Chain {
  const known = chains.get(taskSet);
  if (known !== undefined) return known;
  const chain = buildChain(taskSet);
  chains.set(taskSet, chain);
  return chain;
}

/** Methods that no way from the first one leads to: worth a warning. */
export function unreachableTasks({ first, tasks }: Chain): string[] {
  const reached = new Set([first]);
  for (const name of reached) for (const next of tasks.get(name)?.next.keys() ?? []) reached.add(next);
  return [...tasks.keys()].filter((name) => !reached.has(name));
}

function buildChain(taskSet: typeof MarkovTaskSet): Chain {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(taskSet.prototype)).filter(
    ([name, { value }]) => name !== 'constructor' && typeof value === 'function',
  );
  const linked = methods.filter(([, { value }]) => transitionsOf.has(value as object));
  const [first] = linked;
  if (first === undefined) throw bad(taskSet, 'a method with @transition', 'none');
  const tasks = new Map<string, { task: Task; next: Transitions }>();
  for (const [name, { value }] of linked) {
    const task = { ...taskOf(value as () => unknown), name };
    if (task.tags.size > 0) throw bad(taskSet, 'no tags on tasks of a Markov chain', `one on '${name}'`);
    tasks.set(name, { task, next: transitionsOf.get(value as object) as Transitions });
  }
  for (const [name, { next }] of tasks) {
    for (const target of next.keys()) {
      if (tasks.has(target)) continue;
      const isMethod = methods.some(([method]) => method === target);
      throw bad(
        taskSet,
        `the transition from '${name}' to lead to a method with transitions`,
        isMethod ? `'${target}', which has none` : `'${target}', which does not exist`,
      );
    }
  }
  return { first: first[0], tasks };
}

function bad(taskSet: { readonly name: string }, expected: string, found: string): TslocError {
  return new TslocError('BAD_TRANSITION', `Expected ${expected} in class ${taskSet.name}, got ${found}.`);
}
