/** Applies a request mix to the classes of a test: which of them and of their tasks run, and with which weights. */
import { badScenario } from './located.js';

/** A class, and the names of its tasks. */
export interface MixClass {
  readonly name: string;
  readonly tasks: readonly string[];
}

/** The new weights of a class that runs; null leaves them unchanged. */
export interface MixedClass {
  readonly name: string;
  readonly weight: number | null;
  /** Whole weights by task; tasks that are left out do not run. */
  readonly tasks: ReadonlyMap<string, number> | null;
}

/**
 * The classes that run. Keys are names of classes, of tasks, or `Class.task`, in any spelling of word boundaries.
 * @throws {TslocError} `BAD_SCENARIO` for a name that no class has; `place` begins the message
 */
export function mixClasses(
  mix: Readonly<Record<string, number>>,
  classes: readonly MixClass[],
  place: string,
): MixedClass[] {
  const weights = Object.entries(mix).map(([key, weight]) => ({ key, weight, word: wordOf(key) }));
  const unknown = weights.find(({ word }) => !classes.some((one) => wordsOf(one).includes(word)));
  if (unknown !== undefined) throw unknownName(unknown.key, classes, place);
  const weightOf = (word: string) => weights.find((one) => one.word === word)?.weight;
  return classes.flatMap(({ name, tasks }) => {
    const weight = weightOf(wordOf(name));
    const named = tasks.flatMap((task) => {
      const found = weightOf(wordOf(`${name}.${task}`)) ?? weightOf(wordOf(task));
      return found === undefined ? [] : [[task, found] as const];
    });
    const runs = weight === undefined ? named.some(([, one]) => one > 0) : weight > 0;
    if (!runs) return [];
    return [{ name, weight: weight ?? null, tasks: named.length === 0 ? null : wholeWeights(named) }];
  });
}

/** The same proportions in whole numbers, as task weights are; weights of 0 are left out. */
export function wholeWeights(weights: readonly (readonly [string, number])[]): Map<string, number> {
  const positive = weights.filter(([, weight]) => weight > 0);
  const sum = positive.reduce((total, [, weight]) => total + weight, 0);
  const isWhole = positive.every(([, weight]) => Number.isInteger(weight));
  const whole = positive.map(([, weight]) => (isWhole ? weight : Math.max(1, Math.round((weight / sum) * 1000))));
  const divisor = whole.reduce(greatestDivisor, 0);
  return new Map(positive.map(([name], i) => [name, (whole[i] as number) / divisor]));
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function wordsOf({ name, tasks }: MixClass): string[] {
  return [name, ...tasks.flatMap((task) => [task, `${name}.${task}`])].map(wordOf);
}

/** `upload_file` is `uploadFile`. */
function wordOf(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

function unknownName(key: string, classes: readonly MixClass[], place: string): Error {
  const names = classes.map(({ name, tasks }) => (tasks.length === 0 ? name : `${name} (${tasks.join(', ')})`));
  return badScenario(
    place,
    `Expected request_mix to name user classes or tasks, got '${key}'.`,
    `Available: ${names.join(', ')}`,
  );
}
