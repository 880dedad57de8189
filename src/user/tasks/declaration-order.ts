/** Remembers the order in which decorated members are written in a class, if it can be determined. */
import { TslocError } from '../../util/error.js';
import type { Decorated } from './decorated.js';
import { originalsOf } from './decorated-originals.js';
import { DecoratedValues } from './decorated-values.js';

let evaluations = 0;

/**
 * The next position; taken when a decorator with parentheses (`@task()`, `@tag('x')`) is evaluated, which happens in the order
 * of the class body.
 */
export function takePosition(): number {
  return ++evaluations;
}

const recorded = new DecoratedValues<number>();

/** Methods and sets with legacy decorators, which are evaluated for methods first: their positions are not known. */
const legacyTargets = new WeakSet<object>();

/** Records the position of a member; NaN for a decorator without parentheses, whose position is not known. */
export function recordPosition(decorated: Decorated, position: number): void {
  if (!decorated.isStandard) legacyTargets.add(decorated.target);
  else if (!Number.isNaN(position)) recorded.set(decorated, position);
}

interface MemberClass {
  readonly name: string;
  readonly prototype: object;
}

/**
 * Sorts methods and static members of a class by the order in which they are written. `nameOf` returns an item's name.
 * @throws {TslocError} `UNKNOWN_TASK_ORDER` if there are both, and one has no decorator with parentheses, or was
 * decorated with `experimentalDecorators`
 */
export function sortByDeclaration<T>(
  taskClass: MemberClass,
  { methods, members }: { readonly methods: readonly T[]; readonly members: readonly T[] },
  nameOf: (item: T) => string,
): T[] {
  if (methods.length === 0 || members.length === 0) return [...methods, ...members];
  const positions = new Map<T, number>();
  for (const item of methods) positions.set(item, methodPosition(taskClass, nameOf(item)));
  for (const item of members) positions.set(item, recorded.ofMembers(taskClass).get(nameOf(item)) ?? Number.NaN);
  const unknown = [...positions].find(([, position]) => Number.isNaN(position));
  if (unknown !== undefined) throw unknownOrderError(taskClass, nameOf(unknown[0]));
  return [...positions].sort(([, a], [, b]) => a - b).map(([item]) => item);
}

function methodPosition(taskClass: MemberClass, name: string): number {
  const positions = originalsOf(taskClass, name).map((method) => recorded.ofMethod(method));
  return positions.find((position) => position !== undefined) ?? Number.NaN;
}

function unknownOrderError(taskClass: MemberClass, name: string): TslocError {
  const message = `Expected a known order of methods and task sets in class ${taskClass.name}, got '${name}', whose position is not known.`;
  const hint = isLegacy(taskClass, name)
    ? 'Turn experimentalDecorators off in tsconfig.json; or list all tasks in static tasks, except in a MarkovTaskSet.'
    : 'Write @task() with parentheses on each of them, or list all tasks in static tasks.';
  return new TslocError('UNKNOWN_TASK_ORDER', message, { hint });
}

function isLegacy(taskClass: MemberClass, name: string): boolean {
  const member = Object(Reflect.get(taskClass, name)) as object;
  return [...originalsOf(taskClass, name), member].some((target) => legacyTargets.has(target));
}
