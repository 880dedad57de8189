/** The options of a run from a script or a test: the CLI's, in the words of a library. */
import { TslocError } from '../util/error.js';
import { type LogLevel, logLevels } from '../util/log.js';
import {
  allow,
  boolean,
  describeValue,
  findUnknownKey,
  findViolation,
  func,
  integerFromZero,
  listOf,
  numberAboveZero,
  numberFromZero,
  object,
  oneOf,
  optional,
  type Rules,
  string,
} from '../util/rules.js';
import { ArgumentParser } from './argument-parser.js';
import { argumentRule } from './argument-settings.js';
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

const strings = listOf(string, 'a list of strings');

const rules: Rules<keyof ScriptOptions> = {
  users: optional(integerFromZero),
  spawnRate: optional(numberAboveZero),
  runTimeSeconds: optional(numberFromZero),
  stopTimeoutSeconds: optional(numberFromZero),
  iterations: optional(integerFromZero),
  iterationsPerUser: optional(integerFromZero),
  host: optional(string),
  seed: optional(string),
  tags: optional(strings),
  excludeTags: optional(strings),
  csvPrefix: optional(string),
  csvFullHistory: optional(boolean),
  loglevel: optional(oneOf(logLevels)),
  log: optional(func),
  customOptions: optional(object),
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
  const known = Object.keys(rules);
  const unknown = findUnknownKey(given, known);
  if (unknown !== undefined) throw badOption('a known option of a run', unknown, `Known are ${known.join(', ')}.`);
  const violation = findViolation(given, rules);
  if (violation !== null) throw badOption(`${violation.name} to be ${violation.rule.expected}`, violation.value);
}

function customValues(rows: ArgumentParser['rows'], given: object): object {
  for (const [key, value] of Object.entries(given)) {
    const row = rows.get(key);
    if (row === undefined) {
      const names = rows.size === 0 ? 'none' : [...rows.keys()].join(', ');
      const hint = `Listeners of initCommandLineParser have added ${names}; they are those of the \`events\` given.`;
      throw badOption('customOptions to name an option of your own', key, hint);
    }
    const { accepts, expected } = optional(allow(argumentRule(row.type, row.choices), null));
    if (!accepts(value)) throw badOption(`customOptions.${key} to be ${expected}`, value);
  }
  const defaults = [...rows].map(([key, row]) => [key, row.default]);
  return { ...Object.fromEntries(defaults), ...defined(Object.entries(given)) };
}

/** The error of an option that a run cannot have. */
export function badOption(expected: string, value: unknown, hint?: string): TslocError {
  return new TslocError('BAD_OPTION', `Expected ${expected}, got ${describeValue(value)}.`, {
    exitCode: 2,
    ...(hint === undefined ? {} : { hint }),
  });
}
