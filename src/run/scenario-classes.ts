/** Prepares the classes of a test for a scenario: which run, with which weights and tasks, and how often their tasks start. */
import { badScenario } from '../analysis/scenarios/located.js';
import { mixClasses } from '../analysis/scenarios/request-mix.js';
import type { Scenario } from '../analysis/scenarios/scenario.js';
import type { UserClass } from '../user/classes/check.js';
import { configureUserClass } from '../user/classes/configure-user-class.js';
import { replaceWaits, waitMembers } from '../user/classes/replace-waits.js';
import { collectTasks } from '../user/tasks/collect-tasks.js';
import { replaceTasks } from '../user/tasks/replace-tasks.js';
import { matchesTags } from '../user/tasks/tag.js';
import type { WeightedTask } from '../user/tasks/task-item.js';
import { constantPacing } from '../user/wait.js';
import { TslocError } from '../util/error.js';
import { saveMember } from '../util/save-member.js';
import { mostSimilar } from '../util/text/most-similar.js';

/** What of a scenario concerns classes. */
export type ClassPlan = Pick<Scenario, 'name' | 'requestMix' | 'pacing' | 'tags' | 'excludeTags'>;

/** The classes that a scenario names; all of them without names. @throws {TslocError} `BAD_SCENARIO` for an unknown one */
export function classesOf(
  { name, userClasses: names = [] }: Pick<Scenario, 'name' | 'userClasses'>,
  available: readonly UserClass[],
): UserClass[] {
  const known = available.map((one) => one.name);
  const unknown = names.find((one) => !known.includes(one));
  if (unknown === undefined) return available.filter((one) => names.length === 0 || names.includes(one.name));
  const similar = mostSimilar(unknown, known);
  const hint = similar === null ? `Available: ${known.join(', ')}` : `Did you mean '${similar}'?`;
  throw badScenario(`scenario ${name}`, `Expected user_classes to name user classes, got '${unknown}'.`, hint);
}

/**
 * Changes the classes, and returns those that run.
 * @throws {TslocError} `BAD_SCENARIO` for a name in the mix that no class or task has, or a required tag that no task has
 */
export function prepareClasses(plan: ClassPlan, userClasses: readonly UserClass[]): UserClass[] {
  const { name, requestMix, pacing, tags = [], excludeTags = [] } = plan;
  const mixed = requestMix === undefined ? [...userClasses] : applyMix(name, requestMix, userClasses);
  const chosen = mixed.filter((one) => collectTasks(one).length === 0 || hasSelectedTask(one, tags, excludeTags, []));
  if (chosen.length === 0) throw noTask(name, tags, excludeTags);
  if (pacing !== undefined) for (const userClass of chosen) replaceWaits(userClass, constantPacing(pacing));
  return chosen;
}

/** Classes that a test uses until it has ended. */
interface Use {
  readonly userClasses: readonly UserClass[];
  /** Whether the test sets weights, pacing or tasks of the classes. */
  readonly isChanging: boolean;
}

const uses = new Set<Use>();

/**
 * Changes the classes for as long as `use` takes.
 * @throws {TslocError} `CLASSES_IN_USE`
 * @throws what `use` and {@link prepareClasses} throw
 */
export async function withPreparedClasses<T>(
  plan: ClassPlan,
  userClasses: readonly UserClass[],
  use: (userClasses: UserClass[]) => Promise<T>,
): Promise<T> {
  const release = occupy(plan, userClasses);
  const restores = userClasses.flatMap((userClass) => [
    ...changedAttributes.map((name) => saveMember(userClass, name)),
    ...waitMembers.map((name) => saveMember(userClass.prototype, name)),
  ]);
  try {
    return await use(prepareClasses(plan, userClasses));
  } finally {
    for (const restore of restores) restore();
    release();
  }
}

/** Refuses classes if a test that has not ended would run with the settings of another; returns a function that frees them. */
function occupy({ requestMix, pacing }: ClassPlan, userClasses: readonly UserClass[]): () => void {
  const own: Use = { userClasses, isChanging: requestMix !== undefined || pacing !== undefined };
  for (const other of uses) {
    const clash = userClasses.find((one) => other.userClasses.some((theirs) => isChanged(own, one, other, theirs)));
    if (clash !== undefined) throw classInUse(clash.name);
  }
  uses.add(own);
  return () => uses.delete(own);
}

/** Whether one of the tests changes its class, and that of the other is the same or inherits the changes. */
function isChanged(own: Use, one: UserClass, other: Use, theirs: UserClass): boolean {
  return (own.isChanging && inheritsFrom(theirs, one)) || (other.isChanging && inheritsFrom(one, theirs));
}

function inheritsFrom(userClass: UserClass, base: UserClass): boolean {
  return userClass === base || userClass.prototype instanceof base;
}

function classInUse(name: string): TslocError {
  const message = `Expected a class that no other test uses, got ${name}: a test that has not ended uses it, or a class that it extends or that extends it, and one of the two changes weight, pacing or tasks.`;
  return new TslocError('CLASSES_IN_USE', message, {
    hint: 'Await the first test, or give each test a subclass of its own: class A1 extends A {}, class A2 extends A {}.',
  });
}

const changedAttributes = ['weight', 'tasks'] as const;

function applyMix(
  scenario: string,
  mix: Readonly<Record<string, number>>,
  userClasses: readonly UserClass[],
): UserClass[] {
  const named = userClasses.map((userClass) => {
    return { name: userClass.name, tasks: [...new Set(collectTasks(userClass).map(({ task }) => task.name))] };
  });
  return mixClasses(mix, named, `scenario ${scenario}`).map(({ name, weight, tasks }) => {
    const userClass = userClasses.find((one) => one.name === name) as UserClass;
    if (weight !== null) configureUserClass(userClass, { weight });
    if (tasks !== null) replaceTasks(userClass, reweigh(collectTasks(userClass), tasks));
    return userClass;
  });
}

function reweigh(tasks: readonly WeightedTask[], weights: ReadonlyMap<string, number>): WeightedTask[] {
  const byName = new Map(tasks.map((one) => [one.task.name, one]));
  return [...weights].map(([name, weight]) => ({ ...(byName.get(name) as WeightedTask), weight }));
}

/** Also a task inside of a task set, at any depth. */
function hasSelectedTask(
  taskClass: Parameters<typeof collectTasks>[0],
  tags: readonly string[],
  excludeTags: readonly string[],
  seen: readonly object[],
): boolean {
  return collectTasks(taskClass).some(({ task: { tags: own, taskSet } }) => {
    if (taskSet === null) return matchesTags(own, tags, excludeTags);
    return !seen.includes(taskSet) && hasSelectedTask(taskSet as never, tags, excludeTags, [...seen, taskSet]);
  });
}

function noTask(name: string, tags: readonly string[], excludeTags: readonly string[]): Error {
  const wanted =
    tags.length > 0 ? `a task tagged ${tags.join(' or ')}` : `a task without the tags ${excludeTags.join(', ')}`;
  const [first = excludeTags[0]] = tags;
  return badScenario(
    `scenario ${name}`,
    `Expected ${wanted} in the files, found none.`,
    `Tag one with @tag('${first}').`,
  );
}
