/** A set of tasks that follow each other by chance: a Markov chain. */
import { TslocError } from '../util/error.js';
import { misplaced, noteDecorated } from './decorated.js';
import { originalsOf } from './decorated-originals.js';
import { tagsOf } from './tag.js';
import type { TaskDecorator } from './task.js';
import { isTaskSetClass, setTask, type Task, taskOf } from './task-item.js';
import { keepsItsTasks } from './task-list.js';
import { TaskSet } from './task-set.js';
import type { User } from './user.js';

/** Weights of what may come next, by name of method or set. */
type Transitions = ReadonlyMap<string, number>;

/** What `@transitions` takes: `{ browse: 3, leave: 1 }`, or `['browse', ['leave', 2]]`. */
export type TransitionList = Readonly<Record<string, number>> | readonly (string | readonly [string, number])[];

/** By method, and by class for its static members, by name. */
const methodTransitions = new WeakMap<object, Transitions>();
const memberTransitions = new WeakMap<object, ReadonlyMap<string, Transitions>>();

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
    noteDecorated('transition', given, ({ target, name, place, holder }) => {
      if (place === 'class') throw misplaced('transition', 'a class', name);
      const members = memberTransitions.get(holder as object);
      const before = holder === null ? methodTransitions.get(target) : members?.get(name);
      const all = new Map([...pairs, ...(before ?? [])] as [string, number][]);
      if (holder === null) methodTransitions.set(target, all);
      else memberTransitions.set(holder, new Map([...(members ?? []), [name, all]]));
    });
  return decorate as TaskDecorator;
}

interface Chain {
  readonly first: string;
  readonly tasks: ReadonlyMap<string, { readonly task: Task; readonly next: Transitions }>;
}

/**
 * Begins with its first method that has transitions, or if there is none, with its first set that has; each draws its
 * successor before it runs. Weights of `@task` and transitions of ancestors do not count. Locust's MarkovTaskSet.
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

type State = Chain['tasks'] extends ReadonlyMap<string, infer S> ? S : never;

function buildChain(taskSet: typeof MarkovTaskSet): Chain {
  const tasks = new Map([...methodStates(taskSet), ...setStates(taskSet)]);
  const [first] = tasks.keys();
  if (first === undefined) throw bad(taskSet, 'a method with @transition', 'none');
  for (const [name, { task, next }] of tasks) {
    if (task.tags.size > 0) throw bad(taskSet, 'no tags on tasks of a Markov chain', `one on '${name}'`);
    for (const target of next.keys()) if (!tasks.has(target)) throw leadsNowhere(taskSet, name, target);
  }
  return { first, tasks };
}

function methodStates(taskSet: typeof MarkovTaskSet): [string, State][] {
  return Object.getOwnPropertyNames(taskSet.prototype).flatMap((name) => {
    const forms = originalsOf(taskSet, name);
    const next = new Map(forms.toReversed().flatMap((form) => [...(methodTransitions.get(form) ?? [])]));
    if (next.size === 0) return [];
    const tags = new Set(forms.flatMap((form) => [...tagsOf(form)]));
    return [[name, { task: { ...taskOf(forms.at(-1) as () => unknown), name, tags }, next }]];
  });
}

function setStates(taskSet: typeof MarkovTaskSet): [string, State][] {
  return [...(memberTransitions.get(taskSet) ?? [])].map(([name, next]) => {
    const member = (taskSet as unknown as Record<string, unknown>)[name];
    if (!isTaskSetClass(member)) throw bad(taskSet, '@transition on a method or a task set', `it on '${name}'`);
    return [name, { task: setTask(name, member), next }];
  });
}

function leadsNowhere(taskSet: typeof MarkovTaskSet, from: string, target: string): TslocError {
  const isThere =
    target !== 'constructor' && (Object.hasOwn(taskSet.prototype, target) || Object.hasOwn(taskSet, target));
  return bad(
    taskSet,
    `the transition from '${from}' to lead to a method with transitions`,
    isThere ? `'${target}', which has none` : `'${target}', which does not exist`,
  );
}

function bad(taskSet: { readonly name: string }, expected: string, found: string): TslocError {
  return new TslocError('BAD_TRANSITION', `Expected ${expected} in class ${taskSet.name}, got ${found}.`);
}
