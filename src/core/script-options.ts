/** The options of a run from a script or a test: the CLI's, in the words of a library. */
import { inspect } from 'node:util';
import { TslocError } from '../util/error.js';
import { type LogLevel, logLevels } from '../util/log.js';
import { ArgumentParser } from './argument-parser.js';
import { expectedInstead } from './argument-settings.js';
import { requireFree } from './events.js';
import type { Events } from './global-events.js';
import { makeOptions, type Options } from './options.js';

/** Each has the CLI's default, but for the log. */
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
  /** The least level that is logged; WARNING by default. */
  readonly loglevel?: LogLevel;
  /** Takes each line of the log; `console.error` by default, `() => {}` for silence. */
  readonly log?: (line: string) => void;
  /**
   * Values of the options that listeners of `initCommandLineParser` add to `events`, by their keys in `parsedOptions`:
   * `{ slowAfter: 300 }`. The others have their defaults.
   */
  readonly customOptions?: Partial<Omit<TslocOptions, 'userClasses'>>;
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
  loglevel: 'loglevel',
} as const satisfies Record<keyof Omit<ScriptOptions, 'log' | 'customOptions'>, keyof Options>;

type Rule = readonly [holds: (value: unknown) => boolean, expected: string];

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown) => typeof value === 'string';

const wholeNumber: Rule = [(n) => Number.isInteger(n) && (n as number) >= 0, 'a whole number of 0 or more'];
const seconds: Rule = [(n) => isNumber(n) && n >= 0, 'a number of 0 or more'];
const text: Rule = [isText, 'a text'];
const texts: Rule = [(value) => Array.isArray(value) && value.every(isText), 'a list of texts'];

const rules: Readonly<Record<keyof ScriptOptions, Rule>> = {
  users: wholeNumber,
  spawnRate: [(n) => isNumber(n) && n > 0, 'a number above 0'],
  runTimeSeconds: seconds,
  stopTimeoutSeconds: seconds,
  iterations: wholeNumber,
  iterationsPerUser: wholeNumber,
  host: text,
  seed: text,
  tags: texts,
  excludeTags: texts,
  csvPrefix: text,
  csvFullHistory: [(value) => typeof value === 'boolean', 'true or false'],
  loglevel: [(value) => logLevels.some((level) => level === value), `one of ${logLevels.join(', ')}`],
  log: [(value) => typeof value === 'function', 'a function that takes a line'],
  customOptions: [(value) => typeof value === 'object' && value !== null, 'an object'],
};

/**
 * As the option table has them, with those that listeners of `events` add.
 * @throws {TslocError} `BAD_OPTION`, `EVENTS_IN_USE`
 * @throws what a listener throws
 */
export async function optionsOfScript(given: ScriptOptions, events: Events): Promise<Options> {
  checkOptions(given);
  requireFree(events);
  const parser = new ArgumentParser();
  // A run that is over is not to hear of it: what is wrong is told to whoever asks for the options.
  events.onListenerError = (_event, _listener, thrown) => {
    throw thrown;
  };
  await events.initCommandLineParser.fireAndWait({ parser });
  const known = Object.entries(keys).map(([name, key]) => [key, given[name as keyof ScriptOptions]]);
  const custom = customValues(parser.rows, given.customOptions ?? {});
  return makeOptions({ loglevel: 'WARNING', ...defined(known), ...custom } as Partial<Options>);
}

function defined(entries: unknown[][]): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function checkOptions(given: ScriptOptions): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined)
    throw badOption('a known option of a run', unknown, `Known are ${Object.keys(rules).join(', ')}.`);
  for (const [name, [holds, expected]] of Object.entries(rules) as [keyof ScriptOptions, Rule][]) {
    const value: unknown = given[name];
    if (value !== undefined && !holds(value)) throw badOption(`${name} to be ${expected}`, value);
  }
}

function customValues(rows: ArgumentParser['rows'], given: object): object {
  for (const [key, value] of Object.entries(given)) {
    const row = rows.get(key);
    if (row === undefined) {
      const names = rows.size === 0 ? 'none' : [...rows.keys()].join(', ');
      const hint = `Listeners of initCommandLineParser have added ${names}; they are those of the \`events\` given.`;
      throw badOption('customOptions to name an option of your own', key, hint);
    }
    const expected = value == null ? null : expectedInstead(value, row.type, row.choices);
    if (expected !== null) throw badOption(`customOptions.${key} to be ${expected}`, value);
  }
  const defaults = [...rows].map(([key, row]) => [key, row.default]);
  return { ...Object.fromEntries(defaults), ...defined(Object.entries(given)) };
}

/** The error of an option that a run cannot have. */
export function badOption(expected: string, got: unknown, hint?: string): TslocError {
  const shown = typeof got === 'function' ? `the class or function ${got.name}` : inspect(got, { depth: 0 });
  return new TslocError('BAD_OPTION', `Expected ${expected}, got ${shown}.`, {
    exitCode: 2,
    ...(hint === undefined ? {} : { hint }),
  });
}
