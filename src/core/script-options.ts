/** The options of a run from a script or a test: the CLI's, in the words of a library. */
import { TslocError } from '../util/error.js';
import { makeOptions, type Options } from './options.js';

/** Each has the CLI's default. */
export interface ScriptOptions {
  readonly users?: number;
  /** Users started per second. */
  readonly spawnRate?: number;
  /** Without it, and without `signal`, it runs until `environment.runner.quit()`. */
  readonly runTimeSeconds?: number;
  readonly stopTimeoutSeconds?: number;
  /** How many tasks all users together may do. */
  readonly iterations?: number;
  readonly iterationsPerUser?: number;
  readonly host?: string;
  readonly seed?: string;
  readonly tags?: readonly string[];
  readonly excludeTags?: readonly string[];
  /** Where to write Locust's four CSV files; none by default. */
  readonly csvPrefix?: string;
  readonly csvFullHistory?: boolean;
}

const keys = {
  users: 'numUsers',
  spawnRate: 'spawnRate',
  runTimeSeconds: 'runTime',
  stopTimeoutSeconds: 'stopTimeout',
  iterations: 'iterations',
  iterationsPerUser: 'iterationsPerUser',
  host: 'host',
  seed: 'seed',
  tags: 'tags',
  excludeTags: 'excludeTags',
  csvPrefix: 'csvPrefix',
  csvFullHistory: 'statsHistoryEnabled',
} as const satisfies Record<keyof ScriptOptions, keyof Options>;

type Rule = readonly [holds: (n: number) => boolean, expected: string];

const wholeNumber: Rule = [(n) => Number.isInteger(n) && n >= 0, 'a whole number of 0 or more'];
const seconds: Rule = [(n) => Number.isFinite(n) && n >= 0, 'a number of 0 or more'];

const rules: Readonly<Partial<Record<keyof ScriptOptions, Rule>>> = {
  users: wholeNumber,
  spawnRate: [(n) => Number.isFinite(n) && n > 0, 'a number above 0'],
  runTimeSeconds: seconds,
  stopTimeoutSeconds: seconds,
  iterations: wholeNumber,
  iterationsPerUser: wholeNumber,
};

/** As the option table has them. @throws {TslocError} `BAD_OPTION` */
export function optionsOfScript(given: ScriptOptions): Options {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(keys, name));
  if (unknown !== undefined) {
    const hint = `Known are ${Object.keys(keys).join(', ')}.`;
    throw new TslocError('BAD_OPTION', `Expected a known option of a run, got '${unknown}'.`, { hint, exitCode: 2 });
  }
  for (const [name, [holds, expected]] of Object.entries(rules) as [keyof ScriptOptions, Rule][]) {
    const value = given[name];
    if (value === undefined || holds(value as number)) continue;
    throw new TslocError('BAD_OPTION', `Expected ${name} to be ${expected}, got ${value}.`, { exitCode: 2 });
  }
  const renamed = Object.entries(keys).map(([name, key]) => [key, given[name as keyof ScriptOptions]]);
  return makeOptions(Object.fromEntries(renamed) as Partial<Options>);
}
